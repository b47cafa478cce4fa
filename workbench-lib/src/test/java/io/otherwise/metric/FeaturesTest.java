package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Image;
import io.otherwise.model.FeatureNetwork;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeaturesTest {
  private static String refused(Runnable making) {
    return assertThrows(IllegalArgumentException.class, making::run).getMessage();
  }

  @Test
  void a_network_is_asked_for_64_images_at_a_time() {
    SetAnswers.Network network = new SetAnswers.Network("toy");
    List<Image> images = SetAnswers.factual(SetAnswers.flipped(150, 0));

    Features features = Features.of(network, images);

    assertEquals(150, features.size());
    assertEquals(4, features.width());
    assertEquals(150, network.images().get());
    assertEquals(64, network.largest().get());
  }

  @Test
  void the_size_of_batches_does_not_matter() {
    List<Image> images = SetAnswers.factual(SetAnswers.flipped(130, 0));
    Features whole = Features.of(new SetAnswers.Network("toy"), images);
    for (int batch : new int[] {1, 7, 64}) {
      Features parts = Features.of(new SetAnswers.Network("toy", batch), images);

      for (int i = 0; i < images.size(); i++) {
        assertArrayEquals(whole.row(i), parts.row(i));
      }
    }
  }

  @Test
  void no_image_needs_no_network() {
    SetAnswers.Network network = new SetAnswers.Network("toy");

    assertEquals(0, Features.of(network, List.of()).size());
    assertEquals(0, network.largest().get());
  }

  @Test
  void rows_may_be_chosen_in_any_order_and_again() {
    Features all = Features.of(SetAnswers.random(1, 5, 2, 1));
    Features some = all.rows(4, 0, 4);

    assertEquals(3, some.size());
    assertArrayEquals(all.row(4), some.row(0));
    assertArrayEquals(all.row(0), some.rows(1).row(0), "a choice of a choice");
    assertEquals(0, all.rows().size());
  }

  @Test
  void a_choice_does_not_follow_its_list() {
    Features all = Features.of(SetAnswers.random(1, 5, 2, 1));
    int[] chosen = {3};
    Features some = all.rows(chosen);
    chosen[0] = 0;

    assertArrayEquals(all.row(3), some.row(0));
  }

  @Test
  void single_precision_is_widened_exactly() {
    Features features = Features.of(new float[][] {{0.1f, 1e30f}});

    assertArrayEquals(new double[] {0.1f, 1e30f}, features.row(0));
  }

  @Test
  void rows_of_two_widths_are_refused() {
    String message = refused(() -> Features.of(new double[][] {{1, 2}, {3, 4}, {5}}));

    assertEquals(
        "features of one set have one width, but image 0 has 2 and image 2 has 1; take them all"
            + " from one layer of one network",
        message);
  }

  @Test
  void what_is_not_finite_is_refused_by_its_place() {
    String nan = refused(() -> Features.of(new double[][] {{1, 2}, {3, Double.NaN}}));
    String infinite = refused(() -> Features.of(new float[][] {{Float.NEGATIVE_INFINITY}}));

    assertTrue(nan.contains("feature 1 of image 1 is NaN"), nan);
    assertTrue(infinite.contains("feature 0 of image 0 is -Infinity"), infinite);
  }

  @Test
  void a_network_that_loses_an_image_is_refused_by_name() {
    FeatureNetwork forgetful =
        new FeatureNetwork() {
          @Override
          public String name() {
            return "forgetful";
          }

          @Override
          public float[][] features(List<Image> images) {
            return new float[images.size() - 1][3];
          }
        };
    List<Image> images = SetAnswers.factual(SetAnswers.flipped(3, 0));

    String message = refused(() -> Features.of(forgetful, images));

    assertTrue(message.contains("forgetful gave 2 for 3"), message);
  }
}
