package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Image;
import io.otherwise.model.AttributeOracle;
import io.otherwise.model.NetworkClassifier;
import io.otherwise.model.Preprocessing;
import io.otherwise.network.ResNet;
import io.otherwise.network.Stem;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Script;
import io.otherwise.world.flower.Species;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgeTest {
  private static AttributeOracle oracle() {
    ResNet network = new ResNet(false, List.of(1), 4, 2, new Stem(1, 3, 2, false));
    return new AttributeOracle(
        "tiny-oracle",
        List.of("smile", "age"),
        Preprocessing.signed().fit(Preprocessing.Fit.AS_IS, PairAnswers.SIDE),
        network,
        "avgpool",
        JudgeTest::weights);
  }

  private static float[] weights(Script.Parameter p) {
    float[] values = new float[p.size()];
    Noise.fill(p.key().hashCode(), values, 0, values.length);
    for (int i = 0; i < values.length; i++) {
      values[i] = p.key().endsWith("running_var") ? 1 : values[i] / 2;
    }
    return values;
  }

  private static List<Image> pictures(int n) {
    List<Image> images = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      images.add(PairAnswers.noisy(i, PairAnswers.SIDE));
    }
    return images;
  }

  @Test
  void another_classifier_judges_by_its_best_class() {
    Judge judge = Judge.of(new PairAnswers.Shade());
    List<Image> images =
        List.of(PairAnswers.plain(.9), PairAnswers.plain(.1), PairAnswers.plain(.5));

    assertArrayEquals(
        new boolean[] {true, false, true},
        judge.shows(images, List.of("bright", "bright", "bright")));
    assertArrayEquals(
        new boolean[] {false, true, false}, judge.shows(images, List.of("dark", "dark", "dark")));
    assertEquals("shade", judge.name());
  }

  @Test
  void a_class_that_the_judge_does_not_know_is_refused_before_any_call() {
    PairAnswers.Shade shade = new PairAnswers.Shade();
    Judge judge = Judge.of(shade);
    List<Image> images = List.of(PairAnswers.plain(.9));

    assertThrows(IllegalArgumentException.class, () -> judge.shows(images, List.of("old")));
    assertTrue(shade.chunks.isEmpty());
  }

  @Test
  void many_pictures_are_judged_in_chunks_of_one_size() {
    PairAnswers.Shade shade = new PairAnswers.Shade();
    List<Image> images = new ArrayList<>(pictures(70));
    images.add(PairAnswers.noisy(1, 4));

    boolean[] shows = Judge.of(shade).shows(images, List.copyOf(Collections.nCopies(71, "bright")));

    assertEquals(List.of(64, 6, 1), shade.chunks);
    for (int i = 0; i < shows.length; i++) {
      assertEquals(PairAnswers.mean(images.get(i)) >= .5, shows[i], "picture " + i);
    }
  }

  @Test
  void a_classifier_of_all_species_judges_flowers() {
    List<String> species = Species.labels();
    try (NetworkClassifier oracle =
        new NetworkClassifier(
            "tiny-species",
            species,
            Preprocessing.signed().fit(Preprocessing.Fit.AS_IS, PairAnswers.SIDE),
            new ResNet(false, List.of(1), 4, species.size(), new Stem(1, 3, 2, false)),
            JudgeTest::weights)) {
      Image picture = PairAnswers.noisy(1, PairAnswers.SIDE);
      String best = oracle.score(picture).best();
      boolean[] shows =
          Judge.of(oracle).shows(Collections.nCopies(species.size(), picture), species);

      for (int i = 0; i < shows.length; i++) {
        assertEquals(species.get(i).equals(best), shows[i], species.get(i));
      }
      assertThrows(
          IllegalArgumentException.class,
          () -> Judge.of(oracle).shows(List.of(picture), List.of("old")));
    }
  }

  @Test
  void one_class_is_named_for_each_picture() {
    Judge judge = Judge.of(new PairAnswers.Shade());
    List<Image> images = List.of(PairAnswers.plain(.9));

    assertThrows(IllegalArgumentException.class, () -> judge.shows(images, List.of()));
  }

  @Test
  void an_oracle_reads_classes_as_attributes_and_their_absence() {
    try (AttributeOracle oracle = oracle()) {
      List<Image> images = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        images.add(PairAnswers.pixel(i / 20.0, 1 - i / 20.0));
      }
      float[][] p = oracle.probabilities(images);
      Judge judge = Judge.faces(oracle);

      boolean[] old = judge.shows(images, Collections.nCopies(20, "old"));
      boolean[] young = judge.shows(images, Collections.nCopies(20, "young"));
      boolean[] smiling = judge.shows(images, Collections.nCopies(20, "smiling"));

      assertNotEquals(p[0][1], p[19][1], "the pictures differ to it");
      for (int i = 0; i < 20; i++) {
        assertEquals(p[i][1] >= .5, old[i]);
        assertEquals(!old[i], young[i]);
        assertEquals(p[i][0] >= .5, smiling[i]);
      }
      assertEquals("tiny-oracle", judge.name());
    }
  }

  @Test
  void an_attribute_that_the_oracle_does_not_know_is_refused() {
    try (AttributeOracle oracle = oracle()) {
      Judge judge = Judge.faces(oracle);

      assertThrows(
          IllegalArgumentException.class, () -> judge.shows(pictures(1), List.of("glasses")));
      assertThrows(
          IllegalArgumentException.class, () -> judge.shows(pictures(1), List.of("no class")));
    }
  }

  @Test
  void a_judge_may_be_a_function() {
    Judge nobody = (images, classes) -> new boolean[images.size()];

    assertEquals("a judge", nobody.name());
    assertEquals("nobody", nobody.named("nobody").name());
  }

  @Test
  void an_attribute_at_one_half_is_shown() {
    ResNet network = new ResNet(false, List.of(1), 4, 2, new Stem(1, 3, 2, false));
    try (AttributeOracle undecided =
        new AttributeOracle(
            "undecided",
            List.of("smile", "age"),
            Preprocessing.signed(),
            network,
            "avgpool",
            p -> new float[p.size()])) {
      assertEquals(.5f, undecided.probabilities(pictures(1))[0][1]);

      assertTrue(Judge.faces(undecided).shows(pictures(1), List.of("old"))[0]);
      assertTrue(!Judge.faces(undecided).shows(pictures(1), List.of("young"))[0]);
    }
  }
}
