package io.otherwise.tensor;

import io.otherwise.tensor.Script.Value;
import java.util.Arrays;

/** What a {@link Script} can do with images N x C x H x W that the published networks ask for. */
abstract sealed class ScriptImages extends ScriptOperations permits Script.Value {
  /** Bilinear resizing without anti-aliasing; the corners of pixels meet, not their centres. */
  public Value bilinear(long height, long width) {
    return resized("torch.upsample_bilinear2d", height, width);
  }

  /** Bicubic resizing without anti-aliasing; the corners of pixels meet, not their centres. */
  public Value bicubic(long height, long width) {
    return resized("torch.upsample_bicubic2d", height, width);
  }

  private Value resized(String function, long height, long width) {
    return script().call(function, this, new long[] {height, width}, false, null, null);
  }

  /** Maxima over windows that may stand out at the right and bottom side: no pixel is left over. */
  public Value maxPoolToTheEdge(long kernel, long stride) {
    return script()
        .call(
            "torch.max_pool2d",
            this,
            new long[] {kernel, kernel},
            new long[] {stride, stride},
            new long[] {0, 0},
            new long[] {1, 1},
            true);
  }

  /** Means over the pixels around each one, its own included; those outside do not count. */
  public Value neighbourhoodMean(long kernel) {
    return script()
        .call(
            "torch.avg_pool2d",
            this,
            new long[] {kernel, kernel},
            new long[] {1, 1},
            new long[] {kernel / 2, kernel / 2},
            false,
            false);
  }

  /** Red, green and blue become blue, green and red. */
  public Value reversedChannels() {
    return script().call("torch.flip", this, new long[] {1});
  }

  /** One constant a channel, as 1 x C x 1 x 1, to add to this image or to multiply it with. */
  public Value channels(double... constants) {
    long[] one = {1, 1, 1, 1};
    Value[] each =
        Arrays.stream(constants)
            .mapToObj(c -> script().call("torch.new_full", this, one, c))
            .toArray(Value[]::new);
    return script().call("torch.cat", each, 1);
  }
}
