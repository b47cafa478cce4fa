package io.otherwise.target;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.Sha256;
import io.otherwise.attribution.ConceptGradients;
import io.otherwise.attribution.Planted;
import io.otherwise.attribution.Relevance;
import io.otherwise.attribution.RelevanceNetwork;
import io.otherwise.explain.Image;
import io.otherwise.explain.Seed;
import io.otherwise.model.Images;
import io.otherwise.model.LayeredClassifier;
import io.otherwise.model.NetworkClassifier;
import io.otherwise.model.Preprocessing;
import io.otherwise.network.Vgg;
import io.otherwise.target.Perception.Perceived;
import io.otherwise.target.References.Match;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NearMissTest {
  private static final String LAYER = "features.3";

  @TempDir Path folder;

  /** Says yes to what is redder than it is green. */
  private final Planted red = Planted.of(1, -1, 0, 0, 0, 0);

  private static Image image(String id, double r, double g, double b) {
    return Planted.plain(id, 2, (float) r, (float) g, (float) b);
  }

  private static Image noise(int i) {
    float[] values = new float[3 * 4 * 4];
    for (int k = 0; k < values.length; k++) {
      values[k] = (float) Seed.uniform(i, k);
    }
    return Image.of("noise/" + i, 4, 4, values);
  }

  private static List<String> ids(int n) {
    return IntStream.range(0, n).mapToObj(i -> "noise/" + i).toList();
  }

  private static Image read(String id) {
    return noise(Integer.parseInt(id.substring(6)));
  }

  private static List<Image> images(int n) {
    return ids(n).stream().map(NearMissTest::read).toList();
  }

  private static NetworkClassifier network() {
    return new NetworkClassifier(
        "tiny",
        List.of("a", "b", "c", "d"),
        Preprocessing.none(),
        new Vgg(List.of(4, Vgg.HALVE, 6), false, 1, 1, 5, 4),
        p -> {
          float[] values = new float[p.size()];
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(1.7 * i + p.key().length());
          }
          return values;
        });
  }

  @Test
  void the_target_is_what_the_nearest_reference_of_another_class_is_taken_for() {
    Perception seen = Perception.activation(red, Planted.SPACE);
    References references =
        References.of(seen, List.of(image("same", 0.6, 0.5, 0), image("far no", 0, 1, 0)));
    Labelled asked = Labelled.of(image("x", 0.6, 0.5, 0), "yes");

    var query = NearMiss.among(references).queries(red, List.of(asked)).get(0);

    assertEquals("no", query.target());
    assertEquals("yes", query.trueLabel().orElseThrow());
  }

  @Test
  void it_is_exact_against_brute_force_with_and_without_unit_length() {
    try (NetworkClassifier tiny = network()) {
      Perception seen = Perception.activation(tiny, LAYER);
      References references = References.of(seen, images(600));
      Perceived all = seen.of(images(600));
      Perceived asked = seen.of(images(40).stream().map(i -> i.named("q")).toList());

      for (boolean normalise : new boolean[] {false, true}) {
        Match[] found = references.nearest(asked, normalise);
        for (int i = 0; i < found.length; i++) {
          assertEquals(brute(all, asked, i, normalise), found[i].reference());
          assertEquals(all.predicted()[found[i].reference()], found[i].predicted());
          assertNotEquals(asked.predicted()[i], found[i].predicted());
        }
      }
    }
  }

  private static int brute(Perceived all, Perceived asked, int i, boolean normalise) {
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int r = 0; r < all.vectors().length; r++) {
      double d = distance(asked.vectors()[i], all.vectors()[r], normalise);
      if (all.predicted()[r] != asked.predicted()[i] && d < least) {
        best = r;
        least = d;
      }
    }
    return best;
  }

  private static double distance(float[] a, float[] b, boolean normalise) {
    double sa = normalise ? norm(a) : 1;
    double sb = normalise ? norm(b) : 1;
    return Math.sqrt(
        IntStream.range(0, a.length).mapToDouble(k -> Math.pow(a[k] / sa - b[k] / sb, 2)).sum());
  }

  private static double norm(float... x) {
    return Math.sqrt(IntStream.range(0, x.length).mapToDouble(k -> x[k] * (double) x[k]).sum());
  }

  @Test
  void unit_length_can_change_what_is_near() {
    References references =
        References.of(
            Perception.activation(red, Planted.SPACE),
            List.of(image("dark", 0.1, 0.11, 0), image("other hue", 0.45, 0.5, 0.6)));
    Perceived bright = references.perception().of(List.of(image("x", 0.6, 0.55, 0)));

    assertEquals(0, references.nearest(bright, true)[0].reference());
    assertEquals(1, references.nearest(bright, false)[0].reference());
  }

  @Test
  void the_near_miss_itself_is_told_by_its_place() {
    References references =
        References.of(
            Perception.activation(red, Planted.SPACE),
            List.of(image("same", 0.6, 0.5, 0), image("far", 0, 1, 0), image("near", 0.5, 0.6, 0)));
    NearMiss rule = NearMiss.among(references);

    assertEquals(
        List.of(2, 0), rule.nearest(List.of(image("yes", 0.6, 0.5, 0), image("no", 0, 1, 0))));
    References yes =
        References.of(
            Perception.activation(red, Planted.SPACE), List.of(image("yes", 0.6, 0.5, 0)));
    assertEquals(List.of(-1), NearMiss.among(yes).nearest(List.of(image("x", 1, 0, 0))));
  }

  @Test
  void of_equally_near_references_the_first_counts() {
    References twins =
        References.of(
            Perception.activation(red, Planted.SPACE),
            List.of(image("one", 0, 1, 0), image("two", 0, 1, 0)));

    assertEquals(
        0,
        twins.nearest(twins.perception().of(List.of(image("x", 1, 0, 0))), false)[0].reference());
  }

  @Test
  void an_attribution_is_asked_for_the_predicted_class_and_summed_over_space() {
    List<Long> classes = new ArrayList<>();
    Perception relevance =
        Perception.attribution(
            red,
            Planted.SPACE,
            "times two",
            (images, layer, predicted) -> {
              classes.add(predicted[0]);
              return red.layered(images, layer).activations().times(2);
            });

    Perceived seen = relevance.of(List.of(image("x", 0.5, 0.25, 0)));

    assertEquals(List.of(1L), classes);
    assertArrayEquals(new float[] {4, 2, 0, 8, 4, 0}, seen.vectors()[0], 1e-5f);
  }

  @Test
  void relevance_is_that_of_the_predicted_class_channel_by_channel() {
    try (NetworkClassifier tiny = network();
        RelevanceNetwork relevance = Relevance.epsilonGammaBox().on(tiny);
        Scope scope = Scope.open()) {
      Perceived seen = Perception.relevance(tiny, LAYER, relevance).of(images(5));

      for (int i = 0; i < 5; i++) {
        Tensor one =
            relevance.at(
                LAYER, Images.tensor(List.of(noise(i))), List.of(tiny.score(noise(i)).best()));
        assertArrayEquals(ConceptGradients.perChannel(one)[0], seen.vectors()[i], 1e-5f);
      }
    }
  }

  @Test
  void stopped_work_goes_on_to_the_same_bytes() throws IOException {
    try (NetworkClassifier tiny = network()) {
      Perception seen = Perception.activation(tiny, LAYER);
      List<String> ids = ids(References.PART + 9);
      Path whole = folder.resolve("whole");
      Path resumed = folder.resolve("resumed");
      References.in(whole, seen, ids, NearMissTest::read);
      assertThrows(
          IllegalStateException.class,
          () -> References.in(resumed, seen, ids, NearMissTest::stopping));
      assertEquals(1, bytes(resumed).size(), "the first part was kept");
      List<String> asked = new ArrayList<>();
      References.in(
          resumed,
          seen,
          ids,
          id -> {
            asked.add(id);
            return read(id);
          });

      assertEquals(ids.subList(References.PART, ids.size()), asked);
      assertEquals(bytes(whole), bytes(resumed));
    }
  }

  private static Image stopping(String id) {
    if (id.equals("noise/" + References.PART)) {
      throw new IllegalStateException("stopped");
    }
    return read(id);
  }

  private static Map<String, String> bytes(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.collect(Collectors.toMap(f -> f.getFileName().toString(), Sha256::of));
    }
  }

  @Test
  void references_from_files_find_what_those_in_memory_find() {
    try (NetworkClassifier tiny = network()) {
      Perception seen = Perception.activation(tiny, LAYER);
      int n = References.PART + 30;
      Perceived asked = seen.of(images(20));

      Match[] memory = References.of(seen, images(n)).nearest(asked, false);
      References filed = References.in(folder, seen, ids(n), NearMissTest::read);

      assertEquals(n, filed.size());
      assertArrayEquals(memory, filed.nearest(asked, false));
    }
  }

  @Test
  void a_folder_of_other_references_is_refused() {
    try (NetworkClassifier tiny = network()) {
      References.in(folder, Perception.activation(tiny, LAYER), ids(4), NearMissTest::read);

      Perception other = Perception.activation(tiny, "features.0");
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> References.in(folder, other, ids(4), NearMissTest::read))
              .getMessage();
      assertTrue(message.contains("features.0") && message.contains(LAYER), message);
      assertThrows(
          IllegalArgumentException.class,
          () ->
              References.in(
                  folder, Perception.activation(tiny, LAYER), ids(5), NearMissTest::read));
    }
  }

  @Test
  void references_all_of_one_class_leave_no_near_miss() {
    References references =
        References.of(Perception.activation(red, Planted.SPACE), List.of(image("yes", 1, 0, 0)));
    List<Labelled> asked = Labelled.unknown(List.of(image("x", 0.9, 0, 0)));

    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> NearMiss.among(references).queries(red, asked))
            .getMessage();

    assertEquals(
        "a near miss is a reference taken for another class, but all 1 are taken for what x is;"
            + " encode references of more classes",
        message);
  }

  @Test
  void another_classifier_and_an_unknown_layer_are_refused() {
    References references =
        References.of(Perception.activation(red, Planted.SPACE), List.of(image("yes", 1, 0, 0)));
    LayeredClassifier other = Planted.of(1, 1, 1, 1, 1, 1).named("other");

    assertThrows(
        IllegalArgumentException.class, () -> NearMiss.among(references).queries(other, List.of()));
    assertThrows(IllegalArgumentException.class, () -> Perception.activation(red, "nowhere"));
  }

  @Test
  void a_tie_of_logits_goes_to_the_later_class_as_scores_have_it() {
    Image grey = image("grey", 0.5, 0.5, 0);

    assertEquals(1, Perception.activation(red, Planted.SPACE).of(List.of(grey)).predicted()[0]);
    assertEquals("yes", red.score(grey).best());
    assertEquals(1, Predictions.best(new float[] {0}, 0, 1));
    assertEquals(0, Predictions.best(new float[] {-0.1f}, 0, 1));
  }

  @Test
  void tokens_are_perceived_by_the_class_token() {
    float[] values = new float[12];
    values[0] = 0.5f;
    Image spot = Image.of("spot", 2, 2, values);

    Perceived seen = Perception.activation(red, Planted.TOKENS).of(List.of(spot));

    assertArrayEquals(new float[] {0.5f, 0, 0, 1, 0, 0}, seen.vectors()[0]);
  }
}
