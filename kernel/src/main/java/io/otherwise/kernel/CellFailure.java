package io.otherwise.kernel;

import java.util.List;

/**
 * Why a cell ended early, as a front end shows it.
 *
 * @param name the simple name of the exception's class, such as {@code IllegalArgumentException}
 * @param message the exception's message or the compiler's first one; never null
 * @param trace the lines to print: what happened first, then where
 */
record CellFailure(String name, String message, List<String> trace) {
  CellFailure {
    trace = List.copyOf(trace);
  }
}
