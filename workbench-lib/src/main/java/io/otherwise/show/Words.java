package io.otherwise.show;

import io.otherwise.explain.Cost;
import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Seed;
import io.otherwise.metric.Wilson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What is said about answers in a line. */
final class Words {
  private Words() {}

  /** {@code young to old: flipped}. */
  static String outcome(Counterfactual answer) {
    return "%s \u2192 %s: %s"
        .formatted(
            answer.before().best(),
            answer.query().target(),
            answer.flipped() ? "flipped" : "not flipped");
  }

  /** {@code LDCE, seed 0, faces/test/7:old}. */
  static String origin(Counterfactual answer) {
    Seed seed = answer.seed();
    String method = answer.method().isEmpty() ? "" : answer.method() + ", ";
    return "%sseed %s, %s".formatted(method, seed.value(), answer.query().id());
  }

  /** The calls that happened and the time; calls that did not happen are left out. */
  static String cost(Cost cost) {
    List<String> parts = new ArrayList<>();
    calls(parts, "U-Net", cost.unetForwards(), cost.unetBackwards());
    calls(parts, "decoder", cost.decoderForwards(), cost.decoderBackwards());
    calls(parts, "classifier", cost.classifierForwards(), cost.classifierBackwards());
    calls(parts, "encoder", cost.encoderForwards(), 0);
    calls(parts, "perceptual network", cost.perceptualForwards(), cost.perceptualBackwards());
    String calls =
        parts.isEmpty() ? "" : "Calls (forward + backward): " + String.join(", ", parts) + ". ";
    String peak = cost.peakBytes() == 0 ? "" : ", %s MB at most".formatted(cost.peakBytes() >> 20);
    return calls
        + (cost.time().isZero() ? "Time not measured" : Numbers.time(cost.time()))
        + peak
        + ".";
  }

  private static void calls(List<String> parts, String network, long forwards, long backwards) {
    if (forwards + backwards > 0) {
      parts.add("%s %s%s".formatted(network, forwards, backwards == 0 ? "" : " + " + backwards));
    }
  }

  /** Flip ratio, mean time and mean calls. */
  static String summary(Counterfactuals answers) {
    if (answers.size() == 0) {
      return "No answers.";
    }
    long flipped = answers.stream().filter(Counterfactual::flipped).count();
    Cost cost = answers.cost();
    Duration each = cost.time().dividedBy(answers.size());
    Wilson share = Wilson.of((int) flipped, answers.size());
    String ratio =
        "%s of %s flipped (%s, 95 %% interval %s to %s)"
            .formatted(
                flipped,
                answers.size(),
                Numbers.percent(share.share()),
                Numbers.percent(share.low()),
                Numbers.percent(share.high()));
    String time = each.isZero() ? "" : "; %s each".formatted(Numbers.time(each));
    String calls =
        cost.unetForwards() == 0
            ? ""
            : ", U-Net %s + %s calls"
                .formatted(
                    mean(cost.unetForwards(), answers.size()),
                    mean(cost.unetBackwards(), answers.size()));
    return ratio + time + calls + ".";
  }

  private static String mean(long total, int n) {
    return total % n == 0 ? Long.toString(total / n) : Numbers.fixed((double) total / n, 1);
  }

  /** {@code LDCE, seed 0} where all agree, otherwise all that occur. */
  static String origin(Counterfactuals answers) {
    String methods =
        answers.stream()
            .map(Counterfactual::method)
            .filter(m -> !m.isEmpty())
            .distinct()
            .collect(Collectors.joining(", "));
    List<String> seeds =
        answers.stream().map(a -> Long.toString(a.seed().value())).distinct().toList();
    String label = seeds.size() == 1 ? "seed " : "seeds ";
    return (methods.isEmpty() ? "" : methods + ", ") + label + String.join(", ", seeds);
  }
}
