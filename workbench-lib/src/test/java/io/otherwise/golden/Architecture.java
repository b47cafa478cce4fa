package io.otherwise.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.otherwise.network.AdmUNet;
import io.otherwise.network.DenseNet;
import io.otherwise.network.ImageNetwork;
import io.otherwise.network.KlAutoencoder;
import io.otherwise.network.LdmUNet;
import io.otherwise.network.ResNet;
import io.otherwise.network.SimSiam;
import io.otherwise.network.Vgg;
import io.otherwise.network.VqAutoencoder;
import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Script.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** A network as a golden file configures it: writes what a case of the file needs. */
interface Architecture {
  /**
   * Writes one case.
   *
   * @param net where its keys begin
   * @param inputs by the role that starts the file's input names: image, latent, timesteps,
   *     context, input_ids
   * @param quantise whether the case quantises the latent before decoding
   * @return outputs by the role that starts the file's output names
   */
  Map<String, Value> write(Layers net, Map<String, Value> inputs, boolean quantise);

  /** Every input role there is, so that all keys of a checkpoint get written. */
  List<List<String>> parts();

  /** Whether a rounding error may flip a unit and so move part of a gradient. */
  default boolean flips() {
    return false;
  }

  /** Whether it subtracts what two images give. */
  default boolean compares() {
    return false;
  }

  /** The network that a file describes, by its {@code model} and {@code config}. */
  static Architecture of(GoldenFile file) {
    JsonNode config = file.json().path("config");
    String model = file.text("model");
    if (TransformerArchitectures.understands(model)) {
      return TransformerArchitectures.of(model, config);
    } else if (model.startsWith("ldm-unet")) {
      return unet(unetOf(config));
    } else if (model.startsWith("adm-unet")) {
      return adm(PixelModel.unetOf(config));
    } else if (model.startsWith("autoencoder-kl")) {
      return kl(klOf(config));
    } else if (model.startsWith("autoencoder-vq")) {
      return vq(vqOf(config));
    }
    return switch (model) {
      case "vgg19_features18" -> firstLayers(Vgg.vgg19(1000), slice(config));
      case "simsiam-resnet50" ->
          seen(simSiamOf(config), Map.of("z", "encoder.fc.7", "p", SimSiam.PREDICTION));
      case "inception-fid",
          "vggface2-resnet50",
          "oracle-celeba-resnet50-128",
          "oracle-celebahq-resnet50",
          "lpips-vgg" ->
          MetricArchitectures.of(model, config);
      default -> seen(classifierOf(model, config), Map.of());
    };
  }

  /** The count in a text such as {@code features[:18]}. */
  private static int slice(JsonNode config) {
    String text = config.path("slice").asText();
    if (!text.matches("features\\[:\\d+\\]")) {
      throw new NotUnderstood(
          "a slice of VGG-19 reads features[:N], but was " + text + "; name that part of it");
    }
    return Integer.parseInt(text.replaceAll("\\D", ""));
  }

  private static SimSiam simSiamOf(JsonNode config) {
    return new SimSiam(
        ResNet.resnet50(1), config.get("dim").asInt(), config.get("pred_dim").asInt());
  }

  private static ImageNetwork classifierOf(String model, JsonNode config) {
    int classes = config.path("num_classes").asInt(1000);
    return switch (model) {
      case "densenet121" -> DenseNet.densenet121(classes);
      case "resnet18" -> ResNet.resnet18(classes);
      case "resnet50" -> ResNet.resnet50(classes);
      case "vgg16" -> Vgg.vgg16(classes);
      case "vgg16_bn" -> Vgg.vgg16Bn(classes);
      case "vgg19" -> Vgg.vgg19(classes);
      case "steex-decision-densenet121", "dive-celeba-densenet121" -> DenseNet.decision(classes);
      default ->
          throw new NotUnderstood(
              "networks checked so far are ldm-unet-*, adm-unet-*, autoencoder-kl-*,"
                  + " autoencoder-vq-*, densenet121, resnet18, resnet50, vgg16, vgg16_bn, vgg19,"
                  + " vgg19_features18, simsiam-resnet50, the two decision DenseNets, those of"
                  + " MetricArchitectures and transformers (vit_*, dino*, clip-*-text, openclip-*),"
                  + " but the model is "
                  + model
                  + "; write that network and name it in Architecture");
    };
  }

  /** A U-Net from the constructor arguments of the published configuration files. */
  static LdmUNet unetOf(JsonNode c) {
    int headChannels = c.path("num_head_channels").asInt(-1);
    return new LdmUNet(
        c.get("in_channels").asInt(),
        c.get("out_channels").asInt(),
        c.get("model_channels").asInt(),
        c.get("num_res_blocks").asInt(),
        GoldenFile.ints(c.get("channel_mult")),
        GoldenFile.ints(c.get("attention_resolutions")),
        headChannels > 0 ? -1 : c.get("num_heads").asInt(),
        headChannels,
        c.path("transformer_depth").asInt(1),
        c.get("context_dim").asInt());
  }

