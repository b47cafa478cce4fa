package io.otherwise.attribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.model.Images;
import io.otherwise.model.NetworkClassifier;
import io.otherwise.model.Preprocessing;
import io.otherwise.network.DenseNet;
import io.otherwise.network.ImageNetwork;
import io.otherwise.network.ResNet;
import io.otherwise.network.SimSiam;
import io.otherwise.network.Stem;
import io.otherwise.network.Vgg;
import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What reaches each layer is what left the logit: to the rounding where there are no biases. */
class ConservationTest {
  /** Of the logit. */
  private static final double ROUNDING = 1e-4;

  /** So small an epsilon takes nothing that can be seen from outputs near 0. */
  private static final Relevance RULES = Relevance.epsilonGammaBox().epsilon(1e-12);

  private static final Stem STEM = new Stem(1, 3, 1, true);
  private static final Vgg VGG = new Vgg(List.of(4, 0, 6), false, 1, 2, 5, 3);
  private static final Vgg VGG_BN = new Vgg(List.of(4, 0, 6), true, 2, 2, 5, 3);
  private static final ResNet RESNET = new ResNet(false, List.of(1, 1), 4, 3, STEM);
  private static final ResNet RESNET_50 = new ResNet(true, List.of(1, 1), 2, 3, Stem.SMALL);
  private static final DenseNet DENSENET = new DenseNet(3, List.of(2, 2), 4, 2, 3, STEM, "");

  /** Parts of a cut, each of which has a share of the relevance alone. */
  private static final Pattern BRANCH = Pattern.compile("denselayer|layer\\d+\\.\\d+\\.");

  private static double worst(NetworkClassifier classifier, Relevance rules) {
    try (classifier;
        RelevanceNetwork network = rules.on(classifier);
        Scope scope = Scope.open()) {
      Tensor images = Images.tensor(List.of(Tiny.image(1)));
      double logit = Tiny.sum(classifier.logits(images).narrow(1, 1, 1));
      Map<String, Tensor> all = network.everywhere(network.layers(), images, List.of("class1"));
      double worst = 0;
      for (Map.Entry<String, Tensor> layer : all.entrySet()) {
        if (!BRANCH.matcher(layer.getKey()).find()) {
          double missing = Math.abs(Tiny.sum(layer.getValue()) - logit) / Math.abs(logit);
          assertTrue(Double.isFinite(missing), layer.getKey() + " misses " + missing);
          worst = Math.max(worst, missing);
        }
      }
      return worst;
    }
  }

  private static void conserves(ImageNetwork network) {
    assertEquals(0, worst(Tiny.biasFree(network), RULES), ROUNDING);
  }

  @Test
  void vgg_without_biases_conserves_at_every_layer() {
    conserves(VGG);
    conserves(VGG_BN);
  }

  @Test
  void resnet_without_biases_conserves_at_every_layer() {
    conserves(RESNET);
    conserves(RESNET_50);
  }

  @Test
  void densenet_without_biases_conserves_at_every_block() {
    conserves(DENSENET);
  }

  @Test
  void simsiam_without_biases_conserves_up_to_its_projection() {
    try (NetworkClassifier classifier = Tiny.biasFree(new SimSiam(RESNET, 3, 2));
        RelevanceNetwork network = RULES.on(classifier);
        Scope scope = Scope.open()) {
      Tensor images = Images.tensor(List.of(Tiny.image(2)));
      double logit = Tiny.sum(classifier.logits(images).narrow(1, 2, 1));
      Map<String, Tensor> all =
          network.everywhere(
              List.of("image", "encoder.layer2", SimSiam.PREDICTION), images, List.of("class2"));

      assertEquals(logit, Tiny.sum(all.get("image")), ROUNDING * Math.abs(logit));
      assertEquals(logit, Tiny.sum(all.get("encoder.layer2")), ROUNDING * Math.abs(logit));
      assertEquals(0, Tiny.sum(all.get(SimSiam.PREDICTION)), "the predictor comes after z");
    }
  }

  /** A class token, positions of zeros, one block of attention and one of dense layers. */
  private static Value transformer(Layers net, Value image, Map<String, Value> layers) {
    Value x = net.at("patches").conv(image, 3, 4, 4, 4, 0).flatten(2).permute(0, 2, 1);
    Value token = net.at("token").weight("bias", 1, 1, 4);
    Object[] shape = {x.size(0), 1, -1};
    x = x.script().call("torch.expand", token, shape).concat(x, 1);
    layers.put("tokens", x);
    Value h = net.at("norm1").layerNorm(x, 4, 1e-6);
    Value qkv = net.at("qkv").linear(h, 4, 12);
    Value q = qkv.narrow(-1, 0, 4).splitHeads(2);
    Value k = qkv.narrow(-1, 4, 4).splitHeads(2);
    Value v = qkv.narrow(-1, 8, 4).splitHeads(2);
    x = x.plus(net.at("mixed").linear(net.attention(q, k, v).mergedHeads(), 4, 4));
    layers.put("attended", x);
    h = net.at("up").linear(net.at("norm2").layerNorm(x, 4, 1e-6), 4, 6).gelu();
    x = x.plus(net.at("down").linear(h, 6, 4));
    x = net.at("norm3").layerNorm(x, 4, 1e-6);
    layers.put("encoded", x);
    return net.at("head").linear(x.narrow(1, 0, 1).squeeze(1), 4, 3);
  }

  /** The token starts as 0 without biases, and gets what attention brings. */
  @Test
  void a_transformer_without_biases_conserves_at_every_block() {
    conserves(new Tiny.Written(3, ConservationTest::transformer));
  }

  @Test
  void biases_take_a_share_which_the_box_rule_returns_none_of() {
    for (ImageNetwork network : List.of(VGG, VGG_BN, RESNET, DENSENET)) {
      double missing = worst(Tiny.biased(network, Preprocessing.signed()), RULES);
      assertTrue(missing > 10 * ROUNDING, network + " misses " + missing);
    }
  }

  @Test
  void epsilon_takes_a_share_that_grows_with_it() {
    double usual = worst(Tiny.biasFree(VGG), RULES.epsilon(1e-6));
    double large = worst(Tiny.biasFree(VGG), RULES.epsilon(1e-1));

    assertTrue(usual < 1e-3 && large > 1e-2, usual + " " + large);
  }

  @Test
  void between_the_first_convolution_and_the_image_nothing_is_lost_whatever_the_biases() {
    try (NetworkClassifier classifier = Tiny.biased(VGG, Preprocessing.signed());
        RelevanceNetwork network = RULES.on(classifier);
        Scope scope = Scope.open()) {
      Tensor images = Images.tensor(List.of(Tiny.image(1)));
      Map<String, Tensor> all =
          network.everywhere(List.of("image", "features.0"), images, List.of("class1"));
      double first = Tiny.sum(all.get("features.0"));

      assertEquals(first, Tiny.sum(all.get("image")), ROUNDING * Math.abs(first));
    }
  }

  @Test
  void an_average_of_negative_and_positive_parts_conserves_too() {
    conserves(
        new Tiny.Written(
            3,
            (net, image, layers) -> {
              Value x = net.at("conv").conv(image, 3, 4, 3, 1, 1);
              layers.put("conv", x);
              return net.at("out").linear(x.times(3.0).over(2.0).mean(2, 3), 4, 3);
            }));
  }
}
