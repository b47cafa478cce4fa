package io.otherwise.attribution;

import io.otherwise.explain.Image;
import io.otherwise.model.LayeredClassifier;
import io.otherwise.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A classifier whose gradients are known: six channels, the image's three and their doubles; the
 * logit of "yes" is a weighted mean of them, that of "no" is 0. With a skip the image's own mean is
 * added, around the layer.
 */
public final class Planted implements LayeredClassifier {
  public static final int CHANNELS = 6;

  /** N x 6 x H x W. */
  public static final String SPACE = "space";

  /** N x places x 6, the first place being the class token; the logit sees it alone. */
  public static final String TOKENS = "tokens";

  private final float[] weights;
  private final boolean skip;
  private final String name;

  private Planted(String name, boolean skip, float... weights) {
    this.name = name;
    this.skip = skip;
    this.weights = weights.clone();
  }

  /** The weights of the six channels. */
  public static Planted of(float... weights) {
    return new Planted("planted", false, weights);
  }

  public Planted skipping() {
    return new Planted(name, true, weights);
  }

  public Planted named(String other) {
    return new Planted(other, skip, weights);
  }

  /** An image whose channels have one value each. */
  public static Image plain(String id, int side, float r, float g, float b) {
    float[] values = new float[3 * side * side];
    for (int i = 0; i < values.length; i++) {
      values[i] = List.of(r, g, b).get(i / (side * side));
    }
    return Image.of(id, side, side, values);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<String> sha256() {
    return Optional.of(name + Arrays.toString(weights));
  }

  @Override
  public List<String> classes() {
    return List.of("no", "yes");
  }

  @Override
  public boolean binary() {
    return false;
  }

  @Override
  public List<String> layers() {
    return List.of(SPACE, TOKENS);
  }

  @Override
  public Tensor logits(Tensor images) {
    return layered(images, SPACE).logits();
  }

  @Override
  public Layered layered(Tensor images, String layer) {
    Tensor space = Tensor.cat(List.of(images, images.times(2)), 1);
    if (layer.equals(TOKENS)) {
      Tensor tokens = space.reshape(images.size(0), CHANNELS, -1).permute(0, 2, 1);
      Tensor weighted = tokens.narrow(1, 0, 1).times(Tensor.of(weights, 1, 1, CHANNELS));
      return new Layered(tokens, two(weighted.sum(1, 2), images));
    }
    Tensor weighted = space.mean(2, 3).times(Tensor.of(weights, 1, CHANNELS, 1, 1));
    return new Layered(space, two(weighted.sum(1, 2, 3), images));
  }

  private Tensor two(Tensor yes, Tensor images) {
    Tensor column = yes.reshape(-1, 1);
    Tensor around = images.mean(1, 2, 3).reshape(-1, 1);
    Tensor all = skip ? column.plus(around) : column;
    return Tensor.cat(List.of(all.times(0), all), 1);
  }

  @Override
  public void close() {}
}
