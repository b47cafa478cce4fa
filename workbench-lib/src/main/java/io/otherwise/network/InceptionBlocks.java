package io.otherwise.network;

import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Script.Value;

/**
 * The convolutions of {@link Inception} between its resizing and its pooled features, by the names
 * of the paper's figures.
 *
 * @param share by how much every width is divided
 */
record InceptionBlocks(int share, Layers net) {
  private static final double NORM_EPS = 1e-3;

  /** Means over a neighbourhood, or maxima, before the last 1 x 1 convolution. */
  private interface Pool {
    Value of(Value x);
  }

  private static final Pool MEAN = x -> x.neighbourhoodMean(3);
  private static final Pool MAXIMUM = x -> x.maxPool(3, 1, 1);

  Value written(Value image) {
    Value x = tap("Conv2d_1a_3x3", smaller(net.at("Conv2d_1a_3x3"), image, 3L * share, 32));
    x = tap("Conv2d_2a_3x3", unit(net.at("Conv2d_2a_3x3"), x, 32, 32, 3, 1, 0));
    x = tap("Conv2d_2b_3x3", same(net.at("Conv2d_2b_3x3"), x, 32, 64, 3, 3));
    x = tap("maxpool1", x.maxPool(3, 2, 0));
    x = tap("Conv2d_3b_1x1", same(net.at("Conv2d_3b_1x1"), x, 64, 80, 1, 1));
    x = tap("Conv2d_4a_3x3", unit(net.at("Conv2d_4a_3x3"), x, 80, 192, 3, 1, 0));
    x = tap("maxpool2", x.maxPool(3, 2, 0));
    x = tap("Mixed_5b", fine(net.at("Mixed_5b"), x, 192, 32));
    x = tap("Mixed_5c", fine(net.at("Mixed_5c"), x, 256, 64));
    x = tap("Mixed_5d", fine(net.at("Mixed_5d"), x, 288, 64));
    x = tap("Mixed_6a", to17(net.at("Mixed_6a"), x));
    x = tap("Mixed_6b", factorised(net.at("Mixed_6b"), x, 128));
    x = tap("Mixed_6c", factorised(net.at("Mixed_6c"), x, 160));
    x = tap("Mixed_6d", factorised(net.at("Mixed_6d"), x, 160));
    x = tap("Mixed_6e", factorised(net.at("Mixed_6e"), x, 192));
    x = tap("Mixed_7a", to8(net.at("Mixed_7a"), x));
    x = tap("Mixed_7b", wide(net.at("Mixed_7b"), x, 1280, MEAN));
    return tap("Mixed_7c", wide(net.at("Mixed_7c"), x, 2048, MAXIMUM));
  }

  /** Figure 5: two 3 x 3 convolutions in the place of one 5 x 5; here beside one. */
  private Value fine(Layers at, Value x, long in, long pooled) {
    Value one = same(at.at("branch1x1"), x, in, 64, 1, 1);
    Value five = same(at.at("branch5x5_1"), x, in, 48, 1, 1);
    five = same(at.at("branch5x5_2"), five, 48, 64, 5, 5);
    Value three = same(at.at("branch3x3dbl_1"), x, in, 64, 1, 1);
    three = same(at.at("branch3x3dbl_2"), three, 64, 96, 3, 3);
    three = same(at.at("branch3x3dbl_3"), three, 96, 96, 3, 3);
    Value pool = same(at.at("branch_pool"), MEAN.of(x), in, pooled, 1, 1);
    return joined(one, five, three, pool);
  }

  /** Figure 10: 35 x 35 becomes 17 x 17 without losing what a maximum alone would. */
  private Value to17(Layers at, Value x) {
    Value three = smaller(at.at("branch3x3"), x, 288, 384);
    Value twice = same(at.at("branch3x3dbl_1"), x, 288, 64, 1, 1);
    twice = same(at.at("branch3x3dbl_2"), twice, 64, 96, 3, 3);
    twice = smaller(at.at("branch3x3dbl_3"), twice, 96, 96);
    return joined(three, twice, x.maxPool(3, 2, 0));
  }

