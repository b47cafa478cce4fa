package io.otherwise.metric;

import io.otherwise.explain.Counterfactuals;
import java.util.Arrays;

/**
 * The most native memory that answering held at once, in MiB: the highest peak of any answer, since
 * that is what the machine must have. NaN where no answer measured it.
 */
public record PeakMemory(Population population) implements SetMetric, CostMetric {
  private static final double MIB = 1 << 20;

  /** Over all answers. */
  public PeakMemory() {
    this(Population.ALL);
  }

  public PeakMemory population(Population value) {
    return new PeakMemory(value);
  }

  @Override
  public String name() {
    return "peak memory (MiB)";
  }

  @Override
  public Sample sample(Counterfactuals answers) {
    int[] positions = population.positions(answers);
    long[] peaks =
        Arrays.stream(positions).mapToLong(p -> answers.get(p).cost().peakBytes()).toArray();
    return new Sample() {
      @Override
      public int[] positions() {
        return positions.clone();
      }

      @Override
      public double value(int... members) {
        long highest = Arrays.stream(members).mapToLong(m -> peaks[m]).max().orElse(0);
        return highest == 0 ? Double.NaN : highest / MIB;
      }
    };
  }
}
