package io.otherwise.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Networks of a graph that ran without one. What they gave are leaves, the ends of a segment; its
 * gradient runs the network again, with a graph, and is handed to whatever its inputs came from.
 */
final class Segments implements AutoCloseable {
  /**
   * One run.
   *
   * @param inputs what it was given, as it stands in the graph
   * @param tracked which of the inputs the graph follows
   */
  private record Segment(
      Function<List<Tensor>, List<Tensor>> network,
      List<Tensor> inputs,
      List<Integer> tracked,
      List<Tensor> ends) {

    List<Tensor> starts() {
      return tracked.stream().map(inputs::get).toList();
    }

    /** Gradients for the tracked inputs; in the innermost scope. */
    List<Tensor> gradients(List<Tensor> cotangents) {
      try (Scope inner = Scope.open();
          Gradients again = Gradients.record()) {
        List<Tensor> fresh = new ArrayList<>(inputs);
        tracked.forEach(i -> fresh.set(i, again.leaf(inputs.get(i))));
        List<Tensor> leaves = tracked.stream().map(fresh::get).toList();
        List<Tensor> outputs = new ArrayList<>();
        List<Tensor> theirs = new ArrayList<>();
        List<Tensor> made = network.apply(fresh);
        for (int i = 0; i < made.size(); i++) {
          // What follows from no tracked input, such as an embedded timestep, has no gradient.
          if (isTracked(made.get(i))) {
            outputs.add(made.get(i));
            theirs.add(cotangents.get(i));
          }
        }
        List<Tensor> found = Ops.calls("vjp", outputs, leaves, theirs);
        return found.stream().map(inner::keep).toList();
      }
    }
  }

  private final List<Segment> all = new ArrayList<>();
  private Scope scope;

  /** What all segments gave, in the order in which they ran. */
  List<Tensor> ends() {
    return all.stream().flatMap(s -> s.ends().stream()).toList();
  }

  /** Runs a network without a graph and notes how to run it again. */
  List<Tensor> run(Function<List<Tensor>, List<Tensor>> network, List<Tensor> inputs) {
    List<Integer> tracked = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      if (isTracked(inputs.get(i))) {
        tracked.add(i);
      }
    }
    List<Tensor> outputs;
    try (Gradients off = Gradients.pause()) {
      outputs = network.apply(inputs);
    }
    if (tracked.isEmpty()) {
      return outputs;
    }
    List<Tensor> starts = inputs.stream().map(x -> held("alias", x)).toList();
    List<Tensor> ends = outputs.stream().map(y -> held("end", y)).toList();
    all.add(new Segment(network, starts, List.copyOf(tracked), ends));
    return ends.stream().map(end -> Ops.call("alias", end)).toList();
  }

  /** A second name for a tensor, which lasts as long as the graph. */
  private Tensor held(String operation, Tensor tensor) {
    if (scope == null) {
      scope = Scope.apart();
    }
    return Scope.innermost().moveTo(scope, Ops.call(operation, tensor));
  }

  /**
   * Carries gradients for ends on to what came before, the last segment first.
   *
   * @param inputs what gradients are asked for, then all ends
   * @param sums gradients for these; those of the inputs are complete afterwards
   */
  void carryOn(List<Tensor> inputs, List<Tensor> sums) {
    int from = inputs.size();
    for (int s = all.size() - 1; s >= 0; s--) {
      Segment segment = all.get(s);
      int to = from;
      from -= segment.ends().size();
      List<Tensor> cotangents = List.copyOf(sums.subList(from, to));
      if (cotangents.stream().allMatch(Segments::isZero)) {
        continue;
      }
      List<Tensor> earlier = inputs.subList(0, from);
      List<Tensor> more =
          Ops.calls("vjp", segment.starts(), earlier, segment.gradients(cotangents));
      for (int i = 0; i < from; i++) {
        sums.set(i, sums.get(i).plus(more.get(i)));
      }
    }
  }

  private static boolean isTracked(Tensor tensor) {
    return Ops.call("tracked", tensor).longs()[0] == 1;
  }

  private static boolean isZero(Tensor gradient) {
    return gradient.abs().sum().item() == 0;
  }

  @Override
  public void close() {
    if (scope != null) {
      scope.close();
    }
  }
}
