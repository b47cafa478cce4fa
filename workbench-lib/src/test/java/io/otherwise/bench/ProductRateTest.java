package io.otherwise.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ProductRateTest {
  @Test
  void both_kinds_of_product_are_counted_in_operations_a_second() {
    try (ProductRate matrices = ProductRate.ofMatrices();
        ProductRate convolutions = ProductRate.ofConvolutions()) {
      matrices.measure();
      convolutions.measure();

      // A processor of today does a thousand million of them, and not a million times as many.
      assertTrue(matrices.wall() > 1e9 && matrices.wall() < 1e15, matrices.wall() + "");
      assertTrue(convolutions.wall() > 1e9 && convolutions.wall() < 1e15, convolutions.wall() + "");
    }
  }

  @Test
  void nothing_measured_is_no_rate() {
    try (ProductRate matrices = ProductRate.ofMatrices()) {
      assertEquals(0, matrices.wall());
      assertEquals(0, matrices.processor());
    }
  }
}
