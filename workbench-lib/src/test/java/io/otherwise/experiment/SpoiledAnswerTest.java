package io.otherwise.experiment;

import static io.otherwise.explain.Seed.seed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Cost;
import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Method;
import io.otherwise.explain.Outcome;
import io.otherwise.explain.Progress;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import io.otherwise.method.Batch;
import io.otherwise.method.Batched;
import io.otherwise.method.Targets;
import io.otherwise.method.ToyLatent;
import io.otherwise.method.Traces;
import io.otherwise.model.Classifier;
import io.otherwise.model.LatentDiffusion;
import io.otherwise.tensor.Tensor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An answer that is no picture costs its batch no other answer. */
class SpoiledAnswerTest {
  private static final int SIDE = 8;
  private static final LatentDiffusion MODEL = ToyLatent.model();
  private static final Classifier CLASSIFIER = ToyLatent.classifier();
  private static final Redrawn REDRAWN = new Redrawn(0.3);

  private final Queries queries =
      new Queries(IntStream.range(0, 5).mapToObj(n -> ToyLatent.query(n, SIDE)).toList());

  @TempDir Path folder;

  @AfterAll
  static void close() {
    MODEL.close();
    CLASSIFIER.close();
  }

  /** Noise on the way through an autoencoder. */
  private record Redrawn(double strength) implements Method {
    @Override
    public String citation() {
      return "nobody";
    }

    @Override
    public String url() {
      return "";
    }

    Batched on() {
      return spoiling("");
    }

    /** The way of one query is no numbers from its start. */
    Batched spoiling(String id) {
      return Batched.of(this, CLASSIFIER, q -> {}, (batch, watch) -> redrawn(batch, id))
          .using(MODEL.name())
          .microBatch(3);
    }

    private Batched.Answer redrawn(Batch batch, String spoiled) {
      float[] strengths = new float[batch.size()];
      for (int i = 0; i < strengths.length; i++) {
        boolean bad = batch.queries().get(i).id().equals(spoiled);
        strengths[i] = bad ? Float.NaN : (float) strength;
      }
      Tensor z = MODEL.autoencoder().encode(batch.factuals().times(2).minus(1), batch.noise());
      Tensor noise = batch.noise().draw("way", 0, z.shape());
      z = z.plus(noise.times(Tensor.of(strengths, strengths.length, 1, 1, 1)));
      Tensor edited = MODEL.autoencoder().decode(z).plus(1).over(2).clamp(0, 1);
      Traces traces = new Traces(batch.size());
      float[] p = Targets.probabilities(batch, CLASSIFIER.logits(edited), CLASSIFIER);
      traces.add(0, 0, p, batch.pictures(0, edited));
      return new Batched.Answer(edited, traces, Cost.ZERO.classifier(1, 0));
    }
  }

  private Run run(RunStore store, String spoiled) {
    return store
        .run(
            Sweep.around(REDRAWN),
            m -> m.spoiling(spoiled),
            queries,
            Painter.session(),
            Progress.NONE)
        .get(0);
  }

  /** All that is the same whenever it is computed. */
  private static Counterfactual untimed(Counterfactual answer) {
    return answer.cost(answer.cost().time(Duration.ZERO).peakBytes(0));
  }

  @Test
  void a_sweep_keeps_the_others_to_the_bit_and_has_one_row_for_the_failure() {
    Run run = run(RunStore.at(folder.resolve("store")), "toy/1:1");

    assertEquals(
        List.of(
            new Failure(
                "toy/1:1",
                "1",
                "IllegalStateException",
                "an answer is a picture, but Redrawn ended at values that are no numbers for"
                    + " toy/1:1; its steps are too large, so lower its scales")),
        run.failures());
    List<Counterfactual> sound =
        REDRAWN.on().explain(queries, seed(0)).stream()
            .filter(answer -> !answer.query().id().equals("toy/1:1"))
            .map(SpoiledAnswerTest::untimed)
            .toList();
    assertEquals(sound, run.answers().stream().map(SpoiledAnswerTest::untimed).toList());
    assertEquals(0, run.missing());
  }

  @Test
  void what_was_kept_is_what_a_store_without_the_failure_holds() throws Exception {
    RunStore store = RunStore.at(folder.resolve("store"));
    RunStore fresh = RunStore.at(folder.resolve("fresh"));
    run(store, "toy/1:1");
    assertEquals(1, run(store, "").failures().size(), "tried again on request only");

    Run mended = run(store.retryingFailures(), "");

    assertEquals(List.of(), mended.failures());
    run(fresh, "");
    assertEquals(StoreFiles.of(fresh.folder()), StoreFiles.of(store.folder()));
  }

  @Test
  void a_retry_that_spoils_another_leaves_its_stored_answer() {
    RunStore store = RunStore.at(folder.resolve("store"));
    run(store, "toy/1:1");

    Run retried = run(store.retryingFailures(), "toy/0:0");

    assertEquals(5, retried.finished());
    assertEquals(List.of(), retried.failures());
  }

  @Test
  void the_costs_say_what_the_attempt_kept_and_why_it_lacks_one() throws Exception {
    RunStore store = RunStore.at(folder.resolve("store"));
    run(store, "toy/1:1");

    CostFile costs = CostFile.read(StoreFiles.first(store.folder(), "001.failed.json").getParent());

    CostFile.Attempt attempt = costs.attempts().get(0);
    assertTrue(attempt.outcome().contains("no numbers for toy/1:1"), attempt.outcome());
    assertEquals(List.of("000", "002"), List.copyOf(attempt.answers().keySet()));
  }

  @Test
  void asked_directly_all_are_refused_and_an_attempt_tells_them_apart() {
    Batched bound = REDRAWN.spoiling("toy/1:1");

    var error = assertThrows(IllegalStateException.class, () -> bound.explain(queries, seed(0)));
    List<Outcome> outcomes = bound.attempt(queries, seed(0));

    assertTrue(error.getMessage().contains("toy/1:1"), error.getMessage());
    assertEquals(queries.all(), outcomes.stream().map(Outcome::query).toList());
    assertEquals(
        List.of(true, false, true, true, true),
        outcomes.stream().map(outcome -> outcome.answer().isPresent()).toList());
  }

  @Test
  void an_outcome_is_an_answer_or_an_error() {
    Query query = queries.get(0);
    Outcome failed = Outcome.failed(query, new IllegalStateException("out of paint; buy some"));

    var thrown = assertThrows(IllegalStateException.class, failed::orThrow);

    assertSame(failed.error().orElseThrow(), thrown);
    assertThrows(
        IllegalArgumentException.class,
        () -> new Outcome(query, Optional.empty(), Optional.empty()));
  }
}
