package io.otherwise.tensor;

/**
 * What a network takes for one batch, counted from its script and the shapes of its inputs before
 * anything runs. Gradients are those for the first input; weights get none. What a process holds of
 * freed memory is not counted: of tensors below 32 MB the system's allocator kept up to 0.43 times
 * as much again in small networks.
 *
 * @param forward floating-point operations of the products of a forward, a multiplication and an
 *     addition counting two
 * @param backward those of one gradient for the first input
 * @param weightBytes the weights
 * @param runningBytes largest sum of what is alive at once in a forward without a graph
 * @param graphBytes the same where a graph keeps what its gradient needs
 * @param endBytes what a graph that forgets keeps of it: all that its parts give
 * @param partBytes the most that one of its parts needs when it runs again
 */
public record Work(
    double forward,
    double backward,
    long weightBytes,
    long runningBytes,
    long graphBytes,
    long endBytes,
    long partBytes) {

  /** Counts a script that is written to its end. */
  static Work of(Script script, long[]... inputs) {
    return new Tally(script, inputs).work();
  }
}
