package io.otherwise.experiment;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Explainer;
import io.otherwise.explain.Image;
import io.otherwise.explain.Progress;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import io.otherwise.explain.Seed;
import java.util.List;

/** An explainer whose pictures come out a little darker than they should. */
record Nudged(Painter.At painting, float by) implements Explainer {
  @Override
  public int microBatch() {
    return painting.microBatch();
  }

  @Override
  public List<String> networks() {
    return painting.networks();
  }

  @Override
  public Counterfactual explain(Query query, Seed seed) {
    return nudged(painting.explain(query, seed));
  }

  @Override
  public Counterfactuals explain(Queries queries, Seed seed, Progress progress) {
    return new Counterfactuals(
        painting.explain(queries, seed, progress).stream().map(this::nudged).toList());
  }

  private Counterfactual nudged(Counterfactual answer) {
    Image edited = answer.edited();
    float[] values = edited.values();
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(0, values[i] - by);
    }
    Image darker = Image.of(edited.id(), edited.height(), edited.width(), values);
    Counterfactual other =
        Counterfactual.of(answer.query(), darker, answer.before(), answer.after())
            .trace(answer.trace())
            .cost(answer.cost())
            .by(painting.method(), answer.seed());
    return answer.keptMask().map(other::keptMask).orElse(other);
  }
}
