package io.otherwise.experiment;

import static io.otherwise.explain.Seed.seed;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Cost;
import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Image;
import io.otherwise.explain.Method;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import io.otherwise.explain.Records;
import io.otherwise.method.Batch;
import io.otherwise.method.Batched;
import io.otherwise.method.Targets;
import io.otherwise.method.ToyLatent;
import io.otherwise.method.Traces;
import io.otherwise.model.Classifier;
import io.otherwise.model.LatentDiffusion;
import io.otherwise.tensor.Gradients;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A method of one's own needs nothing that is hidden in the library's packages. */
class OwnMethodTest {
  private static final int SIDE = 8;
  private static final LatentDiffusion MODEL = ToyLatent.model();
  private static final Classifier CLASSIFIER = ToyLatent.classifier();

  @AfterAll
  static void close() {
    MODEL.close();
    CLASSIFIER.close();
  }

  /** Some steps up the target's log-probability, as a researcher would write them. */
  private record Walk(int steps, double rate) implements Method {
    Walk rate(double value) {
      return Records.with(this, "rate", value);
    }

    @Override
    public String citation() {
      return "nobody";
    }

    @Override
    public String url() {
      return "";
    }

    Batched on(Classifier classifier, LatentDiffusion model) {
      return Batched.of(
              this,
              classifier,
              q -> model.checkSize(q.factual().height(), q.factual().width()),
              (batch, watch) -> walk(batch, classifier, model))
          .using(model.name(), "draft 1");
    }

    private Batched.Answer walk(Batch batch, Classifier classifier, LatentDiffusion model) {
      Traces traces = new Traces(batch.size());
      Tensor z = model.autoencoder().encode(batch.factuals().times(2).minus(1), batch.noise());
      z = z.plus(batch.noise().draw("start", 0, z.shape()).times(0.1));
      for (int k = 1; k <= steps; k++) {
        try (Scope step = Scope.open();
            Gradients graph = Gradients.record()) {
          Tensor leaf = graph.leaf(z);
          Tensor seen = model.autoencoder().decode(leaf).plus(1).over(2);
          Tensor logits = classifier.logits(seen);
          float[] p = Targets.probabilities(batch, logits.detached(), classifier);
          traces.add(k, k, p, batch.pictures(k, seen.detached()));
          Tensor up = graph.of(Targets.logProbability(batch, logits, classifier), leaf);
          z = step.keepInstead(z, z.plus(up.times(rate)).detached());
        }
      }
      Tensor edited = model.autoencoder().decode(z).plus(1).over(2).clamp(0, 1);
      return new Batched.Answer(edited, traces, Cost.ZERO.classifier(steps, steps));
    }
  }

  private final Walk walk = new Walk(4, 0.5);

  private static Query query(int number) {
    return ToyLatent.query(number, SIDE);
  }

  @Test
  void it_is_signed_traced_and_counted() {
    Counterfactual answer = walk.on(CLASSIFIER, MODEL).explain(query(0), seed(0));

    assertEquals("Walk", answer.method());
    assertEquals(0.5, answer.hyperparameters().get("rate"));
    assertEquals(4, answer.trace().size());
    assertEquals(4, answer.cost().classifierBackwards());
    assertTrue(answer.cost().time().toNanos() > 0);
    assertTrue(answer.keptMask().isEmpty());
  }

  @Test
  void its_trace_rises() {
    var trace = walk.on(CLASSIFIER, MODEL).explain(query(0), seed(0)).trace();

    assertTrue(trace.get(3).targetProbability() > trace.get(0).targetProbability());
  }

  @Test
  void a_seed_decides_its_draws() {
    var bound = walk.on(CLASSIFIER, MODEL);
    Image first = bound.explain(query(0), seed(0)).edited();

    assertTrue(first.samePixels(bound.explain(query(0), seed(0)).edited()));
    assertFalse(first.samePixels(bound.explain(query(0), seed(1)).edited()));
  }

  @Test
  void a_walk_that_diverges_is_no_answer() {
    var bound = walk.rate(Double.NaN).on(CLASSIFIER, MODEL);

    var error = assertThrows(IllegalStateException.class, () -> bound.explain(query(0), seed(0)));

    assertEquals(
        "an answer is a picture, but Walk ended at values that are no numbers for toy/0:0; its"
            + " steps are too large, so lower its scales",
        error.getMessage());
  }

  @Test
  void a_batch_gives_what_each_query_gives_alone() {
    var bound = walk.on(CLASSIFIER, MODEL);
    List<Query> queries = IntStream.range(0, 3).mapToObj(OwnMethodTest::query).toList();
    var together = bound.explain(new Queries(queries), seed(5));

    for (int i = 0; i < 3; i++) {
      float[] alone = bound.explain(queries.get(i), seed(5)).edited().values();
      assertArrayEquals(alone, together.get(i).edited().values(), 1e-4f);
    }
  }

  @Test
  void it_says_what_makes_its_answers_so_that_a_draft_is_not_taken_for_another() {
    assertEquals(
        List.of(CLASSIFIER.identity(), "toy", "draft 1"), walk.on(CLASSIFIER, MODEL).networks());
    assertNotEquals(walk.hyperparameters(), walk.rate(1).hyperparameters());
  }

  /** What an author may get wrong, each with the sentence that says so. */
  private record Wrong(String how) implements Method {
    @Override
    public String citation() {
      return "nobody";
    }

    @Override
    public String url() {
      return "";
    }

    String sentence() {
      Batched bound = Batched.of(this, CLASSIFIER, q -> {}, (batch, watch) -> answer(batch));
      return assertThrows(IllegalStateException.class, () -> bound.explain(query(0), seed(0)))
          .getMessage();
    }

    private Batched.Answer answer(Batch batch) {
      Tensor x = batch.factuals();
      if (how.equals("lost")) {
        try (Scope step = Scope.open()) {
          x = x.times(0.5);
        }
      }
      return new Batched.Answer(x, new Traces(how.equals("traces") ? 2 : 1), Cost.ZERO);
    }
  }

  @Test
  void an_authors_mistakes_are_told_in_a_sentence() {
    assertTrue(new Wrong("lost").sentence().startsWith("a tensor lives as long as its scope"));
    assertTrue(new Wrong("traces").sentence().startsWith("a method gives one trace"));
  }

  @Test
  void nothing_native_is_left_and_bad_sizes_are_refused_before() {
    long before = Scope.live();
    var bound = walk.on(CLASSIFIER, MODEL);
    bound.explain(query(0), seed(0));
    Query odd = Query.of(Image.of("odd", 3, 3, new float[27]), "0");

    String sentence =
        assertThrows(IllegalArgumentException.class, () -> bound.explain(odd, seed(0)))
            .getMessage();

    assertTrue(sentence.contains("multiples of 4"), sentence);
    assertEquals(before, Scope.live());
  }
}
