package io.otherwise.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.SafeTensors;
import io.otherwise.model.EmbeddedFeatures;
import io.otherwise.model.NetworkFeatures;
import io.otherwise.network.KlAutoencoder;
import io.otherwise.network.Vgg;
import io.otherwise.network.VqAutoencoder;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import io.otherwise.world.Scene;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DecoderRecipeTest {
  private static final KlAutoencoder TINY = new KlAutoencoder(32, List.of(1), 1, 4, 4, 8);
  private static final Vgg EYE = new Vgg(List.of(8, 0, 8), true, 2, 1, 4, 2);
  private static final ScenePool<Scene> FACES = RecipeRuns.faces(8);
  private static final EncodedPictures LATENTS =
      EncodedPictures.kl(FACES, Scene.SIDE, TINY, Initial.weights(1), RecipeRuns.SILENT);

  private static DecoderRecipe recipe(Vgg eye, double weight, int steps, String... layers) {
    return new DecoderRecipe(
        1, 4, Reconstruction.SHIPPED, eye, List.of(layers), weight, RecipeRuns.stage(steps));
  }

  private static Stage.Result run(double weight, int steps) {
    return recipe(EYE, weight, steps, "features.2", "features.6")
        .run(TINY::decode, FACES, LATENTS, Initial.weights(1), (point, stage) -> {});
  }

  @Test
  void the_loss_falls() {
    assertTrue(RecipeRuns.fall(run(0.5, 100)) > 0);
  }

  @Test
  void what_is_learnt_is_all_that_stands_behind_the_latent_and_nothing_else() {
    Script whole = new Script();
    TINY.decode(whole.layers(), whole.input("latent"));
    Set<String> behind =
        whole.parameters().stream().map(Script.Parameter::key).collect(Collectors.toSet());

    assertEquals(new TreeSet<>(behind), new TreeSet<>(run(0.5, 1).weights().keySet()));
  }

  @Test
  void of_an_autoencoder_with_a_codebook_the_codes_stay_too() {
    VqAutoencoder tiny = new VqAutoencoder(32, List.of(1), 1, 4, 4, 16, 8);
    EncodedPictures latents =
        EncodedPictures.vq(FACES, Scene.SIDE, tiny, Initial.weights(1), RecipeRuns.SILENT);

    Stage.Result result =
        recipe(EYE, 0.5, 2, "features.2")
            .run(
                (net, z) -> tiny.decode(net, tiny.quantise(net, z).latent()),
                FACES,
                latents,
                Initial.weights(1),
                (point, stage) -> {});

    assertTrue(
        result.weights().keySet().stream()
            .allMatch(key -> key.startsWith("decoder.") || key.startsWith("post_quant_conv.")),
        result.weights().keySet().toString());
    assertTrue(result.weights().containsKey("decoder.conv_out.weight"));
  }

  @Test
  void features_change_what_is_learnt() {
    float[] without = run(0, 2).weights().get("decoder.conv_out.weight").values();
    float[] with = run(5, 2).weights().get("decoder.conv_out.weight").values();

    assertTrue(!Arrays.equals(without, with));
  }

  @Test
  void equal_runs_learn_equal_weights() {
    assertArrayEquals(
        run(0.5, 2).weights().get("decoder.conv_out.weight").values(),
        run(0.5, 2).weights().get("decoder.conv_out.weight").values());
  }

  /** The distance of the world's perceptual network, which is the paper's Eq. 1. */
  @Test
  void the_difference_is_the_distance_that_the_metrics_measure() throws IOException {
    FaceFeatures shipped = FaceFeatures.PERCEPTUAL;
    DecoderRecipe recipe =
        recipe(
            (Vgg) shipped.architecture(), 1, 1, shipped.readout().layers().toArray(String[]::new));
    Script s = new Script(Script.Precision.FLOAT32, false);
    s.returns(recipe.difference(s.layers().at("eye"), s.input("image"), s.input("decoded")));
    Artifacts artifacts = Artifacts.find();
    SafeTensors weights = SafeTensors.read(artifacts.file(shipped.title()));

    try (Scope scope = Scope.open();
        NetworkFeatures measure = EmbeddedFeatures.open(artifacts, shipped.title());
        Network network =
            new Network(
                s,
                Weights.from(
                    s.parameters(), p -> weights.floats(p.key().substring("eye.".length()))))) {
      Tensor a = FACES.images(0, 1);
      Tensor b = FACES.images(2, 3);
      double expected = measure.features(a).minus(measure.features(b)).square().mean(0, 1).item();

      double difference = network.run(a.times(2).minus(1), b.times(2).minus(1)).item();

      assertTrue(expected > 0.1, () -> "different people differ, by " + expected);
      assertEquals(expected, difference, 1e-4 * expected);
    }
  }

  @Test
  void equal_pictures_do_not_differ() {
    Script s = new Script(Script.Precision.FLOAT32, false);
    s.returns(
        recipe(EYE, 1, 1, "features.6")
            .difference(s.layers().at("eye"), s.input("image"), s.input("decoded")));
    try (Scope scope = Scope.open();
        Network network = new Network(s, Weights.from(s.parameters(), Initial.weights(1)))) {
      assertEquals(0, network.run(FACES.images(0), FACES.images(0)).item());
    }
  }
}
