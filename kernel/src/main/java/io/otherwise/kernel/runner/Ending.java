package io.otherwise.kernel.runner;

/** How a cell ended. */
enum Ending {
  OK,
  ERROR,
  TIMED_OUT,
  DIED
}
