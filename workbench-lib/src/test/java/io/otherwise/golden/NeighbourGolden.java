package io.otherwise.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.otherwise.metric.Features;
import io.otherwise.metric.Manifold;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Precision and recall, radii and single decisions. */
final class NeighbourGolden {
  private static final Pattern COPIES =
      Pattern.compile("rows (\\d+)\\.\\.(\\d+) of (factual|cf) are copies of row (\\d+)");
  private static final Pattern EQUALS =
      Pattern.compile("row (\\d+) of (factual|cf) equals (factual|cf) row (\\d+)");

  private NeighbourGolden() {}

  static void check(MetricCase c) {
    c.knows("name", "factual", "counterfactual", "k", "modification", "expected");
    // The margin tells how far the nearest decision is from the edge; it is no result.
    JsonNode expected =
        c.expected(
            "precision", "recall", "precision_hits", "recall_hits", "radii_factual", "min_margin");
    double[][] factual = c.matrix("factual");
    double[][] edited = c.matrix("counterfactual");
    modify(c.json().path("modification"), factual, edited);
    Manifold real = Manifold.of(Features.of(factual), c.json().get("k").asInt());
    Manifold made = Manifold.of(Features.of(edited), c.json().get("k").asInt());
    c.compare(expected, "radii_factual", real.radii(), MetricCase.RELATIVE, MetricCase.ABSOLUTE);
    c.compare(expected, "precision", real.share(Features.of(edited)));
    c.compare(expected, "recall", made.share(Features.of(factual)));
    c.exactly(expected, "precision_hits", hits(real, edited));
    c.exactly(expected, "recall_hits", hits(made, factual));
  }

  private static double[] hits(Manifold manifold, double[]... points) {
    boolean[] inside = manifold.contains(Features.of(points));
    return IntStream.range(0, inside.length).mapToDouble(i -> inside[i] ? 1 : 0).toArray();
  }

  /** Carries out what a sentence says about rows that are copies of others. */
  private static void modify(JsonNode sentence, double[][] factual, double[][] edited) {
    if (sentence.isNull() || sentence.isMissingNode()) {
      return;
    }
    for (String clause : sentence.asText().split("; *", -1)) {
      Matcher copies = COPIES.matcher(clause);
      Matcher equal = EQUALS.matcher(clause);
      if (copies.matches()) {
        double[][] rows = copies.group(3).equals("cf") ? edited : factual;
        for (int i = at(copies, 1); i <= at(copies, 2); i++) {
          rows[i] = rows[at(copies, 4)].clone();
        }
      } else if (equal.matches()) {
        double[][] to = equal.group(2).equals("cf") ? edited : factual;
        double[][] from = equal.group(3).equals("cf") ? edited : factual;
        to[at(equal, 1)] = from[at(equal, 4)].clone();
      } else {
        throw new NotUnderstood(
            "rows are modified as in 'rows 4..7 of factual are copies of row 3' or 'row 0 of cf"
                + " equals factual row 3', but a case says '"
                + clause
                + "'; teach NeighbourGolden that sentence");
      }
    }
  }

  private static int at(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }
}
