package io.otherwise.network;

import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Script.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The judge of CelebA-HQ's 40 attributes: VGGFace2's ResNet-50 and a dense layer.
 *
 * <p>Jacob et al. (2022), <a href="https://arxiv.org/abs/2111.09094">STEEX</a>. Keys are those of
 * {@code checkpoints_oracle_attribute}: Caffe's under {@code feat_extract}, then {@code
 * classifier}. The published network ends with a sigmoid, which here is the layer {@link
 * #PROBABILITIES}; unlike {@link CelebaOracle} it prepares nothing and wants 224 x 224 pixels.
 *
 * @param trunk the network below; its own classifier is not used
 * @param classes attributes
 */
public record CelebaHqOracle(FaceResNet trunk, int classes) implements ImageNetwork {
  /** Layer with the probability of each attribute: what the published network gives. */
  public static final String PROBABILITIES = "probabilities";

  public CelebaHqOracle {
    if (classes < 1) {
      throw new IllegalArgumentException(
          "an oracle has at least 1 attribute, but had " + classes + "; the published one has 40");
    }
    trunk = trunk.headless();
  }

  /** The published oracle, 23.6 million weights. */
  public static CelebaHqOracle published() {
    return new CelebaHqOracle(FaceResNet.resnet50(FaceResNet.Names.CAFFE, 0), 40);
  }

  @Override
  public Activations forward(Layers place, Value image) {
    Activations seen = trunk.forward(place.at("feat_extract"), image);
    Map<String, Value> layers = new LinkedHashMap<>(seen.layers());
    Layers net = place.tapping(layers);
    Layers head = net.at("classifier");
    Value logits = head.tap(head.linear(seen.logits(), trunk.features(), classes));
    net.at(PROBABILITIES).tap(logits.sigmoid());
    return new Activations(logits, layers);
  }
}
