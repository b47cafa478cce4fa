package io.otherwise.tensor;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

class PeakResidentTest {
  private static final long MEGABYTE = 1 << 20;

  @Test
  void a_large_tensor_raises_the_peak_and_a_mark_forgets_it() {
    assumeTrue(ResidentMemory.isKnown(), "this system does not tell");
    PeakResident.mark();
    long before = PeakResident.bytes();
    try (Scope scope = Scope.open()) {
      Tensor.full(1, 64, MEGABYTE).sum().item();
    }
    long with = PeakResident.bytes();
    PeakResident.mark();

    assertTrue(with - before > 200 * MEGABYTE, with + " after " + before);
    assertTrue(PeakResident.bytes() < with, PeakResident.bytes() + " after the mark");
  }
}
