package io.otherwise.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryPlanTest {
  private static final long GIB = 1L << 30;

  private static Work taking(long bytes) {
    return new Work(0, 0, 0, 0, bytes, 0, bytes);
  }

  @Test
  void what_parts_give_is_kept_of_all_networks_beside_the_largest_part() {
    List<Work> two = List.of(new Work(0, 0, 0, 0, 9, 2, 3), new Work(0, 0, 0, 0, 9, 1, 4));

    assertEquals(new MemoryPlan(1, true, 7, 7), MemoryPlan.choose(two, 1, 7));
  }

  /** 3 GiB an image when remembered, 1 GiB when forgotten. */
  private static final List<Work> NETWORKS = List.of(taking(GIB), taking(GIB), taking(GIB));

  @Test
  void what_fits_is_remembered() {
    MemoryPlan plan = MemoryPlan.choose(NETWORKS, 4, 12 * GIB);

    assertEquals(new MemoryPlan(4, false, 12 * GIB, 12 * GIB), plan);
  }

  @Test
  void where_memory_is_short_forgetting_takes_more_images() {
    MemoryPlan plan = MemoryPlan.choose(NETWORKS, 4, 12 * GIB - 1);

    assertEquals(new MemoryPlan(4, true, 4 * GIB, 12 * GIB - 1), plan);
  }

  @Test
  void fewer_images_than_wanted_where_even_that_is_too_much() {
    assertEquals(2, MemoryPlan.choose(NETWORKS, 10, 2 * GIB).batch());
  }

  @Test
  void forgetting_is_not_chosen_where_it_gains_nothing() {
    MemoryPlan plan = MemoryPlan.choose(List.of(taking(GIB)), 10, 5 * GIB);

    assertFalse(plan.forgetting());
    assertEquals(5, plan.batch());
  }

  @Test
  void unknown_memory_is_not_planned_with() {
    assertEquals(7, MemoryPlan.choose(NETWORKS, 7, 0).batch());
  }

  @Test
  void no_room_for_one_image_is_refused_before_any_work() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> MemoryPlan.choose(NETWORKS, 1, GIB / 2));

    assertTrue(refused.getMessage().contains("1.00 GiB"), refused.getMessage());
    assertTrue(refused.getMessage().contains("0.50 GiB"), refused.getMessage());
  }

  @Test
  void it_says_so_in_one_line() {
    assertEquals(
        "2 images at a time, networks recomputed for gradients, 2.00 GiB of 2.50 GiB",
        MemoryPlan.choose(NETWORKS, 9, 5 * GIB / 2).toString());
    assertEquals(
        "1 image at a time, 3.00 GiB of unknown memory",
        MemoryPlan.choose(NETWORKS, 1, 0).toString());
  }
}
