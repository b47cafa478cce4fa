package io.otherwise.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.otherwise.network.CelebaHqOracle;
import io.otherwise.network.CelebaOracle;
import io.otherwise.network.FaceResNet;
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
      case "inception-fid" -> Architecture.seen(inceptionOf(config), blocks());
      case "vggface2-resnet50" ->
          Architecture.seen(faceOf(config), Map.of("features", FaceResNet.Names.PORTED.pooled()));
      case "oracle-celeba-resnet50-128" ->
          Architecture.seen(celebaOf(config), Map.of("features", CelebaOracle.FEATURES));
      case "oracle-celebahq-resnet50" ->
          Architecture.seen(
              celebaHqOf(config), Map.of("probabilities", CelebaHqOracle.PROBABILITIES));
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

  private static Map<String, String> blocks() {
    List<String> blocks = Inception.BLOCKS;
    return Map.of(
        "block0", blocks.get(0),
        "block1", blocks.get(1),
        "block2", blocks.get(2),
        "pool3", blocks.get(3));
  }

  private static FaceResNet faceOf(JsonNode config) {
    return FaceResNet.resnet50(FaceResNet.Names.PORTED, config.path("num_classes").asInt(8631));
  }

  private static CelebaOracle celebaOf(JsonNode config) {
    CelebaOracle published = CelebaOracle.published();
    return new CelebaOracle(
        published.trunk(),
        published.embedding(),
        published.side(),
        config.path("num_classes").asInt(published.classes()));
  }

  private static CelebaHqOracle celebaHqOf(JsonNode config) {
    CelebaHqOracle published = CelebaHqOracle.published();
    return new CelebaHqOracle(
        published.trunk(), config.path("num_classes").asInt(published.classes()));
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

    @Override
    public boolean compares() {
      return true;
    }
  }
}
