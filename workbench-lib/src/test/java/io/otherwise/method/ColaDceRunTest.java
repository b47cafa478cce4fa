package io.otherwise.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.attribution.ChannelScore;
import io.otherwise.attribution.ConceptChoice;
import io.otherwise.attribution.Concepts;
import io.otherwise.attribution.Planted;
import io.otherwise.explain.Cost;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import io.otherwise.explain.Seed;
import io.otherwise.model.LatentDiffusion;
import io.otherwise.model.NetworkClassifier;
import io.otherwise.model.Preprocessing;
import io.otherwise.network.Vgg;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** CoLa-DCE on networks of a few convolutions. */
class ColaDceRunTest {
  private static final String LAYER = "features.3";
  private static final int CHANNELS = 6;

  /** Seven steps: timesteps 1, 21 and 41 are below 50. */
  private static final int STEPS = 7;

  private static final ColaDce COLA =
      ColaDce.world(LAYER).ldce(Ldce.world().strength((STEPS + 0.5) / 50)).k(2);

  private static LatentDiffusion model;
  private static NetworkClassifier classifier;

  @BeforeAll
  static void open() {
    model = ToyLatent.model();
    classifier =
        new NetworkClassifier(
            "toy",
            List.of("0", "1"),
            Preprocessing.none(),
            new Vgg(List.of(4, Vgg.HALVE, CHANNELS), false, 1, 2, 5, 2),
            p -> {
              float[] values = new float[p.size()];
              for (int i = 0; i < values.length; i++) {
                values[i] = (float) Math.sin(1.7 * i + p.key().length());
              }
              return values;
            });
  }

  @AfterAll
  static void close() {
    model.close();
    classifier.close();
  }

  private static Query query(int number) {
    return ToyLatent.query(number, 16);
  }

  private static Queries queries() {
    return Queries.of(query(0), query(1));
  }

  private static Counterfactuals run(ColaDce cola) {
    return cola.on(classifier, model).explain(queries(), Seed.seed(0));
  }

  private static List<float[]> pixels(Counterfactuals answers) {
    return answers.stream().map(answer -> answer.edited().values()).toList();
  }

