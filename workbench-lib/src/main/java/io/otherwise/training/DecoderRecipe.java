package io.otherwise.training;

import io.otherwise.network.Vgg;
import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Trains the decoder of an autoencoder further while its encoder, and its codebook if it has one,
 * stay, so that every latent means what it meant and no denoiser has to learn again. To the error
 * of pixels comes one of features (Zhang et al. 2018, Eq. 1 with all weights 1), which does not
 * forgive a missing grain as pixels do: Rombach et al. (2022, Section 3.1) train their first stages
 * so, and against a discriminator, which is left out.
 *
 * @param features network that sees pictures N x 3 x H x W in [-1, 1]; it stays as it is
 * @param layers of it that are compared, by their keys
 * @param featureWeight of their difference
 */
record DecoderRecipe(
    long seed,
    int batch,
    Reconstruction reconstruction,
    Vgg features,
    List<String> layers,
    double featureWeight,
    Stage stage) {
  /** Keeps a place without activation from dividing by zero. */
  private static final double EPS = 1e-10;

  /** Where the weights of the features stand in the script. */
  private static final String FEATURES = "perceptual";

  /** How an autoencoder writes pictures N x 3 x H x W in [-1, 1] from latents without scale. */
  @FunctionalInterface
  interface Decoding {
    Value decode(Layers net, Value latent);
  }

  DecoderRecipe {
    layers = List.copyOf(layers);
  }

  /** What is learnt: the keys behind the latent. */
  private static boolean learns(Script.Parameter p) {
    return p.key().startsWith("decoder.") || p.key().startsWith("post_quant_conv.");
  }

  /** Where the features' weights come from, by their own keys. */
  static Function<Script.Parameter, float[]> featuresFrom(Function<String, float[]> weights) {
    return p -> weights.apply(p.key().substring(FEATURES.length() + 1));
  }

  /** The loss as one script: the latent, unscaled, and the image N x 3 x H x W in [-1, 1]. */
  Script loss(Decoding decoding, Script.Precision precision) {
    Script s = new Script(precision, false);
    Value latent = s.input("latent");
    Value image = s.input("image");
    Value decoded = decoding.decode(s.layers(), latent);
    Reconstruction.Error error = reconstruction.of(image, decoded);
    Value difference = difference(s.layers().at(FEATURES), image, decoded);
    s.returns(error.loss().plus(difference.times(featureWeight)), error.absolute(), difference);
    return s;
  }

  /** Sum over layers of the mean over places of the squared difference of unit vectors. */
  Value difference(Layers net, Value image, Value decoded) {
    Map<String, Value> wanted = features.features(net, image, Integer.MAX_VALUE);
    Map<String, Value> got = features.features(net, decoded, Integer.MAX_VALUE);
    Value sum = null;
    for (String layer : layers) {
      String key = net.at(layer).key();
      Value apart = got.get(key).unit(1, EPS).minus(wanted.get(key).unit(1, EPS)).square();
      Value mean = apart.script().call("torch.mean", apart.sum(1));
      sum = sum == null ? mean : sum.plus(mean);
    }
    return sum;
  }

  /**
   * Runs the stage.
   *
   * @param latents of the pictures, by the encoder that stays
   * @param start of the whole autoencoder and, below {@value #FEATURES}, of the features
   * @return the decoder alone
   */
  Stage.Result run(
      Decoding decoding,
      Pictures pictures,
      EncodedPictures latents,
      Function<Script.Parameter, float[]> start,
      Stage.Listener listener) {
    Script script = loss(decoding, Stage.precision());
    List<Script.Parameter> all = script.parameters();
    try (Network network = new Network(script, Weights.from(all, start));
        Weights learnt = Weights.from(all.stream().filter(DecoderRecipe::learns).toList(), start)) {
      return stage.run(
          network,
          learnt,
          now -> among(network.weights(), learnt.parameters(), now),
          (step, now) -> inputs(pictures, latents, step),
          listener);
    }
  }

  /** All weights in the network's order: what is learnt as it is now, the others as they were. */
  private static List<Tensor> among(Weights all, List<Script.Parameter> learnt, List<Tensor> now) {
    Map<String, Tensor> changed = new HashMap<>();
    for (int i = 0; i < now.size(); i++) {
      changed.put(learnt.get(i).key(), now.get(i));
    }
    List<Tensor> together = new ArrayList<>();
    for (int i = 0; i < all.tensors().size(); i++) {
      String key = all.parameters().get(i).key();
      together.add(changed.getOrDefault(key, all.tensors().get(i)));
    }
    return together;
  }

  private Tensor[] inputs(Pictures pictures, EncodedPictures latents, int step) {
    int[] chosen = pictures.batch(seed, step, batch);
    return new Tensor[] {
      latents.of(step, chosen).times(1 / latents.scale()), pictures.images(chosen).times(2).minus(1)
    };
  }
}
