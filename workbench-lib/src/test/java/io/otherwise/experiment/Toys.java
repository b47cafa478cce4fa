package io.otherwise.experiment;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.explain.Scores;
import io.otherwise.metric.Direction;
import io.otherwise.metric.Interval;
import io.otherwise.metric.Metric;
import io.otherwise.metric.PairMetric;
import io.otherwise.metric.Population;
import io.otherwise.metric.Sample;
import io.otherwise.metric.SetMetric;
import io.otherwise.metric.Values;
import io.otherwise.metric.Wilson;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Answers that are one number each, p(target) after, and metrics that read it. */
final class Toys {
  private Toys() {}

  /** The answer to query {@code index}; above one half it has flipped. */
  static Counterfactual answer(int index, double after) {
    Image image = Image.of("toy/" + index, 2, 2, new float[12]);
    return Counterfactual.of(
        image.towards("old").trueLabel("young"),
        image,
        Scores.binary("young", "old", .25f),
        Scores.binary("young", "old", (float) after));
  }

  /** Answers to the queries 0, 1, 2, ... */
  static Counterfactuals answers(double... after) {
    return new Counterfactuals(
        IntStream.range(0, after.length).mapToObj(i -> answer(i, after[i])).toList());
  }

  /** Answers of one value, off by a saw tooth. */
  static Counterfactuals many(int n, double middle, double spread) {
    return answers(
        IntStream.range(0, n).mapToDouble(i -> middle + spread * (i % 5 - 2) / 2).toArray());
  }

  /** A table of two rows: a flips three of four, b two. */
  static MetricTable two(Metric... metrics) {
    return MetricTable.of(metrics)
        .row("a", answers(.9, .8, .7, .2))
        .row("b", answers(.6, .6, .3, .1));
  }

  static Share share() {
    return new Share(new AtomicInteger());
  }

  /** Mean p(target). */
  record Confidence(String name, Direction direction, Population population, int minimum)
      implements PairMetric {
    static Confidence higher() {
      return new Confidence("confidence", Direction.HIGHER, Population.ALL, 1);
    }

    Confidence named(String newName) {
      return new Confidence(newName, direction, population, minimum);
    }

    Confidence better(Direction newDirection) {
      return new Confidence(name, newDirection, population, minimum);
    }

    Confidence of(Population newPopulation) {
      return new Confidence(name, direction, newPopulation, minimum);
    }

    Confidence atLeast(int n) {
      return new Confidence(name, direction, population, n);
    }

    @Override
    public String citation() {
      return "Nobody (2026).";
    }

    @Override
    public Values sample(Counterfactuals answers) {
      return Values.of(answers, population, Counterfactual::targetAfter);
    }
  }

  /** The share of flips, with Wilson's interval; counts how often it looked. */
  record Share(AtomicInteger looks) implements Metric {
    @Override
    public String name() {
      return "FR";
    }

    @Override
    public Direction direction() {
      return Direction.HIGHER;
    }

    @Override
    public Population population() {
      return Population.ALL;
    }

    @Override
    public String citation() {
      return "Wilson (1927)";
    }

    @Override
    public Sample sample(Counterfactuals answers) {
      looks.incrementAndGet();
      Values flips = Values.of(answers, population(), a -> a.flipped() ? 1 : 0);
      Wilson share = Wilson.of((int) Math.round(flips.value() * answers.size()), answers.size());
      return new Sample() {
        @Override
        public int[] positions() {
          return flips.positions();
        }

        @Override
        public double value(int... members) {
          return flips.value(members);
        }

        @Override
        public Optional<Interval> interval() {
          return Optional.of(new Interval(share.low(), share.high()));
        }
      };
    }
  }

  /**
   * 1 / the number of different members: like a distance between sets it is larger on fewer images,
   * and so on every resample.
   */
  record Distance(int minimum, Population population) implements SetMetric {
    @Override
    public String name() {
      return "FD";
    }

    @Override
    public Direction direction() {
      return Direction.LOWER;
    }

    @Override
    public String citation() {
      return "Somebody (2020)";
    }

    @Override
    public Sample sample(Counterfactuals answers) {
      int[] positions = population.positions(answers);
      return new Sample() {
        @Override
        public int[] positions() {
          return positions.clone();
        }

        @Override
        public double value(int... members) {
          Set<Integer> different = new HashSet<>();
          Arrays.stream(members).forEach(different::add);
          return different.isEmpty() ? Double.NaN : 1.0 / different.size();
        }
      };
    }
  }

  /** All answers, several seeds one after the other. */
  static Counterfactuals joined(Counterfactuals... all) {
    return new Counterfactuals(
        Arrays.stream(all).map(Counterfactuals::all).flatMap(List::stream).toList());
  }
}
