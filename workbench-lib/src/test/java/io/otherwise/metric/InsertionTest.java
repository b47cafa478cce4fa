package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Image;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InsertionTest {
  private static Insertion between(Image factual, Image edited) {
    return new Insertion(factual, edited, 0, 1);
  }

  private static Insertion square(int side) {
    return between(PairAnswers.noisy(1, side), PairAnswers.noisy(2, side));
  }

  private static double[][] probabilities(List<Image> images) {
    return images.stream()
        .map(i -> new double[] {1 - PairAnswers.mean(i), PairAnswers.mean(i)})
        .toArray(double[][]::new);
  }

  @Test
  void a_fiftieth_of_the_pixels_is_a_step() {
    assertEquals(1, square(4).step());
    assertEquals(16, square(4).steps());
    assertEquals(5, square(16).step());
    assertEquals(52, square(16).steps(), "51 steps of 5 pixels and one of 1");
    Image large = Image.of("large", 256, 256, new float[3 * 256 * 256]);
    assertEquals(1310, between(large, large).step());
    assertEquals(51, between(large, large).steps());
  }

  @Test
  void it_leads_from_the_factual_to_the_edited_image() {
    Insertion insertion = square(16);
    List<Image> images = insertion.images().toList();

    assertEquals(53, images.size());
    assertTrue(images.get(0).samePixels(insertion.factual()));
    assertTrue(images.get(52).samePixels(insertion.edited()));
  }

  @Test
  void every_step_moves_as_many_pixels_and_all_channels_of_each() {
    Insertion insertion = square(16);
    List<Image> images = insertion.images().toList();

    for (int t = 0; t < 52; t++) {
      float[] a = images.get(t).values();
      float[] b = images.get(t + 1).values();
      long moved = IntStream.range(0, a.length).filter(i -> a[i] != b[i]).count();
      assertEquals(t < 51 ? 15 : 3, moved, "step " + t);
    }
  }

  @Test
  void pixels_that_changed_most_come_first_by_all_channels_together() {
    float[] values = new float[Image.CHANNELS * 4];
    values[1] = .5f; // red of pixel 1
    values[2] = .3f; // red of pixel 2
    values[4 + 2] = .3f; // and its green
    values[8 + 3] = .1f; // blue of pixel 3
    Insertion insertion =
        between(
            Image.of("black", 2, 2, new float[Image.CHANNELS * 4]), Image.of("e", 2, 2, values));

    assertArrayEquals(new int[] {2, 1, 3, 0}, insertion.order());
  }

  @Test
  void darker_counts_as_much_as_brighter() {
    float[] before = {.5f, .5f, .5f, .5f, .5f, .5f};
    float[] after = {.6f, .1f, .5f, .5f, .5f, .5f};

    Insertion insertion = between(Image.of("b", 1, 2, before), Image.of("a", 1, 2, after));

    assertArrayEquals(new int[] {1, 0}, insertion.order());
  }

  @Test
  void ties_stay_in_reading_order() {
    Insertion insertion = between(PairAnswers.plain(.25), PairAnswers.plain(.75));

    assertArrayEquals(IntStream.range(0, 64).toArray(), insertion.order());
  }

  @Test
  void an_unchanged_image_stays_itself() {
    Image image = PairAnswers.noisy(1, 8);

    assertTrue(between(image, image).images().allMatch(image::samePixels));
  }

  @Test
  void curves_begin_and_end_with_the_two_images() {
    Insertion insertion = square(16);
    Curves curves = Insertion.curves(List.of(insertion), InsertionTest::probabilities).get(0);

    assertEquals(52, curves.steps());
    assertEquals(PairAnswers.mean(insertion.factual()), curves.target()[0]);
    assertEquals(PairAnswers.mean(insertion.edited()), curves.target()[52]);
    assertEquals(1 - PairAnswers.mean(insertion.factual()), curves.label()[0]);
  }

  @Test
  void each_pair_follows_its_own_classes() {
    Image x = PairAnswers.noisy(1, 4);
    Image y = PairAnswers.noisy(2, 4);
    List<Curves> curves =
        Insertion.curves(
            List.of(new Insertion(x, y, 0, 1), new Insertion(x, y, 1, 0)),
            InsertionTest::probabilities);

    assertArrayEquals(curves.get(0).label(), curves.get(1).target());
    assertArrayEquals(curves.get(0).target(), curves.get(1).label());
  }

  @Test
  void neither_chunk_nor_neighbours_nor_sizes_matter() {
    List<Insertion> all = List.of(square(4), square(16), square(6), square(16));
    List<Curves> together = Insertion.curves(all, InsertionTest::probabilities);

    for (int most : new int[] {1, 7, 1000}) {
      assertEquals(together, Insertion.curves(all, most, InsertionTest::probabilities));
    }
    for (int i = 0; i < all.size(); i++) {
      assertEquals(
          together.get(i),
          Insertion.curves(all.subList(i, i + 1), InsertionTest::probabilities).get(0));
    }
  }

  @Test
  void no_pair_has_no_curve() {
    assertTrue(Insertion.curves(List.of(), InsertionTest::probabilities).isEmpty());
  }

  @Test
  void images_of_two_sizes_are_refused() {
    Image small = PairAnswers.noisy(1, 4);
    Image large = PairAnswers.noisy(1, 8);

    assertThrows(IllegalArgumentException.class, () -> between(small, large));
  }

  @Test
  void a_curve_has_two_ends_and_both_classes() {
    double[] one = {.5};
    double[] two = {.5, .5};

    assertThrows(IllegalArgumentException.class, () -> new Curves(one, one, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new Curves(two, new double[3], 1, 1));
  }

  @Test
  void curves_cannot_be_changed_from_outside() {
    double[] label = {.5, .25};
    Curves curves = new Curves(label, new double[] {.5, .75}, 1, 1);
    label[0] = 9;
    curves.target()[0] = 9;

    assertEquals(.5, curves.label()[0]);
    assertEquals(.5, curves.target()[0]);
    assertEquals(curves, new Curves(curves.label(), curves.target(), 1, 1));
    assertEquals(curves.hashCode(), new Curves(curves.label(), curves.target(), 1, 1).hashCode());
  }
}
