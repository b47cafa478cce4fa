package io.otherwise.method;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.otherwise.explain.Cost;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Seed;
import io.otherwise.model.LatentDiffusion;
import io.otherwise.tensor.EngineCalls;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an iteration of ECED costs, counted by the engine's profiler. */
class EcedCostTest {
  private static final int U = ToyLatent.PREDICTOR_CONVOLUTIONS;
  private static final int D = ToyLatent.DECODER_CONVOLUTIONS;
  private static final int C = ToyLatent.CLASSIFIER_CONVOLUTIONS;
  private static final int K = ToyLatent.CLASSIFIER_CHANNELS;
  private static final int DEPTH = 2;
  private static final int FITS = 2;
  private static final int ATTACKS = 2;

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

  private static Eced eced() {
    return Eced.paper("conv").depth(DEPTH).fits(FITS).attacks(ATTACKS);
  }

  private static Eced withLinks(int links) {
    return eced().switches(eced().switches().linksPerGraph(links));
  }

  private static Cost cost(Eced eced) {
    return eced.on(classifier, model).explain(PixelContract.query(0), Seed.seed(0)).cost();
  }

  private record Convolutions(int forwards, int backwards) {
    static Convolutions of(Eced eced) throws IOException {
      EngineCalls calls = EngineCalls.during(() -> cost(eced));
      return new Convolutions(
          calls.of("aten::convolution"), calls.of("aten::convolution_backward"));
    }

    Convolutions minus(Convolutions other) {
      return new Convolutions(forwards - other.forwards, backwards - other.backwards);
    }
  }

  @Test
  void an_iteration_of_the_background_is_the_decoder_both_ways() throws IOException {
    Convolutions one = Convolutions.of(eced().fits(FITS + 1)).minus(Convolutions.of(eced()));

    assertEquals(new Convolutions(D, D), one);
  }

  @Test
  void an_iteration_of_the_attack_is_the_whole_chain_both_ways() throws IOException {
    Convolutions one = Convolutions.of(eced().attacks(ATTACKS + 1)).minus(Convolutions.of(eced()));

    int chain = (DEPTH + 1) * U + D + C;
    assertEquals(new Convolutions(chain, chain), one);
  }

  @Test
  void in_segments_every_link_but_those_of_the_last_runs_forward_twice() throws IOException {
    int chain = (DEPTH + 1) * U + D + C;
    for (int links = 1; links <= DEPTH + 1; links++) {
      Eced eced = withLinks(links);
      Convolutions one = Convolutions.of(eced.attacks(ATTACKS + 1)).minus(Convolutions.of(eced));

      int again = DEPTH + 2 - links;
      assertEquals(new Convolutions(chain + again * U, chain), one, "links " + links);
      assertEquals((ATTACKS + 1L) * (DEPTH + 1 + again), cost(eced).unetForwards());
    }
  }

  @Test
  void the_reported_cost_is_the_formula_of_the_documentation() {
    Cost cost = cost(eced());

    long rounds = ATTACKS + 1;
    assertEquals(rounds * (DEPTH + 1), cost.unetForwards());
    assertEquals(rounds * (DEPTH + 1), cost.unetBackwards());
    assertEquals(FITS + rounds, cost.decoderForwards());
    assertEquals(FITS + rounds, cost.decoderBackwards());
    assertEquals(K + 3 + rounds, cost.classifierForwards());
    assertEquals(rounds, cost.classifierBackwards());
    assertEquals(1, cost.encoderForwards());
  }

  @Test
  void classifier_free_guidance_doubles_the_unets_part() {
    Cost guided = cost(eced().guidanceScale(3));

    assertEquals(2 * cost(eced()).unetForwards(), guided.unetForwards());
    assertEquals(2 * cost(eced()).unetBackwards(), guided.unetBackwards());
  }

  @Test
  void an_image_after_the_last_update_costs_one_chain_forward() {
    Cost before = cost(eced());
    Cost after =
        cost(eced().switches(eced().switches().result(EcedSwitches.Result.AFTER_LAST_UPDATE)));

    assertEquals(DEPTH + 1, after.unetForwards() - before.unetForwards());
    assertEquals(1, after.decoderForwards() - before.decoderForwards());
    assertEquals(before.unetBackwards(), after.unetBackwards());
    assertEquals(before.classifierForwards(), after.classifierForwards());
  }

  @Test
  void without_a_decoder_of_its_own_an_image_costs_as_many_calls() {
    Cost shared = cost(eced().switches(eced().switches().fitDecoder(false)));

    assertEquals(cost(eced()).decoderForwards(), shared.decoderForwards());
    assertEquals(cost(eced()).decoderBackwards(), shared.decoderBackwards());
  }

  @Test
  void a_query_costs_the_same_in_a_batch() {
    Queries both = new Queries(List.of(PixelContract.query(0), PixelContract.query(1)));

    Cost second = eced().on(classifier, model).explain(both, Seed.seed(0)).get(1).cost();

    Cost alone = cost(eced());
    assertEquals(alone.unetForwards(), second.unetForwards());
    assertEquals(alone.classifierForwards(), second.classifierForwards());
    assertEquals(alone.decoderBackwards(), second.decoderBackwards());
  }
}