  private static void assertSame(Counterfactuals expected, Counterfactuals found) {
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i).edited().values(), found.get(i).edited().values());
    }
  }

  private static boolean differ(Counterfactuals a, Counterfactuals b) {
    return !Arrays.equals(pixels(a).get(0), pixels(b).get(0));
  }

  @Test
  void with_all_channels_and_places_it_is_ldce_to_the_bit() {
    Counterfactuals ldce = COLA.ldce().on(classifier, model).explain(queries(), Seed.seed(0));

    assertSame(ldce, run(COLA.k(CHANNELS).spatial(false)));
    assertSame(ldce, run(COLA.k(CHANNELS).eta(0)));
    assertSame(ldce, run(COLA.k(CHANNELS).spatial(false).chosenOnce(false)));
  }

  @Test
  void fewer_channels_make_another_picture() {
    Counterfactuals ldce = COLA.ldce().on(classifier, model).explain(queries(), Seed.seed(0));

    assertTrue(differ(ldce, run(COLA)));
    assertTrue(differ(run(COLA.spatial(false)), run(COLA)));
  }

  @Test
  void suspended_from_the_start_it_is_ldce() {
    Counterfactuals ldce = COLA.ldce().on(classifier, model).explain(queries(), Seed.seed(0));

    assertSame(ldce, run(COLA.suspension(Suspension.lastSteps(STEPS))));
    assertSame(ldce, run(COLA.suspension(Suspension.belowTimestep(1000))));
    assertTrue(differ(ldce, run(COLA.suspension(Suspension.lastSteps(STEPS - 1)))));
  }

  @Test
  void both_readings_of_the_end_agree_where_they_mean_the_same_steps() {
    assertSame(
        run(COLA.suspension(Suspension.belowTimestep(50))),
        run(COLA.suspension(Suspension.lastSteps(3))));
    assertTrue(
        differ(run(COLA.suspension(Suspension.off())), run(COLA)), "the last steps are free");
  }

  @Test
  void concepts_chosen_anew_are_others_in_the_end() {
    assertTrue(differ(run(COLA.chosenOnce(false)), run(COLA)));
  }

  @Test
  void the_cost_is_one_more_backward_a_conditioned_step_and_one_look_beforehand() {
    Cost cost = run(COLA).get(0).cost();

    int conditioned = STEPS - 3;
    assertEquals(1 + STEPS, cost.classifierForwards());
    assertEquals(1 + 2 * conditioned + 3, cost.classifierBackwards());
    assertEquals(2 * STEPS, cost.unetForwards());
    Cost anew = run(COLA.chosenOnce(false)).get(0).cost();
    assertEquals(STEPS, anew.classifierForwards());
    assertEquals(3 * conditioned + 3, anew.classifierBackwards());
  }

  @Test
  void a_query_has_the_same_answer_and_concepts_alone_and_in_a_batch() {
    Counterfactuals both = run(COLA);
    float[] alone = COLA.on(classifier, model).explain(query(1), Seed.seed(0)).edited().values();

    assertArrayEquals(alone, both.get(1).edited().values(), 1e-4f);
    List<Concepts> concepts = COLA.concepts(classifier, queries());
    assertEquals(concepts.get(1), COLA.concepts(classifier, Queries.of(query(1))).get(0));
  }

  @Test
  void its_concepts_are_the_planted_ones_with_a_map_each() {
    Planted planted = Planted.of(1, -5, 2, 0, 3, -4);
    Query asked = Planted.plain("plain", 4, 0.2f, 0.4f, 0.6f).towards("yes");
    ColaDce cola = COLA.layer(Planted.SPACE).k(3);

    Concepts concepts = cola.concepts(planted, Queries.of(asked)).get(0);

    assertArrayEquals(new int[] {1, 5, 4}, concepts.indices());
    assertEquals(6, concepts.channels());
    assertEquals("plain:yes", concepts.queryId());
    assertEquals(5, concepts.chosen().get(0).score(), 1e-5);
    Image map = concepts.chosen().get(0).where().orElseThrow();
    assertEquals(4, map.width());
    assertEquals(1, map.at(0, 2, 2));
  }

  @Test
  void the_score_decides_which_concepts_are_chosen() {
    Planted planted = Planted.of(1, -5, 2, 0, 3, -4);
    Queries asked = Queries.of(Planted.plain("plain", 4, 0.2f, 0.4f, 0.6f).towards("yes"));
    ColaDce signed = COLA.layer(Planted.SPACE).scoring(ChannelScore.SUM);

    assertArrayEquals(new int[] {4, 2}, signed.concepts(planted, asked).get(0).indices());
    Concepts random = signed.choice(ConceptChoice.random(7)).k(6).concepts(planted, asked).get(0);
    assertEquals(6, Arrays.stream(random.indices()).distinct().count());
  }

  @Test
  void tokens_and_unconfined_concepts_have_no_map() {
    Planted planted = Planted.of(1, -5, 2, 0, 3, -4);
    Queries asked = Queries.of(Planted.plain("plain", 4, 0.2f, 0.4f, 0.6f).towards("yes"));

    for (ColaDce cola :
        List.of(COLA.layer(Planted.TOKENS), COLA.layer(Planted.SPACE).spatial(false))) {
      Concepts concepts = cola.concepts(planted, asked).get(0);
      assertArrayEquals(new int[] {1, 5}, concepts.indices());
      assertEquals(Optional.empty(), concepts.chosen().get(0).where());
    }
  }

  @Test
  void it_signs_its_answers_and_names_its_networks() {
    Counterfactuals answers = run(COLA);

    assertEquals("CoLa-DCE", answers.get(0).method());
    assertEquals(LAYER, answers.get(0).hyperparameters().get("layer"));
    assertTrue(COLA.on(classifier, model).networks().contains(model.name()));
    assertEquals(STEPS, answers.get(0).trace().size());
  }

  @Test
  void an_unknown_layer_is_refused_before_any_work() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> COLA.layer("layer4.1.conv1").on(classifier, model))
            .getMessage();

    assertTrue(message.contains("layer4.1.conv1") && message.contains(LAYER), message);
    assertThrows(
        IllegalArgumentException.class,
        () -> COLA.layer("nowhere").concepts(classifier, queries()));
  }

  @Test
  void more_concepts_than_channels_are_refused_before_the_first_step() {
    List<String> heard = new ArrayList<>();
    Batched bound = COLA.k(7).on(classifier, model).watched((step, name, value) -> heard.add(name));

    String message =
        assertThrows(IllegalArgumentException.class, () -> bound.explain(queries(), Seed.seed(0)))
            .getMessage();

    assertTrue(message.contains("6 channels"), message);
    assertTrue(heard.isEmpty(), heard.toString());
  }

  @Test
  void an_interrupt_stops_it_between_two_steps() {
    PixelContract.assertStops(COLA.on(classifier, model), query(1));
  }

  @Test
  void pictures_of_the_way_are_kept_on_request() {
    PixelContract.assertPicturesOnRequest(COLA.on(classifier, model), query(1));
    assertFalse(run(COLA).get(0).trace().get(0).thumbnail().isPresent());
  }
}
