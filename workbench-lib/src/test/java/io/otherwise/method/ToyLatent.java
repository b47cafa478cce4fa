package io.otherwise.method;

import io.otherwise.diffusion.NoiseSchedule;
import io.otherwise.explain.Image;
import io.otherwise.explain.Query;
import io.otherwise.explain.Seed;
import io.otherwise.model.Autoencoder;
import io.otherwise.model.Classifier;
import io.otherwise.model.Conditioning;
import io.otherwise.model.FittedDecoder;
import io.otherwise.model.LatentDiffusion;
import io.otherwise.model.LayeredClassifier;
import io.otherwise.model.NoisePredictor;
import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import java.util.List;

/**
 * A latent diffusion model and a classifier of a few convolutions each, with random weights: real
 * networks, but a step takes milliseconds.
 */
public final class ToyLatent {
  /** Convolutions of one pass through each. */
  static final int PREDICTOR_CONVOLUTIONS = 3;

  static final int DECODER_CONVOLUTIONS = 2;
  static final int CLASSIFIER_CONVOLUTIONS = 1;

  /** Channels of the classifier's only layer, {@code conv}. */
  static final int CLASSIFIER_CHANNELS = 16;

  private static final int CHANNELS = 4;
  private static final int WIDTH = 16;

  private ToyLatent() {}

  private static Network network(Script script) {
    return new Network(script, Weights.from(script.parameters(), ToyLatent::random));
  }

  private static float[] random(Script.Parameter p) {
    float[] values = new float[p.size()];
    Noise.fill(Seed.seed(1).key(p.key(), "weights", 0), values, 0, values.length);
    double scale = Math.sqrt(1.0 / (p.size() / p.shape().get(0)));
    for (int i = 0; i < values.length; i++) {
      values[i] *= (float) scale;
    }
    return values;
  }

  /** One of several images with much in them, towards class 0 or 1. */
  public static Query query(int number, int side) {
    float[] values = new float[Image.CHANNELS * side * side];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * (7 + number) % 11) / 10f;
    }
    return Image.of("toy/" + number, side, side, values).towards(Integer.toString(number % 2));
  }

  /** The model; classes are 0 and 1. */
  public static LatentDiffusion model() {
    return new LatentDiffusion(
        "toy", new Predictor(), new Blocks(), new Rows(), NoiseSchedule.stableDiffusion());
  }

  /** A classifier of the classes 0 and 1. */
  public static Classifier classifier() {
    return new Convolutional();
  }

  /** Takes zt, timesteps and context. */
  private static final class Predictor implements NoisePredictor, AutoCloseable {
    private final Network network;

    Predictor() {
      Script s = new Script();
      Layers net = s.layers().at("predictor");
      Value zt = s.input("zt");
      s.input("timesteps");
      Value context = s.input("context").permute(0, 2, 1).unsqueeze(-1);
      Value h = net.at("in").conv(zt, CHANNELS, WIDTH, 3, 1, 1).plus(context).silu();
      h = net.at("middle").conv(h, WIDTH, WIDTH, 3, 1, 1).silu();
      s.returns(net.at("out").conv(h, WIDTH, CHANNELS, 3, 1, 1));
      this.network = network(s);
    }

    @Override
    public Tensor predict(Tensor zt, Tensor timesteps, Tensor context) {
      return network.run(zt, timesteps, context);
    }

    @Override
    public void close() {
      network.close();
    }
  }

  /** Two pixels a latent pixel; encoding averages them. */
  static final class Blocks implements Autoencoder {
    private final Network encoder;
    private final Network decoder;

    Blocks() {
      Script e = new Script();
      e.returns(e.layers().at("encoder").conv(e.input("image").averagePool(2, 2), 3, 4, 1, 1, 0));
      this.encoder = network(e);
      Script d = new Script();
      Layers net = d.layers().at("decoder");
      Value h = net.at("in").conv(d.input("latent"), CHANNELS, WIDTH, 3, 1, 1).silu();
      d.returns(net.at("out").conv(h.enlarged(2), WIDTH, 3, 3, 1, 1));
      this.decoder = network(d);
    }

    @Override
    public int channels() {
      return CHANNELS;
    }

    @Override
    public int factor() {
      return 2;
    }

    @Override
    public Tensor encode(Tensor image, Noise noise) {
      return encoder.run(image);
    }

    @Override
    public Tensor decode(Tensor latent) {
      return decoder.run(latent);
    }

    @Override
    public FittedDecoder fitted() {
      return FittedDecoder.copyOf(decoder, 1);
    }

    /** Changes with any bit of the decoder's weights. */
    String decoderHash() {
      return decoder.sha256();
    }

    @Override
    public void close() {
      encoder.close();
      decoder.close();
    }
  }

  /** One token: +1, -1 or nothing at all. */
  private static final class Rows implements Conditioning {
    @Override
    public Tensor towards(List<String> targets) {
      float[] values = new float[targets.size() * WIDTH];
      for (int i = 0; i < values.length; i++) {
        values[i] = targets.get(i / WIDTH).equals("1") ? 1 : -1;
      }
      return Tensor.of(values, targets.size(), 1, WIDTH);
    }

    @Override
    public Tensor none(int batch) {
      return Tensor.full(0, batch, 1, WIDTH);
    }
  }

  /** One convolution, then a mean over space and a dense layer. */
  static final class Convolutional implements LayeredClassifier {
    private final Network network;

    Convolutional() {
      Script s = new Script();
      Layers net = s.layers().at("classifier");
      Value h = net.at("conv").conv(s.input("image"), 3, WIDTH, 3, 2, 1).relu();
      s.returns(net.at("fc").linear(h.mean(2, 3), WIDTH, 2), h);
      this.network = network(s);
    }

    @Override
    public List<String> layers() {
      return List.of("conv");
    }

    @Override
    public Layered layered(Tensor images, String layer) {
      List<Tensor> both = network.runAll(images);
      return new Layered(both.get(1), both.get(0));
    }

    @Override
    public String name() {
      return "toy";
    }

    @Override
    public List<String> classes() {
      return List.of("0", "1");
    }

    @Override
    public boolean binary() {
      return false;
    }

    @Override
    public Tensor logits(Tensor images) {
      return network.run(images);
    }

    @Override
    public void close() {
      network.close();
    }
  }
}