  /** Figure 6: a 7 x 7 convolution as a row and a column. */
  private Value factorised(Layers at, Value x, long inner) {
    Value one = same(at.at("branch1x1"), x, 768, 192, 1, 1);
    Value seven = same(at.at("branch7x7_1"), x, 768, inner, 1, 1);
    seven = same(at.at("branch7x7_2"), seven, inner, inner, 1, 7);
    seven = same(at.at("branch7x7_3"), seven, inner, 192, 7, 1);
    Value twice = same(at.at("branch7x7dbl_1"), x, 768, inner, 1, 1);
    twice = same(at.at("branch7x7dbl_2"), twice, inner, inner, 7, 1);
    twice = same(at.at("branch7x7dbl_3"), twice, inner, inner, 1, 7);
    twice = same(at.at("branch7x7dbl_4"), twice, inner, inner, 7, 1);
    twice = same(at.at("branch7x7dbl_5"), twice, inner, 192, 1, 7);
    Value pool = same(at.at("branch_pool"), MEAN.of(x), 768, 192, 1, 1);
    return joined(one, seven, twice, pool);
  }

  /** Figure 10 again: 17 x 17 becomes 8 x 8. */
  private Value to8(Layers at, Value x) {
    Value three = same(at.at("branch3x3_1"), x, 768, 192, 1, 1);
    three = smaller(at.at("branch3x3_2"), three, 192, 320);
    Value seven = same(at.at("branch7x7x3_1"), x, 768, 192, 1, 1);
    seven = same(at.at("branch7x7x3_2"), seven, 192, 192, 1, 7);
    seven = same(at.at("branch7x7x3_3"), seven, 192, 192, 7, 1);
    seven = smaller(at.at("branch7x7x3_4"), seven, 192, 192);
    return joined(three, seven, x.maxPool(3, 2, 0));
  }

  /** Figure 7: row and column side by side instead of one after the other. */
  private Value wide(Layers at, Value x, long in, Pool pooling) {
    Value one = same(at.at("branch1x1"), x, in, 320, 1, 1);
    Value three = same(at.at("branch3x3_1"), x, in, 384, 1, 1);
    three = cross(at, "branch3x3_2", three);
    Value twice = same(at.at("branch3x3dbl_1"), x, in, 448, 1, 1);
    twice = same(at.at("branch3x3dbl_2"), twice, 448, 384, 3, 3);
    twice = cross(at, "branch3x3dbl_3", twice);
    Value pool = same(at.at("branch_pool"), pooling.of(x), in, 192, 1, 1);
    return joined(one, three, twice, pool);
  }

  private Value cross(Layers at, String name, Value x) {
    Value row = same(at.at(name + "a"), x, 384, 384, 1, 3);
    Value column = same(at.at(name + "b"), x, 384, 384, 3, 1);
    return joined(row, column);
  }

  private static Value joined(Value... branches) {
    return branches[0].script().call("torch.cat", branches, 1);
  }

  /** 3 x 3 with stride 2, inside the image. */
  private Value smaller(Layers at, Value x, long in, long out) {
    return unit(at, x, in, out, 3, 2, 0);
  }

  private Value unit(
      Layers at, Value x, long in, long out, long kernel, long stride, long padding) {
    Value h = at.at("conv").conv(x, in / share, out / share, kernel, stride, padding, false);
    return normalised(at, h, out);
  }

  /** A convolution that keeps the image's size. */
  private Value same(Layers at, Value x, long in, long out, long height, long width) {
    Value h = at.at("conv").sameConv(x, in / share, out / share, height, width);
    return normalised(at, h, out);
  }

  private Value normalised(Layers at, Value x, long out) {
    return at.at("bn").batchNorm(x, out / share, NORM_EPS).relu();
  }

  private Value tap(String name, Value value) {
    return net.at(name).tap(value);
  }
}
