package io.otherwise.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.otherwise.network.ClipText;
import io.otherwise.network.Dino;
import io.otherwise.network.OpenClip;
import io.otherwise.network.VisionTransformer;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every size comes from the file, and a variant that is not written fails by its name. */
class TransformerArchitecturesTest {
  private static final String CLIP =
      "{'layers': 2, 'width': 64, 'heads': 4, 'mlp': 96, 'context_length': 16, 'vocab': 300,"
          + " 'activation': 'x*sigmoid(1.702x)', 'layer_norm_eps': 1e-05, 'attention': 'causal'}";
  private static final String DINO =
      "{'img_size': 64, 'patch_size': 8, 'embed_dim': 64, 'depth': 4, 'num_heads': 2";

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_text_network_has_the_sizes_of_the_file() {
    ClipText found = TransformerArchitectures.clipText(json(CLIP));
    assertEquals(new ClipText(300, 16, 64, 2, 4, 96), found);
  }

  @Test
  void a_vision_transformer_has_the_sizes_of_the_file_or_of_its_name() {
    String sizes =
        "{'image_size': 64, 'patch_size': 8, 'num_layers': 4, 'num_heads': 2, 'hidden_dim': 64,"
            + " 'mlp_dim': 96, 'num_classes': 7}";
    assertEquals(
        new VisionTransformer(64, 8, 64, 4, 2, 96, 7),
        TransformerArchitectures.visionTransformer("vit_tiny", json(sizes)));
    assertEquals(
        VisionTransformer.vitB16(1000),
        TransformerArchitectures.visionTransformer("vit_b_16", json("{}")));
    assertEquals(32, TransformerArchitectures.visionTransformer("vit_b_32", json("{}")).patch());
  }

  @Test
  void both_generations_of_dino_have_the_sizes_of_the_file() {
    assertEquals(
        new Dino(64, 8, 64, 4, 2, false, Dino.Resize.PUBLISHED),
        TransformerArchitectures.dino("dino-tiny", json(DINO + "}")));
    assertEquals(
        new Dino(64, 8, 64, 4, 2, true, new Dino.Resize(0, true)),
        TransformerArchitectures.dino(
            "dinov2-tiny",
            json(
                DINO
                    + ", 'init_values': 1.0, 'interpolate_offset': 0.0,"
                    + " 'interpolate_antialias': true}")));
  }

  @Test
  void an_open_clip_has_the_sizes_of_the_file_and_heads_of_64_unless_told() {
    String start =
        "{'embed_dim': 32, 'quick_gelu': true, 'text_cfg': {'context_length': 16, 'vocab_size':"
            + " 300, 'width': 64, 'heads': 4, 'layers': 2}, 'vision_cfg': {'image_size': 64,"
            + " 'layers': 3, 'width': 128, 'patch_size': 16";
    OpenClip.Text text = new OpenClip.Text(16, 300, 64, 2, 4);
    assertEquals(
        new OpenClip(32, new OpenClip.Vision(64, 16, 128, 3, 2), text, true),
        TransformerArchitectures.openClip(json(start + "}}")));
    assertEquals(
        4,
        TransformerArchitectures.openClip(json(start + ", 'head_width': 32}}")).vision().heads());
  }

  @Test
  void a_variant_that_is_not_written_fails_by_its_name() {
    JsonNode exact = json(CLIP.replace("x*sigmoid(1.702x)", "gelu"));
    var refused = assertThrows(NotUnderstood.class, () -> TransformerArchitectures.clipText(exact));
    assertTrue(refused.getMessage().contains("but was gelu"), refused.getMessage());
    JsonNode chunks = json(DINO + ", 'init_values': 1.0, 'block_chunks': 4}");
    assertThrows(NotUnderstood.class, () -> TransformerArchitectures.dino("dinov2-x", chunks));
    JsonNode unscaled = json(DINO + ", 'init_values': null}");
    assertThrows(NotUnderstood.class, () -> TransformerArchitectures.dino("dinov2-x", unscaled));
    assertThrows(
        NotUnderstood.class,
        () -> TransformerArchitectures.visionTransformer("vit_huge", json("{}")));
  }

  @Test
  void a_text_network_gives_every_layer_by_its_number() {
    Script s = new Script();
    Map<String, Value> written =
        TransformerArchitectures.of("clip-tiny-text", json(CLIP))
            .write(s.layers(), Map.of("input_ids", s.input("input_ids")), false);
    assertTrue(written.containsKey("hidden_2") && !written.containsKey("hidden_3"));
    assertEquals(written.get("hidden_2"), written.get("before_final_layer_norm"));
    assertTrue(written.containsKey("last_hidden_state") && written.containsKey("pooled"));
  }

  @Test
  void other_networks_are_left_to_others() {
    assertTrue(TransformerArchitectures.understands("dinov2-vits14"));
    assertFalse(TransformerArchitectures.understands("ldm-unet-tiny-sd"));
    assertFalse(TransformerArchitectures.understands("resnet18"));
  }
}
