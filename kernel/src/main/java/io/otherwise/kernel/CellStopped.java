package io.otherwise.kernel;

/**
 * Unwinds notebook code after an interrupt. An {@link Error}, so that a cell's {@code catch
 * (Exception e)} does not swallow it.
 */
public final class CellStopped extends Error {
  CellStopped() {
    super("the cell was interrupted");
  }
}
