package io.otherwise.method;

import io.otherwise.tensor.Gradients;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A chain of functions and its gradient, with a bounded number of links in one graph: the input of
 * every segment is kept from a forward without a graph, then the segments are run again from the
 * last to the first, each with the gradient that arrives from above. Chen et al. (2016), <a
 * href="https://arxiv.org/abs/1604.06174">Training Deep Nets with Sublinear Memory Cost</a>.
 *
 * @param links applied in order; the last returns a single value
 */
record Chain(List<UnaryOperator<Tensor>> links) {
  Chain {
    links = List.copyOf(links);
  }

  /**
   * The gradient of the chain's value for its input.
   *
   * @param linksPerGraph all of them or more give one graph and no second forward
   */
  Tensor gradient(Tensor input, int linksPerGraph) {
    int first = firstLength(linksPerGraph);
    try (Scope scope = Scope.open()) {
      List<Tensor> inputs = inputs(input, first, linksPerGraph);
      Tensor gradient = null;
      for (int segment = inputs.size() - 1; segment >= 0; segment--) {
        int from = segment == 0 ? 0 : first + (segment - 1) * linksPerGraph;
        int to = segment == 0 ? first : from + linksPerGraph;
        try (Scope inner = Scope.open()) {
          gradient = inner.keep(backward(inputs.get(segment), gradient, from, to));
        }
      }
      return scope.keep(gradient);
    }
  }

  /** Segments are full from the end, so that the first one takes what is left. */
  private int firstLength(int linksPerGraph) {
    int left = links.size() % linksPerGraph;
    return left == 0 ? Math.min(linksPerGraph, links.size()) : left;
  }

  /** What goes into each segment; nothing is run for a single one. */
  private List<Tensor> inputs(Tensor input, int first, int linksPerGraph) {
    List<Tensor> inputs = new ArrayList<>(List.of(input));
    try (Gradients without = Gradients.pause()) {
      int from = 0;
      for (int to = first; to < links.size(); to += linksPerGraph) {
        try (Scope inner = Scope.open()) {
          inputs.add(inner.keep(run(inputs.get(inputs.size() - 1), from, to)));
        }
        from = to;
      }
    }
    return inputs;
  }

  private Tensor backward(Tensor input, Tensor cotangent, int from, int to) {
    try (Gradients graph = Gradients.record()) {
      Tensor leaf = graph.leaf(input);
      Tensor output = run(leaf, from, to);
      return cotangent == null
          ? graph.of(output, leaf)
          : graph.vjp(List.of(output), List.of(leaf), List.of(cotangent)).get(0);
    }
  }

  private Tensor run(Tensor input, int from, int to) {
    Tensor value = input;
    for (UnaryOperator<Tensor> link : links.subList(from, to)) {
      value = link.apply(value);
    }
    return value;
  }
}
