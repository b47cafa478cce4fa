package io.otherwise.attribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReferenceSamplesTest {
  /** Six channels: red, green, blue and their doubles. */
  private final Planted planted = Planted.of(1, 1, 1, 1, 1, 1);

  private static Image plain(String id, double r, double g, double b) {
    return Planted.plain(id, 4, (float) r, (float) g, (float) b);
  }

  private ReferenceSamples colours() {
    return ReferenceSamples.of(
        planted,
        Planted.SPACE,
        List.of(plain("a", .1, .9, .5), plain("b", .8, .2, .5), plain("c", .4, .3, .5)));
  }

  private static List<String> ids(List<ReferenceSamples.Example> examples) {
    return examples.stream().map(e -> e.image().id()).toList();
  }

  @Test
  void a_channel_is_shown_by_what_activates_it_most() {
    assertEquals(List.of("b", "c"), ids(colours().top(0, 2)));
    assertEquals(List.of("a", "c", "b"), ids(colours().top(1, 9)));
    assertEquals(List.of(), colours().top(1, 0));
    assertEquals(3, colours().size());
  }

  @Test
  void activation_is_the_sum_over_space() {
    assertEquals(.8 * 16, colours().top(0, 1).get(0).activation(), 1e-5);
    assertEquals(2 * .9 * 16, colours().top(4, 1).get(0).activation(), 1e-5);
  }

  @Test
  void a_channel_is_read_in_every_picture_in_order() {
    assertArrayEquals(new double[] {1.6, 12.8, 6.4}, colours().activations(0), 1e-5);
    assertArrayEquals(new double[] {28.8, 6.4, 9.6}, colours().activations(4), 1e-5);
  }

  @Test
  void of_equal_pictures_the_earlier_comes_first() {
    assertEquals(List.of("a", "b", "c"), ids(colours().top(2, 3)));
  }

  @Test
  void the_order_does_not_depend_on_chunks() {
    List<Image> many = new ArrayList<>();
    IntStream.range(0, 150).forEach(i -> many.add(plain("p" + i, (i * 67 % 150) / 150.0, 0, 0)));
    ReferenceSamples samples = ReferenceSamples.of(planted, Planted.SPACE, many);

    List<ReferenceSamples.Example> top = samples.top(0, 150);
    for (int i = 1; i < top.size(); i++) {
      assertTrue(top.get(i - 1).activation() > top.get(i).activation());
    }
    assertEquals(149 / 150.0, top.get(0).image().at(0, 0, 0), 1e-6);
  }

  @Test
  void the_map_is_one_where_the_channel_is_most_active() {
    float[] values = new float[3 * 16];
    values[5] = .5f; // red at row 1, column 1
    values[10] = .25f; // and half of it at row 2, column 2
    Image spot = Image.of("spot", 4, 4, values);

    Image where =
        ReferenceSamples.of(planted, Planted.SPACE, List.of(spot)).top(0, 1).get(0).where();

    assertEquals(1, where.at(0, 1, 1), 1e-6);
    assertEquals(.5, where.at(2, 2, 2), 1e-6);
    assertEquals(0, where.at(0, 0, 0), 1e-6);
  }

  @Test
  void a_channel_that_is_active_nowhere_has_a_black_map() {
    Image where =
        ReferenceSamples.of(planted, Planted.SPACE, List.of(plain("black", 0, 0, 0)))
            .top(0, 1)
            .get(0)
            .where();

    assertEquals(0, where.at(0, 2, 2));
  }

  @Test
  void an_empty_set_and_channels_that_are_not_there_are_refused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> ReferenceSamples.of(planted, Planted.SPACE, List.of()));
    assertThrows(IllegalArgumentException.class, () -> colours().top(6, 1));
    assertThrows(IllegalArgumentException.class, () -> colours().top(-1, 1));
    assertThrows(IllegalArgumentException.class, () -> colours().activations(6));
  }

  @Test
  void concepts_are_found_by_their_query() {
    Concepts one = new Concepts("a:yes", Planted.SPACE, 6, List.of());
    Concepts two = new Concepts("b:yes", Planted.SPACE, 6, List.of());

    assertEquals(two, Concepts.of(List.of(one, two), "b:yes"));
    assertThrows(IllegalArgumentException.class, () -> Concepts.of(List.of(one, two), "c:yes"));
  }
}
