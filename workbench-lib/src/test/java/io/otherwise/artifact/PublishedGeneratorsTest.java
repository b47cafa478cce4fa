package io.otherwise.artifact;

import static io.otherwise.artifact.TinyCheckpoints.assertSame;
import static io.otherwise.artifact.TinyCheckpoints.picture;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.Workbench;
import io.otherwise.diffusion.NoiseSchedule;
import io.otherwise.explain.Seed;
import io.otherwise.model.AdmPredictor;
import io.otherwise.model.Autoencoder;
import io.otherwise.model.ClipTokenizer;
import io.otherwise.model.EmbeddedDdpm;
import io.otherwise.model.EmbeddedLdm;
import io.otherwise.model.KlFirstStage;
import io.otherwise.model.LatentDiffusion;
import io.otherwise.model.LdmNoisePredictor;
import io.otherwise.model.PixelDiffusion;
import io.otherwise.model.TextConditioning;
import io.otherwise.model.VqFirstStage;
import io.otherwise.network.AdmUNet;
import io.otherwise.network.ClipText;
import io.otherwise.network.KlAutoencoder;
import io.otherwise.network.LdmUNet;
import io.otherwise.network.VqAutoencoder;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Published diffusion models in miniature: same layouts, manifests and names, small networks. */
class PublishedGeneratorsTest {
  private static final String UNET = "model.diffusion_model.";
  private static final String FIRST = "first_stage_model.";
  private static final String TEXT = "cond_stage_model.transformer.";
  private static final String TABLE = "cond_stage_model.embedding.weight";

  private static final String[] BESIDES = {
    "betas", "sqrt_one_minus_alphas_cumprod", "posterior_variance", "logvar", "model_ema.decay"
  };

  private static final VqAutoencoder VQ = new VqAutoencoder(32, List.of(1, 1), 1, 3, 3, 16, 1);
  private static final KlAutoencoder KL = new KlAutoencoder(32, List.of(1, 1), 1, 4, 4, 1);
  private static final ClipText CLIP = new ClipText(516, 6, 8, 1, 2, 16);

  @TempDir Path project;
  private TinyCheckpoints tiny;

  @BeforeEach
  void empty() throws IOException {
    tiny = new TinyCheckpoints(project);
  }

  private static LdmUNet unet(int channels) {
    return new LdmUNet(channels, channels, 32, 1, List.of(1, 1), List.of(2), 2, -1, 1, 8);
  }

  private static Consumer<Script> written(LdmUNet unet) {
    return s -> unet.forward(s.layers(), s.input("z"), s.input("t"), s.input("c"));
  }

  /** The ImageNet model's, with changes. */
  private static Map<String, Object> configuration(Map<String, Object> changes) {
    Map<String, Object> config = new LinkedHashMap<>(EmbeddedLdm.config(unet(3)));
    config.put("unconditional", 4);
    config.putAll(changes);
    return config;
  }

  private Map<String, FloatTensor> imageNet() throws IOException {
    tiny.manifest("cin256-v2-first-stage", EmbeddedLdm.config(VQ));
    Path file = tiny.manifest("cin256-v2", configuration(Map.of()));
    Map<String, FloatTensor> all = TinyCheckpoints.weights(UNET, written(unet(3)));
    all.putAll(
        TinyCheckpoints.weights(
            FIRST,
            s -> {
              VQ.encode(s.layers(), s.input("x"));
              VQ.decode(s.layers(), VQ.quantise(s.layers(), s.input("z")).latent());
            }));
    all.putAll(TinyCheckpoints.table(TABLE, 5, 8));
    TinyCheckpoints.torch(file, "state_dict", all, BESIDES);
    return all;
  }

  private Map<String, FloatTensor> stableDiffusion() throws IOException {
    tiny.manifest("sd-v1-4-first-stage", EmbeddedLdm.config(KL));
    tiny.manifest("sd-v1-4-text", Json.MAPPER.convertValue(CLIP, Map.class));
    TinyCheckpoints.lines(
        tiny.manifest("clip-merges", Map.of()), "#version: 0.2", "o l", "ol d</w>");
    Path file = tiny.manifest("sd-v1-4", EmbeddedLdm.config(unet(4)));
    Map<String, FloatTensor> all = TinyCheckpoints.weights(UNET, written(unet(4)));
    all.putAll(
        TinyCheckpoints.weights(
            FIRST,
            s -> {
              KL.moments(s.layers(), s.input("x"));
              KL.decode(s.layers(), s.input("z"));
            }));
    all.putAll(TinyCheckpoints.weights(TEXT, s -> CLIP.forward(s.layers(), s.input("ids"))));
    String[] besides = Arrays.copyOf(BESIDES, BESIDES.length + 1);
    besides[BESIDES.length] = TEXT + "text_model.embeddings.position_ids";
    TinyCheckpoints.torch(file, "state_dict", all, besides);
    return all;
  }

  private static Function<Script.Parameter, float[]> below(
      Map<String, FloatTensor> weights, String prefix) {
    return p -> weights.get(prefix + p.key()).values();
  }

  private static Noise noise() {
    return Noise.counted(Seed.seed(0), List.of("a"));
  }

  private static void assertDenoisesAs(LatentDiffusion model, LdmNoisePredictor direct) {
    Tensor z = picture(model.autoencoder().channels(), 4);
    Tensor t = Tensor.of(new long[] {5}, 1);
    Tensor context = model.conditioning().none(1);
    assertSame(direct.predict(z, t, context), model.predictor().predict(z, t, context));
  }

