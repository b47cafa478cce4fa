package io.otherwise.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Image;
import io.otherwise.explain.Query;
import io.otherwise.explain.Seed;
import io.otherwise.model.Autoencoder;
import io.otherwise.model.LatentDiffusion;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Hyperparameters and what is refused; the algorithm itself is held to the golden file. */
class EcedTest {
  private static LatentDiffusion model;
  private static ToyLatent.Convolutional classifier;

  @BeforeAll
  static void open() {
    model = ToyLatent.model();
    classifier = new ToyLatent.Convolutional();
  }

  @AfterAll
  static void close() {
    model.close();
    classifier.close();
  }

  private static String refusal(Runnable work) {
    return assertThrows(IllegalArgumentException.class, work::run).getMessage();
  }

  @Test
  void counted_at_both_ends_there_is_one_round_more_than_attacks() {
    Eced eced = Eced.paper();

    assertEquals(31, eced.rounds());
    assertEquals(30, eced.switches(eced.switches().bothEnds(false)).rounds());
  }

  @Test
  void the_world_runs_fewer_iterations_of_the_same_algorithm() {
    Eced world = Eced.world();

    assertTrue(world.fits() < Eced.paper().fits());
    assertTrue(world.attacks() < Eced.paper().attacks());
    assertEquals(EcedSwitches.published(), world.switches());
  }

  @Test
  void out_of_range_is_one_sentence_with_rule_value_and_way_out() {
    assertEquals(
        "threshold is the least value of the map that may change and must lie in [0.0, 1.0], but"
            + " was 1.5; choose 0.5 for the paper's setting",
        refusal(() -> Eced.paper().threshold(1.5)));
    refusal(() -> Eced.paper().steps(0));
    refusal(() -> Eced.paper().depth(-1));
    refusal(() -> Eced.paper().fits(-1));
    refusal(() -> Eced.paper().attacks(0));
    refusal(() -> Eced.paper().backgroundRate(-1));
    refusal(() -> Eced.paper().decoderRate(Double.NaN));
    refusal(() -> Eced.paper().attackRate(-0.1));
    refusal(() -> Eced.paper().guidanceScale(-1));
    refusal(() -> EcedSwitches.published().eta(2));
    refusal(() -> EcedSwitches.published().linksPerGraph(0));
  }

  @Test
  void a_layer_that_is_not_there_is_refused_before_any_work_by_naming_those_that_are() {
    String message = refusal(() -> Eced.paper().on(classifier, model));

    assertTrue(message.contains("toy has no features.29; choose one of [conv]"), message);
  }

  @Test
  void a_depth_beyond_the_list_is_refused_before_any_work() {
    String message = refusal(() -> Eced.paper("conv").steps(10).depth(10).on(classifier, model));

    assertTrue(message.contains("but was 10 of 10"), message);
  }

  @Test
  void a_decoder_out_of_reach_is_refused_unless_it_is_not_fitted() {
    LatentDiffusion closed =
        new LatentDiffusion(
            "closed",
            model.predictor(),
            new OnePiece(model.autoencoder()),
            model.conditioning(),
            model.schedule());
    Eced eced = Eced.paper("conv").depth(1).fits(1).attacks(1);

    assertTrue(refusal(() -> eced.on(classifier, closed)).contains("OnePiece"));
    eced.switches(eced.switches().fitDecoder(false))
        .on(classifier, closed)
        .explain(PixelContract.query(0), Seed.seed(0));
  }

  @Test
  void a_size_that_does_not_fit_and_an_unknown_target_are_refused() {
    Batched explainer = Eced.paper("conv").on(classifier, model);
    Image odd = Image.of("odd", 6, 6, new float[3 * 36]);

    assertTrue(refusal(() -> explainer.explain(odd.towards("1"), Seed.seed(0))).contains("6 x 6"));
    Query unknown = PixelContract.query(0).towards("cat");
    assertTrue(refusal(() -> explainer.explain(unknown, Seed.seed(0))).contains("cat"));
  }

  @Test
  void it_names_its_networks_and_cites_its_paper() {
    assertEquals(List.of("toy", "toy"), Eced.paper("conv").on(classifier, model).networks());
    assertTrue(Eced.paper().citation().contains("2025"));
    assertEquals("ECED", Eced.paper().name());
    assertTrue(Eced.paper().url().contains("2504.09202"));
  }

  /** Hides the weights of another one. */
  private record OnePiece(Autoencoder inner) implements Autoencoder {
    @Override
    public int channels() {
      return inner.channels();
    }

    @Override
    public int factor() {
      return inner.factor();
    }

    @Override
    public Tensor encode(Tensor image, Noise noise) {
      return inner.encode(image, noise);
    }

    @Override
    public Tensor decode(Tensor latent) {
      return inner.decode(latent);
    }

    @Override
    public void close() {
      // Borrowed.
    }
  }
}
