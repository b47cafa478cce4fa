package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InChunksTest {
  private static List<Image> pictures(int n, int side) {
    return IntStream.range(0, n).mapToObj(i -> PairAnswers.noisy(i, side)).toList();
  }

  private static List<String> ids(List<Image> images) {
    return images.stream().map(Image::id).toList();
  }

  @Test
  void results_keep_the_order_whatever_the_chunk() {
    List<Image> images = pictures(10, 4);

    for (int most : new int[] {1, 3, 10, 64}) {
      assertEquals(ids(images), InChunks.map(images.stream(), most, InChunksTest::ids));
    }
  }

  @Test
  void a_chunk_is_full_or_the_last_of_its_size() {
    List<Image> images = new ArrayList<>(pictures(5, 4));
    images.addAll(pictures(2, 8));
    List<Integer> sizes = new ArrayList<>();

    InChunks.map(
        images.stream(),
        3,
        chunk -> {
          sizes.add(chunk.size());
          assertEquals(1, chunk.stream().mapToInt(Image::width).distinct().count());
          return chunk;
        });

    assertEquals(List.of(3, 2, 2), sizes);
  }

  @Test
  void no_more_than_a_chunk_is_made_ahead() {
    int[] made = {0};
    int[] seen = {0};

    InChunks.map(
        IntStream.range(0, 20)
            .mapToObj(
                i -> {
                  made[0]++;
                  return PairAnswers.noisy(i, 2);
                }),
        4,
        chunk -> {
          seen[0] += chunk.size();
          assertTrue(made[0] - seen[0] <= 1, made[0] + " made, " + seen[0] + " seen");
          return chunk;
        });

    assertEquals(20, seen[0]);
  }

  @Test
  void no_image_needs_no_call() {
    List<String> none =
        InChunks.map(
            List.of(),
            chunk -> {
              throw new AssertionError("called for nothing");
            });

    assertTrue(none.isEmpty());
  }

  @Test
  void a_network_that_leaves_images_out_is_refused() {
    List<Image> images = pictures(3, 4);

    assertThrows(IllegalStateException.class, () -> InChunks.map(images, chunk -> List.of("one")));
  }
}