  static KlAutoencoder klOf(JsonNode c) {
    JsonNode d = withoutAttention(c.get("ddconfig"));
    return new KlAutoencoder(
        d.get("ch").asInt(),
        GoldenFile.ints(d.get("ch_mult")),
        d.get("num_res_blocks").asInt(),
        d.get("z_channels").asInt(),
        c.get("embed_dim").asInt(),
        1);
  }

  static VqAutoencoder vqOf(JsonNode c) {
    JsonNode d = withoutAttention(c.get("ddconfig"));
    return new VqAutoencoder(
        d.get("ch").asInt(),
        GoldenFile.ints(d.get("ch_mult")),
        d.get("num_res_blocks").asInt(),
        d.get("z_channels").asInt(),
        c.get("embed_dim").asInt(),
        c.get("n_embed").asInt(),
        1);
  }

  private static JsonNode withoutAttention(JsonNode config) {
    if (config.path("attn_resolutions").size() > 0) {
      throw new NotUnderstood(
          "autoencoders have attention in the middle only, but attn_resolutions is "
              + config.get("attn_resolutions")
              + "; the published first stages have none");
    }
    return config;
  }

  private static Architecture unet(LdmUNet unet) {
    return new Architecture() {
      @Override
      public Map<String, Value> write(Layers net, Map<String, Value> in, boolean quantise) {
        return Map.of(
            "eps", unet.forward(net, in.get("latent"), in.get("timesteps"), in.get("context")));
      }

      @Override
      public List<List<String>> parts() {
        return List.of(List.of("latent", "timesteps", "context"));
      }
    };
  }

  private static Architecture adm(AdmUNet unet) {
    return new Architecture() {
      @Override
      public Map<String, Value> write(Layers net, Map<String, Value> in, boolean quantise) {
        return Map.of("out", unet.forward(net, in.get("image"), in.get("timesteps")));
      }

      @Override
      public List<List<String>> parts() {
        return List.of(List.of("image", "timesteps"));
      }
    };
  }

  private static Architecture kl(KlAutoencoder autoencoder) {
    return new Architecture() {
      @Override
      public Map<String, Value> write(Layers net, Map<String, Value> in, boolean quantise) {
        return in.containsKey("image")
            ? Map.of("moments", autoencoder.moments(net, in.get("image")))
            : Map.of("image", autoencoder.decode(net, in.get("latent")));
      }

      @Override
      public List<List<String>> parts() {
        return List.of(List.of("image"), List.of("latent"));
      }
    };
  }

  private static Architecture vq(VqAutoencoder autoencoder) {
    return new Architecture() {
      @Override
      public Map<String, Value> write(Layers net, Map<String, Value> in, boolean quantise) {
        if (in.containsKey("image")) {
          return Map.of("latent", autoencoder.encode(net, in.get("image")));
        }
        Map<String, Value> out = new LinkedHashMap<>();
        Value latent = in.get("latent");
        if (quantise) {
          VqAutoencoder.Quantised quantised = autoencoder.quantise(net, latent);
          latent = quantised.latent();
          out.put("quantised", latent);
          out.put("codes", quantised.codes());
        }
        out.put("image", autoencoder.decode(net, latent));
        return out;
      }

      @Override
      public List<List<String>> parts() {
        return List.of(List.of("image"), List.of("latent"));
      }
    };
  }

  /**
   * A network of one image.
   *
   * @param outputs layers by the names that a file gives them beside {@code logits}
   */
  static Architecture seen(ImageNetwork network, Map<String, String> outputs) {
    return rectified(
        (net, image) -> {
          ImageNetwork.Activations made = network.forward(net, image);
          Map<String, Value> out = taps(made.layers());
          outputs.forEach((name, layer) -> out.put(name, made.layers().get(layer)));
          out.put("logits", made.logits());
          out.put("scores", made.logits());
          return out;
        });
  }

  private static Architecture firstLayers(Vgg network, int count) {
    return rectified(
        (net, image) -> {
          Map<String, Value> layers = network.features(net, image, count);
          Map<String, Value> out = taps(layers);
          out.put("features", layers.get("features." + (count - 1)));
          return out;
        });
  }

  /** Layers under the names that {@link ArchitectureGolden} looks for. */
  static Map<String, Value> taps(Map<String, Value> layers) {
    Map<String, Value> out = new LinkedHashMap<>();
    layers.forEach((path, value) -> out.put("tap:" + path, value));
    return out;
  }

  /** A network of one image with ReLUs, where a rounding error may flip one. */
  static Architecture rectified(BiFunction<Layers, Value, Map<String, Value>> written) {
    return new Architecture() {
      @Override
      public Map<String, Value> write(Layers net, Map<String, Value> in, boolean quantise) {
        return written.apply(net, in.get("image"));
      }

      @Override
      public List<List<String>> parts() {
        return List.of(List.of("image"));
      }

      @Override
      public boolean flips() {
        return true;
      }
    };
  }
}
