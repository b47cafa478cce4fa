package io.otherwise.attribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChannelScoreTest {
  private final Scope scope = Scope.open();

  /** Two channels of 1 x 4 places: one cancels, the other does not. */
  private final Tensor gradient =
      Tensor.of(new float[] {3, -3, 1, -1, -1, -1, 0, -0.5f}, 1, 2, 1, 4);

  @AfterEach
  void close() {
    scope.close();
  }

  @Test
  void every_option_reads_the_same_gradient_in_its_own_way() {
    Map<ChannelScore, float[]> expected =
        Map.of(
            ChannelScore.SUMABS, new float[] {0, 2.5f},
            ChannelScore.SUM, new float[] {0, -2.5f},
            ChannelScore.ABSSUM, new float[] {8, 2.5f},
            ChannelScore.ABSMEAN, new float[] {2, 0.625f},
            ChannelScore.ABSMAX, new float[] {3, 1});

    assertEquals(ChannelScore.values().length, expected.size());
    expected.forEach(
        (score, values) ->
            assertArrayEquals(values, score.of(gradient).floats(), 1e-6f, score.name()));
  }

  @Test
  void a_score_has_one_value_a_channel() {
    assertArrayEquals(new long[] {1, 2}, ChannelScore.SUMABS.of(gradient).shape());
    assertArrayEquals(
        new float[][] {{0, 2.5f}}, ConceptGradients.scores(gradient, ChannelScore.SUMABS));
  }

  @Test
  void of_tokens_the_class_token_alone_is_read() {
    Tensor tokens = Tensor.of(new float[] {1, -2, 3, 100, 100, 100}, 1, 2, 3);

    assertArrayEquals(new float[] {1, 2, 3}, ChannelScore.SUMABS.of(tokens).floats());
    assertArrayEquals(new float[][] {{1, -2, 3}}, ConceptGradients.perChannel(tokens));
  }

  @Test
  void a_layer_without_space_is_its_own_score() {
    Tensor flat = Tensor.of(new float[] {1, -2, 3, -4}, 2, 2);

    assertArrayEquals(new float[][] {{1, -2}, {3, -4}}, ConceptGradients.perChannel(flat));
  }

  @Test
  void a_shape_without_channels_is_refused() {
    Tensor line = Tensor.of(new float[] {1, 2}, 2);

    String message =
        assertThrows(IllegalArgumentException.class, () -> ChannelScore.SUM.of(line)).getMessage();
    assertTrue(message.contains("[2]"), message);
  }
}
