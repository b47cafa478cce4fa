package io.otherwise.network;

import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Script.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * ResNet-50 as Caffe had it, trained to tell people apart.
 *
 * <p>Cao et al. (2018), <a href="https://arxiv.org/abs/1710.08092">VGGFace2: A Dataset for
 * Recognising Faces across Pose and Age</a>. It differs from {@link ResNet} in two places: a block
 * that halves the sides does so in its first 1 x 1 convolution, and the maximum after the first
 * convolution begins at the image's corner and reaches over its other edges.
 *
 * <p>The published weights want 224 x 224 pixels, blue before green before red, from 0 to 255, less
 * the means 91.4953, 103.8827 and 131.0912; the caller prepares them so.
 *
 * @param names how the checkpoint calls the layers
 * @param blocks blocks in each stage; a stage doubles the width and, but for the first, halves the
 *     sides
 * @param width channels of the first convolution and of the first stage's 3 x 3 convolutions
 * @param classes scores of an image; 0 for none at all: the pooled features stand in their place
 */
public record FaceResNet(Names names, List<Integer> blocks, int width, int classes)
    implements ImageNetwork {
  private static final double NORM_EPS = 1e-5;
  private static final int EXPANSION = 4;

  /** The four convolutions of a block. */
  enum Part {
    REDUCE,
    CENTRE,
    INCREASE,
    PROJECTION
  }

  /** How a checkpoint calls the layers. */
  public enum Names {
    /** Of the port cydonia999/VGGFace2-pytorch: {@code layer1.0.conv1}, {@code layer1.0.bn1}. */
    PORTED("conv1", "bn1", "maxpool", "avgpool") {
      @Override
      String conv(int stage, int block, Part part) {
        String name = part == Part.PROJECTION ? "downsample.0" : "conv" + (part.ordinal() + 1);
        return block(stage, block) + "." + name;
      }

      @Override
      String norm(int stage, int block, Part part) {
        String name = part == Part.PROJECTION ? "downsample.1" : "bn" + (part.ordinal() + 1);
        return block(stage, block) + "." + name;
      }

      @Override
      String block(int stage, int block) {
        return "layer" + (stage + 1) + "." + block;
      }
    },

    /** Of the Caffe model: {@code conv2_1_1x1_reduce}, {@code conv2_1_1x1_reduce_bn}. */
    CAFFE("conv1_7x7_s2", "conv1_7x7_s2_bn", "pool1_3x3_s2", "pool5_7x7_s1") {
      private static final List<String> PARTS =
          List.of("1x1_reduce", "3x3", "1x1_increase", "1x1_proj");

      @Override
      String conv(int stage, int block, Part part) {
        return place(stage, block) + "_" + PARTS.get(part.ordinal());
      }

      @Override
      String norm(int stage, int block, Part part) {
        return conv(stage, block, part) + "_bn";
      }

      @Override
      String block(int stage, int block) {
        return place(stage, block) + "_relu";
      }

      private static String place(int stage, int block) {
        return "conv" + (stage + 2) + "_" + (block + 1);
      }
    };

    private final String stem;
    private final String stemNorm;
    private final String pool;
    private final String pooled;

    Names(String stem, String stemNorm, String pool, String pooled) {
      this.stem = stem;
      this.stemNorm = stemNorm;
      this.pool = pool;
      this.pooled = pooled;
    }

    abstract String conv(int stage, int block, Part part);

    abstract String norm(int stage, int block, Part part);

    /** Key of a block's value. */
    abstract String block(int stage, int block);

    /** Key of the pooled features. */
    public String pooled() {
      return pooled;
    }
  }

  public FaceResNet {
    blocks = List.copyOf(blocks);
    boolean sized = width > 0 && classes >= 0 && blocks.stream().allMatch(n -> n > 0);
    if (!sized || blocks.isEmpty()) {
      throw new IllegalArgumentException(
          "a face ResNet needs at least 1 stage, block and channel and no fewer than 0 classes, but"
              + " had blocks "
              + blocks
              + ", width "
              + width
              + " and "
              + classes
              + " classes; VGGFace2's has [3, 4, 6, 3], 64 and 8631");
    }
  }

  /** ResNet-50 under the names given. */
  public static FaceResNet resnet50(Names names, int classes) {
    return new FaceResNet(names, List.of(3, 4, 6, 3), 64, classes);
  }

  /** As the metrics FVA and FS use it: 41 million weights; the features are its layer avgpool. */
  public static FaceResNet vggFace2() {
    return resnet50(Names.PORTED, 8631);
  }

  /** Width of the pooled features. */
  public int features() {
    return outWidth(blocks.size() - 1);
  }

  /** The same layers without the classifier: what it gives are the pooled features. */
  public FaceResNet headless() {
    return new FaceResNet(names, blocks, width, 0);
  }

  private int outWidth(int stage) {
    return (width << stage) * EXPANSION;
  }

  @Override
  public Activations forward(Layers place, Value image) {
    Map<String, Value> layers = new LinkedHashMap<>();
    Layers net = place.tapping(layers);
    Value x = net.at(names.stem).conv(image, 3, width, 7, 2, 3, false);
    x = net.at(names.stem).tap(x);
    x = net.at(names.stemNorm).tap(norm(net, names.stemNorm, x, width));
    x = net.at(names.pool).tap(x.relu().maxPoolToTheEdge(3, 2));
    int now = width;
    for (int stage = 0; stage < blocks.size(); stage++) {
      for (int i = 0; i < blocks.get(stage); i++) {
        x = net.at(names.block(stage, i)).tap(block(net, x, now, stage, i));
        now = outWidth(stage);
      }
    }
    Value pooled = net.at(names.pooled).tap(x.mean(2, 3));
    if (classes == 0) {
      return new Activations(pooled, layers);
    }
    Value logits = net.at("fc").tap(net.at("fc").linear(pooled, now, classes));
    return new Activations(logits, layers);
  }

  private Value block(Layers net, Value x, int in, int stage, int i) {
    int inner = width << stage;
    int out = outWidth(stage);
    int stride = stage > 0 && i == 0 ? 2 : 1;
    Value h = net.at(names.conv(stage, i, Part.REDUCE)).conv(x, in, inner, 1, stride, 0, false);
    h = norm(net, names.norm(stage, i, Part.REDUCE), h, inner).relu();
    h = net.at(names.conv(stage, i, Part.CENTRE)).conv(h, inner, inner, 3, 1, 1, false);
    h = norm(net, names.norm(stage, i, Part.CENTRE), h, inner).relu();
    h = net.at(names.conv(stage, i, Part.INCREASE)).conv(h, inner, out, 1, 1, 0, false);
    h = norm(net, names.norm(stage, i, Part.INCREASE), h, out);
    Value kept = x;
    if (i == 0) {
      Layers projection = net.at(names.conv(stage, i, Part.PROJECTION));
      kept = projection.conv(x, in, out, 1, stride, 0, false);
      kept = norm(net, names.norm(stage, i, Part.PROJECTION), kept, out);
    }
    return h.plus(kept).relu();
  }

  private static Value norm(Layers net, String name, Value x, long channels) {
    return net.at(name).batchNorm(x, channels, NORM_EPS);
  }
}
