package io.otherwise.experiment;

import io.otherwise.artifact.Provenance;
import io.otherwise.explain.Cost;
import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Explainer;
import io.otherwise.explain.Image;
import io.otherwise.explain.Method;
import io.otherwise.explain.Progress;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import io.otherwise.explain.Scores;
import io.otherwise.explain.Seed;
import io.otherwise.explain.StepRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A method without an engine: paints noise over the picture, the more the stronger it is. */
record Painter(double strength, int strokes) implements Method {
  static final Painter SOFT = new Painter(.25, 2);

  Painter {
    if (strength < 0 || strength > 1) {
      throw new IllegalArgumentException("strength is a share, but was " + strength + "; lower it");
    }
  }

  Painter strength(double value) {
    return new Painter(value, strokes);
  }

  Painter strokes(int value) {
    return new Painter(strength, value);
  }

  @Override
  public String citation() {
    return "Nobody (2026), Painting over";
  }

  @Override
  public String url() {
    return "https://example.org";
  }

  At on() {
    return new At(this, 3, List.of("brush"), query -> {});
  }

  /** What session computes in tests. */
  static Session session() {
    Provenance provenance =
        new Provenance("abc", Map.of("java", "17"), "cpu", Map.of(), Map.of(), 0, "today");
    return new Session(provenance, 2, names -> Map.of("files", String.join("+", names)));
  }

  /** Pictures of 6 x 5 pixels whose content follows from their number. */
  static Queries queries(int n) {
    return queries(n, 6, 5);
  }

  static Queries queries(int n, int height, int width) {
    List<Query> all = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      Image image = noise("toy/" + i, height, width, Seed.seed(99).key("toy" + i, "picture", 0), 1);
      Query query = image.towards("old");
      all.add(i % 2 == 0 ? query : query.trueLabel("young"));
    }
    return new Queries(all);
  }

  private static Image noise(String id, int height, int width, long key, double range) {
    float[] values = new float[Image.CHANNELS * height * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (range * Seed.uniform(key, i));
    }
    return Image.of(id, height, width, values);
  }

  /**
   * The method bound to nothing. An answer depends on the company of its query, as float sums do.
   *
   * @param listener hears each query before it is answered, and may throw
   */
  record At(Painter method, int microBatch, List<String> networks, Consumer<Query> listener)
      implements Explainer {
    At microBatch(int size) {
      return new At(method, size, networks, listener);
    }

    At networks(String... names) {
      return new At(method, microBatch, List.of(names), listener);
    }

    At hearing(Consumer<Query> newListener) {
      return new At(method, microBatch, networks, newListener);
    }

    @Override
    public Counterfactual explain(Query query, Seed seed) {
      return explain(Queries.of(query), seed, Progress.NONE).get(0);
    }

    @Override
    public Counterfactuals explain(Queries queries, Seed seed, Progress progress) {
      double company = queries.stream().mapToDouble(q -> q.factual().at(0, 0, 0)).sum();
      List<Counterfactual> answers = new ArrayList<>();
      for (Query query : queries) {
        listener.accept(query);
        answers.add(painted(query, seed, company));
      }
      return new Counterfactuals(answers);
    }

    private Counterfactual painted(Query query, Seed seed, double company) {
      Image factual = query.factual();
      int height = factual.height();
      int width = factual.width();
      long key = seed.key(query.id(), "paint", 0);
      float[] values = factual.values();
      for (int i = 0; i < values.length; i++) {
        double paint = Seed.uniform(key, i) * method.strength;
        values[i] = (float) Math.min(1, values[i] * (1 - method.strength) + paint + company / 1e3);
      }
      Image edited = Image.clamped(query.id() + "/edited", height, width, values);
      List<StepRecord> trace = new ArrayList<>();
      for (int step = 0; step < method.strokes; step++) {
        Optional<Image> thumbnail =
            step == 0 ? Optional.empty() : Optional.of(noise("thumb", 2, 3, key + step, .5));
        double p = step == 0 ? Double.NaN : Seed.uniform(key, -step);
        trace.add(new StepRecord(step, 10 * step, p, Seed.uniform(key, -9 - step), thumbnail));
      }
      Counterfactual answer =
          Counterfactual.of(query, edited, scores(factual), scores(edited))
              .by(method, seed)
              .trace(trace)
              .cost(Cost.ZERO.unet(method.strokes, 1).time(Duration.ofNanos(12345)).peakBytes(77));
      boolean masked = factual.at(1, 0, 0) > .5;
      return masked ? answer.keptMask(noise("mask", height, width, key, 1)) : answer;
    }

    private static Scores scores(Image image) {
      float sum = 0;
      for (float value : image.values()) {
        sum += value;
      }
      return Scores.binary("young", "old", sum / image.values().length);
    }
  }
}
