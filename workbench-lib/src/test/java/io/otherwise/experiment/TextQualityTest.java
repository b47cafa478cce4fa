package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.Quality;
import io.otherwise.diffusion.NoiseSchedule;
import io.otherwise.model.AttributeOracle;
import io.otherwise.model.Autoencoder;
import io.otherwise.model.Classifier;
import io.otherwise.model.Conditioning;
import io.otherwise.model.EmbeddedClassifiers;
import io.otherwise.model.LatentDiffusion;
import io.otherwise.model.Sampler;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Tensor;
import io.otherwise.training.Coverage;
import io.otherwise.world.Attribute;
import io.otherwise.world.flower.Species;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two oracles that ship, and a model that draws grey whatever it is asked for. */
class TextQualityTest {
  private static final int EACH = 12;
  private static final Coverage COVERAGE =
      new Coverage(
          EnumSet.of(Species.TULIP),
          EnumSet.of(Attribute.GLASSES, Attribute.BEARD),
          EnumSet.of(Attribute.BLUR));

  private static final LatentDiffusion GREY =
      new LatentDiffusion(
          "grey", (z, t, tokens) -> z, new Grey(), new Heard(), NoiseSchedule.stableDiffusion());

  private static AttributeOracle faces;
  private static Classifier flowers;
  private static final List<String> ASKED = new ArrayList<>();
  private static Map<String, Quality> figures;

  @BeforeAll
  static void measure() {
    Artifacts artifacts = Artifacts.find();
    faces = EmbeddedClassifiers.oracle(artifacts, "faces-oracle");
    flowers = EmbeddedClassifiers.open(artifacts, "flowers-oracle");
    figures =
        new TextQuality(GREY, faces, flowers, COVERAGE, new Sampler(1, 1))
            .measure(EACH).stream().collect(Collectors.toMap(Quality::figure, f -> f));
  }

  @AfterAll
  static void close() {
    faces.close();
    flowers.close();
  }

  @Test
  void every_request_is_counted() {
    assertEquals(EACH * 7, figures.get("faces: attributes asked for together right").n());
    assertEquals(EACH, figures.get("faces: attributes asked for alone right").n());
    assertEquals(EACH, figures.get("flowers: species asked for right").n());
    assertEquals(EACH * 2, figures.get("left out: attributes together right").n());
  }

  @Test
  void what_shows_nothing_is_no_species_more_than_one() {
    // Every picture is the same grey: of twelve species asked for, at most one is right.
    assertTrue(figures.get("flowers: species asked for right").value() <= 1.0 / EACH + 1e-9);
  }

  @Test
  void a_grey_picture_shows_both_sides_of_an_attribute_equally_often() {
    // Each of six pairs of sides is asked for once, and one of the two is right.
    assertEquals(0.5, figures.get("faces: attributes asked for alone right").value(), 1e-9);
  }

  @Test
  void species_inside_and_outside_are_asked_for_apart() {
    Set<String> species =
        ASKED.stream().filter(a -> a.contains("type of flower")).collect(Collectors.toSet());

    assertTrue(species.contains("a photo of a tulip, a type of flower"), species.toString());
    assertEquals(EACH + 1, species.size());
  }

  @Test
  void faces_are_asked_for_the_style_only_where_it_is_said_to_be_left_out() {
    Set<String> blurred =
        ASKED.stream()
            .filter(a -> a.contains("blurred") || a.contains("sharp"))
            .collect(Collectors.toSet());

    assertEquals(Set.of("a photo of a blurred person"), blurred);
  }

  @Test
  void a_model_asked_by_class_is_asked_for_each_species_as_often() {
    int twice = 2 * Species.values().length;
    Quality figure = MeasureFlowers.species(GREY, flowers, twice, new Sampler(1, 1));

    // One grey picture after another is taken for one and the same species.
    assertEquals(1.0 / Species.values().length, figure.value(), 1e-9);
    assertEquals(twice, figure.n());
    assertTrue(ASKED.containsAll(Species.labels()), ASKED.toString());
  }

  @Test
  void figures_of_guided_samples_say_so_and_stand_beside_the_others() {
    Sampler guided = new Sampler(1, 2);
    FaceQuality quality = new FaceQuality(GREY, faces);
    List<Quality> all = new ArrayList<>();
    all.addAll(new TextQuality(GREY, faces, flowers, COVERAGE, guided).measure(EACH));
    all.addAll(quality.alongside(Attribute.AGE, Attribute.GLASSES, 2, guided));
    all.add(MeasureFlowers.species(GREY, flowers, EACH, guided));

    assertTrue(all.stream().allMatch(q -> q.figure().contains(", guidance 2.0")), all.toString());
    assertEquals("", Sampler.plain().suffix());
    assertEquals(Sampler.plain().steps(), Sampler.guided().steps());
    assertTrue(Sampler.guided().guidance() > 1, Sampler.guided().toString());
  }

  @Test
  void what_is_drawn_alongside_is_read_under_either_side_alone() {
    List<Quality> glasses =
        new FaceQuality(GREY, faces)
            .alongside(Attribute.AGE, Attribute.GLASSES, EACH, new Sampler(1, 1));

    assertEquals(
        List.of(
            "samples: glasses where old alone was asked for",
            "samples: glasses where young alone was asked for"),
        glasses.stream().map(Quality::figure).toList());
    // The same grey under either: all or none.
    assertEquals(glasses.get(0).value(), glasses.get(1).value());
    assertEquals(Math.rint(glasses.get(0).value()), glasses.get(0).value());
    assertEquals(EACH, glasses.get(0).n());
  }

  /** Remembers what was asked for. */
  private static final class Heard implements Conditioning {
    @Override
    public Tensor towards(List<String> targets) {
      ASKED.addAll(targets);
      return none(targets.size());
    }

    @Override
    public Tensor none(int batch) {
      return Tensor.full(0, batch, 1, 1);
    }
  }

  /** Decodes everything to grey. */
  private static final class Grey implements Autoencoder {
    @Override
    public int channels() {
      return 1;
    }

    @Override
    public int factor() {
      return 8;
    }

    @Override
    public Tensor encode(Tensor image, Noise noise) {
      return Tensor.full(0, image.size(0), 1, 8, 8);
    }

    @Override
    public Tensor decode(Tensor latent) {
      return Tensor.full(0, latent.size(0), 3, 64, 64);
    }

    @Override
    public void close() {}
  }
}
