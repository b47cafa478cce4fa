package io.otherwise.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.otherwise.network.CelebaHqOracle;
import io.otherwise.network.CelebaOracle;
import io.otherwise.network.FaceResNet;
import io.otherwise.network.ImageNetwork.Activations;
import io.otherwise.network.Inception;
import io.otherwise.network.Lpips;
import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Script.Value;
import java.util.List;
import java.util.Map;

/** The convolutional networks that metrics look through, as golden files configure them. */
final class MetricArchitectures {
  private MetricArchitectures() {}

  static Architecture of(String model, JsonNode config) {
    return switch (model) {
      case "inception-fid" -> inception(inceptionOf(config));
      case "vggface2-resnet50" -> face(faceOf(config));
      case "oracle-celeba-resnet50-128" -> celeba(celebaOf(config));
      case "oracle-celebahq-resnet50" -> celebaHq(celebaHqOf(config));
      case "lpips-vgg" -> new Pairs(lpipsOf(config));
      default ->
          throw new NotUnderstood(
              "metrics look through inception-fid, vggface2-resnet50, lpips-vgg and two oracles,"
                  + " but the model is "
                  + model
                  + "; name it in MetricArchitectures");
    };
  }

  private static Inception inceptionOf(JsonNode config) {
    if (config.path("aux_logits").asBoolean(false)) {
      throw new NotUnderstood(
          "the Inception network has no auxiliary classifier, but aux_logits is true; leave it"
              + " out");
    }
    return new Inception(
        1,
        config.path("resize_input").asBoolean(true),
        config.path("normalize_input").asBoolean(true),
        config.path("num_classes").asInt(1008));
  }

  private static Architecture inception(Inception network) {
    return Architecture.rectified(
        (net, image) -> {
          Activations made = network.forward(net, image);
          Map<String, Value> out = Architecture.taps(made.layers());
          for (int i = 0; i < 3; i++) {
            out.put("block" + i, made.layers().get(Inception.BLOCKS.get(i)));
          }
          out.put("pool3", made.layers().get(Inception.BLOCKS.get(3)));
          out.put("logits", made.logits());
          return out;
        });
  }

  private static FaceResNet faceOf(JsonNode config) {
    return FaceResNet.resnet50(FaceResNet.Names.PORTED, config.path("num_classes").asInt(8631));
  }

  private static Architecture face(FaceResNet network) {
    return Architecture.rectified(
        (net, image) -> {
          Activations made = network.forward(net, image);
          Map<String, Value> out = Architecture.taps(made.layers());
          out.put("features", made.layers().get(network.names().pooled()));
          out.put("logits", made.logits());
          return out;
        });
  }

  private static CelebaOracle celebaOf(JsonNode config) {
    CelebaOracle published = CelebaOracle.published();
    return new CelebaOracle(
        published.trunk(),
        published.embedding(),
        published.side(),
        config.path("num_classes").asInt(published.classes()));
  }

  private static Architecture celeba(CelebaOracle network) {
    return Architecture.rectified(
        (net, image) -> {
          Activations made = network.forward(net, image);
          Map<String, Value> out = Architecture.taps(made.layers());
          out.put("features", made.layers().get(CelebaOracle.FEATURES));
          out.put("logits", made.logits());
          return out;
        });
  }

  private static CelebaHqOracle celebaHqOf(JsonNode config) {
    CelebaHqOracle published = CelebaHqOracle.published();
    return new CelebaHqOracle(
        published.trunk(), config.path("num_classes").asInt(published.classes()));
  }

  private static Architecture celebaHq(CelebaHqOracle network) {
    return Architecture.rectified(
        (net, image) -> {
          Activations made = network.forward(net, image);
          Map<String, Value> out = Architecture.taps(made.layers());
          out.put("probabilities", made.layers().get(CelebaHqOracle.PROBABILITIES));
          out.put("logits", made.logits());
          return out;
        });
  }

  private static Lpips lpipsOf(JsonNode config) {
    boolean published =
        config.path("net").asText().startsWith("vgg")
            && config.path("version").asText().equals("0.1")
            && config.path("lpips").asBoolean(true)
            && !config.path("spatial").asBoolean(false);
    if (!published) {
      throw new NotUnderstood(
          "LPIPS is that of VGG-16, version 0.1, with its weights and averaged over pixels, but the"
              + " configuration is "
              + config
              + "; write that form and name it in MetricArchitectures");
    }
    return Lpips.vgg();
  }

  /** A comparison of two images. */
  private record Pairs(Lpips network) implements Architecture {
    @Override
    public Map<String, Value> write(Layers net, Map<String, Value> in, boolean quantise) {
      Lpips.Distance made = network.between(net, in.get("image0"), in.get("image1"));
      Map<String, Value> out = Architecture.taps(made.first());
      out.put("distance", made.distance());
      for (int i = 0; i < made.parts().size(); i++) {
        out.put("layer" + i, made.parts().get(i));
      }
      return out;
    }

    @Override
    public List<List<String>> parts() {
      return List.of(List.of("image0", "image1"));
    }

    @Override
    public boolean flips() {
      return true;
    }
  }
}
