package io.otherwise.method;

import io.otherwise.explain.Query;
import io.otherwise.model.LatentDiffusion;
import io.otherwise.tensor.Scope;
import java.util.List;

/** One-sentence refusals of hyperparameters and questions: the rule, the value, the way out. */
final class Check {
  private Check() {}

  static void share(String rule, double value, double usual) {
    if (!(value > 0 && value <= 1)) {
      throw refused(rule + " and must lie in (0, 1]", value, usual);
    }
  }

  static void within(String rule, double value, double low, double high, double usual) {
    if (!(value >= low && value <= high)) {
      throw refused(rule + " and must lie in [" + low + ", " + high + "]", value, usual);
    }
  }

  static void notNegative(String rule, double value, double usual) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw refused(rule + " and must be 0 or more", value, usual);
    }
  }

  static void atLeast(String rule, int value, int least, int usual) {
    if (value < least) {
      throw refused(rule + " and must be at least " + least, value, usual);
    }
  }

  static void odd(String rule, int value, int usual) {
    if (value < 1 || value % 2 == 0) {
      throw refused(rule + " and must be odd", value, usual);
    }
  }

  /** A latent model edits images of some sizes, and towards what it can be asked for. */
  static void answerable(Query query, LatentDiffusion model) {
    model.checkSize(query.factual().height(), query.factual().width());
    try (Scope scope = Scope.open()) {
      model.conditioning().towards(List.of(query.target()));
    }
  }

  private static IllegalArgumentException refused(String rule, Object value, Object usual) {
    return new IllegalArgumentException(
        rule + ", but was " + value + "; choose " + usual + " for the paper's setting");
  }
}
