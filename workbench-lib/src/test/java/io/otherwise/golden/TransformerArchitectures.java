package io.otherwise.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.otherwise.network.ClipText;
import io.otherwise.network.Dino;
import io.otherwise.network.ImageNetwork;
import io.otherwise.network.OpenClip;
import io.otherwise.network.VisionTransformer;
import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Script.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Transformers of images and texts as the golden files configure them. */
final class TransformerArchitectures {
  private TransformerArchitectures() {}

  /** What one of them writes for the inputs that a case has. */
  private interface Writing {
    Map<String, Value> of(Layers net, Map<String, Value> inputs);
  }

  /**
   * A network and its inputs.
   *
   * @param all inputs that make it ask for all of its weights
   */
  private record Written(List<String> all, Writing writing) implements Architecture {
    @Override
    public Map<String, Value> write(Layers net, Map<String, Value> inputs, boolean quantise) {
      return writing.of(net, inputs);
    }

    @Override
    public List<List<String>> parts() {
      return List.of(all);
    }
  }

  static boolean understands(String model) {
    return model.matches("vit[_-].*|dino.*|clip.*text.*|open_?clip.*");
  }

  static Architecture of(String model, JsonNode config) {
    if (model.startsWith("vit")) {
      return image(visionTransformer(model, config));
    } else if (model.startsWith("dino")) {
      return image(dino(model, config));
    }
    return model.startsWith("clip") ? text(clipText(config)) : both(openClip(config));
  }

  /** Torchvision's arguments; those left out are those of ViT-B/16, and the patch's the name's. */
  static VisionTransformer visionTransformer(String model, JsonNode c) {
    require(c, "representation_size", "null");
    String last = model.replaceFirst(".*\\D", "");
    VisionTransformer usual = VisionTransformer.vitB16(1000);
    boolean named = model.matches("vit_b_\\d+");
    if (!named && !(c.has("hidden_dim") && c.has("num_layers") && c.has("num_heads"))) {
      throw new NotUnderstood(
          "a vision transformer is vit_b_16, vit_b_32 or says its hidden_dim, num_layers and"
              + " num_heads, but "
              + model
              + " has "
              + c
              + "; teach TransformerArchitectures its sizes");
    }
    int width = c.path("hidden_dim").asInt(usual.width());
    return new VisionTransformer(
        c.path("image_size").asInt(usual.side()),
        c.path("patch_size").asInt(last.isEmpty() ? usual.patch() : Integer.parseInt(last)),
        width,
        c.path("num_layers").asInt(usual.layers()),
        c.path("num_heads").asInt(usual.heads()),
        c.path("mlp_dim").asInt(4 * width),
        c.path("num_classes").asInt(usual.classes()));
  }

  static Dino dino(String model, JsonNode c) {
    require(c, "block_chunks", "0", "null");
    require(c, "mlp_ratio", "4", "4.0");
    boolean second = model.startsWith("dinov2");
    if (second && !(c.path("init_values").asDouble() > 0)) {
      throw new NotUnderstood(
          "DINOv2 scales its corrections, but init_values is "
              + c.path("init_values")
              + "; write the network without LayerScale");
    }
    JsonNode side = c.get("img_size");
    return new Dino(
        (side.isArray() ? side.get(0) : side).asInt(),
        c.get("patch_size").asInt(),
        c.get("embed_dim").asInt(),
        c.get("depth").asInt(),
        c.get("num_heads").asInt(),
        second,
        new Dino.Resize(
            c.path("interpolate_offset").asDouble(Dino.Resize.PUBLISHED.offset()),
            c.path("interpolate_antialias").asBoolean(false)));
  }

  static ClipText clipText(JsonNode c) {
    require(c, "activation", "x*sigmoid(1.702x)");
    require(c, "attention", "causal");
    require(c, "layer_norm_eps", "1.0E-5");
    return new ClipText(
        c.get("vocab").asInt(),
        c.get("context_length").asInt(),
        c.get("width").asInt(),
        c.get("layers").asInt(),
        c.get("heads").asInt(),
        c.get("mlp").asInt());
  }

  static OpenClip openClip(JsonNode c) {
    JsonNode v = c.get("vision_cfg");
    JsonNode t = c.get("text_cfg");
    require(v, "mlp_ratio", "4", "4.0");
    int width = v.get("width").asInt();
    return new OpenClip(
        c.get("embed_dim").asInt(),
        new OpenClip.Vision(
            v.get("image_size").asInt(),
            v.get("patch_size").asInt(),
            width,
            v.get("layers").asInt(),
            width / v.path("head_width").asInt(64)),
        new OpenClip.Text(
            t.get("context_length").asInt(),
            t.get("vocab_size").asInt(),
            t.get("width").asInt(),
            t.get("layers").asInt(),
            t.get("heads").asInt()),
        c.path("quick_gelu").asBoolean(false));
  }

  /** A setting that has to be one of these, or be left out. */
  private static void require(JsonNode config, String key, String... known) {
    String found = config.path(key).asText();
    if (config.has(key) && !List.of(known).contains(found)) {
      throw new NotUnderstood(
          key
              + " is "
              + String.join(" or ", known)
              + " in the networks written so far, but was "
              + found
              + "; write that variant");
    }
  }

  private static Architecture image(ImageNetwork network) {
    return new Written(
        List.of("image"),
        (net, in) -> {
          ImageNetwork.Activations made = network.forward(net, in.get("image"));
          Map<String, Value> out = Architecture.taps(made.layers());
          for (String role : List.of("logits", "embedding", "cls")) {
            out.put(role, made.logits());
          }
          if (made.layers().containsKey(Dino.PATCHES)) {
            out.put("patches", made.layers().get(Dino.PATCHES));
          }
          return out;
        });
  }

  private static Architecture text(ClipText network) {
    return new Written(
        List.of("input_ids"),
        (net, in) -> {
          ClipText.Encoded made = network.forward(net, in.get("input_ids"));
          Map<String, Value> out = new LinkedHashMap<>();
          for (int k = 0; k <= network.layers(); k++) {
            out.put("hidden_" + k, made.residual().get(k));
          }
          out.put("before_final_layer_norm", made.residual().get(network.layers()));
          out.put("last_hidden_state", made.last());
          out.put("pooled", made.pooled());
          return out;
        });
  }

  private static Architecture both(OpenClip network) {
    return new Written(
        List.of("image", "input_ids"),
        (net, in) -> {
          Map<String, Value> out = new LinkedHashMap<>();
          if (in.containsKey("image")) {
            OpenClip.Embedded made = network.image(net, in.get("image"));
            out.putAll(Architecture.taps(made.layers()));
            out.put("image_embedding", made.vector());
          }
          if (in.containsKey("input_ids")) {
            OpenClip.Embedded made = network.text(net, in.get("input_ids"));
            out.putAll(Architecture.taps(made.layers()));
            out.put("text_embedding", made.vector());
          }
          if (in.size() == 2) {
            out.put("logits", network.logits(net, in.get("image"), in.get("input_ids")));
          }
          return out;
        });
  }
}
