package io.otherwise.explain;

import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The answers to some queries, in the order of the queries. */
public record Counterfactuals(List<Counterfactual> all) implements Iterable<Counterfactual> {
  public Counterfactuals {
    all = List.copyOf(all);
  }

  /** The share of answers that reached their target, in [0, 1]; NaN where there is none. */
  public double flipRatio() {
    return all.stream().mapToDouble(c -> c.flipped() ? 1 : 0).average().orElse(Double.NaN);
  }

  /** What all answers took together. */
  public Cost cost() {
    return all.stream().map(Counterfactual::cost).reduce(Cost.ZERO, Cost::plus);
  }

  public Counterfactuals where(Predicate<Counterfactual> wanted) {
    return new Counterfactuals(all.stream().filter(wanted).toList());
  }

  /** The first {@code n} answers, or all where there are fewer. */
  public Counterfactuals take(int n) {
    return new Counterfactuals(all.stream().limit(n).toList());
  }

  public Counterfactual get(int index) {
    return all.get(index);
  }

  public int size() {
    return all.size();
  }

  public Stream<Counterfactual> stream() {
    return all.stream();
  }

  @Override
  public Iterator<Counterfactual> iterator() {
    return all.iterator();
  }

  @Override
  public String toString() {
    return "Counterfactuals[%s, %s flipped]"
        .formatted(size(), all.stream().filter(Counterfactual::flipped).count());
  }
}
