package io.otherwise.kernel;

import java.util.List;
import java.util.Optional;

/**
 * How a cell ended.
 *
 * @param shown the value of the last expression after rendering; empty if the cell has none, or
 *     ends in a semicolon, or failed
 * @param failure why it ended early; empty if it did not
 * @param notes one-line remarks, such as a method whose body refers to an undefined name
 */
record CellResult(Optional<Object> shown, Optional<CellFailure> failure, List<String> notes) {
  CellResult {
    notes = List.copyOf(notes);
  }

  static CellResult failed(CellFailure failure, List<String> notes) {
    return new CellResult(Optional.empty(), Optional.of(failure), notes);
  }
}