  private static void assertCodesAs(LatentDiffusion model, Autoencoder direct) {
    Tensor z = direct.encode(picture(3, 8), noise());
    assertSame(z, model.autoencoder().encode(picture(3, 8), noise()));
    assertSame(direct.decode(z), model.autoencoder().decode(z));
  }

  @Test
  void the_image_net_model_opens_from_one_file_with_its_own_schedule() throws IOException {
    Map<String, FloatTensor> weights = imageNet();

    try (Scope scope = Scope.open();
        Workbench lab = Workbench.open(project);
        VqFirstStage first = new VqFirstStage(VQ, true, below(weights, FIRST));
        LdmNoisePredictor direct = new LdmNoisePredictor(unet(3), below(weights, UNET))) {
      LatentDiffusion model = lab.latentDiffusion("cin256-v2");

      assertDenoisesAs(model, direct);
      assertCodesAs(model, first);
      assertEquals(
          NoiseSchedule.cin256().alphaBar(999), model.schedule().alphaBar(999), "to the bit");
      Tensor second = model.conditioning().towards(List.of("2"));
      assertArrayEquals(new long[] {1, 1, 8}, second.shape());
      assertEquals(16, second.floats()[0]);
      assertEquals(32, model.conditioning().none(1).floats()[0], "the last row is no class");
    }
  }

  @Test
  void stable_diffusion_opens_from_one_file_with_its_text_network() throws IOException {
    Map<String, FloatTensor> weights = stableDiffusion();
    ClipTokenizer tokenizer = new ClipTokenizer(List.of("o l", "ol d</w>"), 6);

    try (Scope scope = Scope.open();
        Workbench lab = Workbench.open(project);
        KlFirstStage first = new KlFirstStage(KL, 0.18215, below(weights, FIRST));
        TextConditioning text =
            new TextConditioning(CLIP, tokenizer, Map.of(), below(weights, TEXT));
        LdmNoisePredictor direct = new LdmNoisePredictor(unet(4), below(weights, UNET))) {
      LatentDiffusion model = lab.latentDiffusion("sd-v1-4");

      assertDenoisesAs(model, direct);
      assertCodesAs(model, first);
      assertEquals(NoiseSchedule.stableDiffusion().alphaBar(999), model.schedule().alphaBar(999));
      List<String> prompt = List.of("Old hat");
      assertSame(text.towards(prompt), model.conditioning().towards(prompt));
      assertSame(text.none(2), model.conditioning().none(2));
    }
  }

  @Test
  void a_pixel_model_opens_from_a_flat_file() throws IOException {
    AdmUNet unet =
        new AdmUNet(3, 6, 32, 1, List.of(1, 1), List.of(2), 2, -1, 0, AdmUNet.Style.PUBLISHED, 1);
    Path file = tiny.manifest("ddpm-celeba", EmbeddedDdpm.config(unet, NoiseSchedule.linear(500)));
    Map<String, FloatTensor> weights =
        TinyCheckpoints.weights("", s -> unet.forward(s.layers(), s.input("x"), s.input("t")));
    TinyCheckpoints.torch(file, "", weights);

    try (Scope scope = Scope.open();
        Workbench lab = Workbench.open(project);
        AdmPredictor direct = new AdmPredictor(unet, below(weights, ""))) {
      PixelDiffusion model = lab.pixelDiffusion("ddpm-celeba");

      Tensor t = Tensor.of(new long[] {40}, 1);
      assertSame(direct.predict(picture(3, 8), t), model.predictor().predict(picture(3, 8), t));
      assertEquals(500, model.schedule().steps());
    }
  }

  @Test
  void a_missing_file_names_the_command_that_fetches_it() throws IOException {
    imageNet();
    Files.delete(project.resolve("downloads/cin256-v2.ckpt"));

    String message = refusal(UncheckedIOException.class, "cin256-v2");

    assertTrue(message.endsWith("environment/fetch cin256-v2-first-stage"), message);
  }

  @Test
  void missing_merges_are_noticed_before_anything_large_is_read() throws IOException {
    stableDiffusion();
    Files.delete(project.resolve("downloads/clip-merges.txt"));

    String message = refusal(UncheckedIOException.class, "sd-v1-4");

    assertTrue(message.endsWith("environment/fetch clip-merges"), message);
  }

  @Test
  void a_file_of_another_configuration_is_refused_by_its_names() throws IOException {
    imageNet();
    tiny.manifest("cin256-v2", configuration(Map.of("residualBlocks", 2)));

    String message = refusal(IllegalArgumentException.class, "cin256-v2");

    assertTrue(message.contains("missing are [model.diffusion_model."), message);
  }

  @Test
  void a_schedule_in_other_words_is_refused() throws IOException {
    imageNet();
    tiny.manifest("cin256-v2", configuration(Map.of("schedule", "cosine")));

    String message = refusal(IllegalArgumentException.class, "cin256-v2");

    assertTrue(message.contains("cin256-v2 has \"cosine\""), message);
  }

  private String refusal(Class<? extends RuntimeException> type, String name) {
    try (Workbench lab = Workbench.open(project)) {
      return Refused.assertRefused(type, () -> lab.latentDiffusion(name)).getMessage();
    }
  }
}
