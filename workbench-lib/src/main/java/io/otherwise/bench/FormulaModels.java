package io.otherwise.bench;

import static io.otherwise.bench.FormulaWeights.below;

import io.otherwise.diffusion.NoiseSchedule;
import io.otherwise.explain.Image;
import io.otherwise.model.AdmPredictor;
import io.otherwise.model.ClassConditioning;
import io.otherwise.model.Conditioning;
import io.otherwise.model.KlFirstStage;
import io.otherwise.model.LatentDiffusion;
import io.otherwise.model.LdmNoisePredictor;
import io.otherwise.model.NetworkClassifier;
import io.otherwise.model.PixelDiffusion;
import io.otherwise.model.Preprocessing;
import io.otherwise.model.TextConditioning;
import io.otherwise.model.VggFeatures;
import io.otherwise.model.VqFirstStage;
import io.otherwise.model.WordTokenizer;
import io.otherwise.network.AdmUNet;
import io.otherwise.network.ClipText;
import io.otherwise.network.ImageNetwork;
import io.otherwise.network.KlAutoencoder;
import io.otherwise.network.LdmUNet;
import io.otherwise.network.VqAutoencoder;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The published models at their full size, with formula weights instead of the published ones. */
public final class FormulaModels {
  private static final int RUN = 1;
  private static final String UNET = "model.diffusion_model.";
  private static final String FIRST_STAGE = "first_stage_model.";
  private static final String TOKENS = "cond_stage_model.embedding.weight";
  private static final int TOKEN_WIDTH = 512;
  private static final double SCALE = 0.18215;

  private FormulaModels() {}

  /** The class-conditional ImageNet model, 256 pixels: 400 million weights and 55 million. */
  public static LatentDiffusion cin256() {
    List<String> classes = names(1000);
    float[] table =
        FormulaWeights.of(TOKENS, RUN, List.of(classes.size() + 1L, (long) TOKEN_WIDTH));
    return new LatentDiffusion(
        "cin256",
        new LdmNoisePredictor(LdmUNet.cin256(), below(UNET, RUN)),
        new VqFirstStage(VqAutoencoder.f4(), true, below(FIRST_STAGE, RUN)),
        new ClassConditioning(classes, table, TOKEN_WIDTH),
        NoiseSchedule.cin256());
  }

  /** Stable Diffusion 1 with its text network, which reads five words here. */
  public static LatentDiffusion stableDiffusion() {
    return new LatentDiffusion(
        "stable-diffusion",
        new LdmNoisePredictor(LdmUNet.stableDiffusion1(), below(UNET, RUN)),
        new KlFirstStage(KlAutoencoder.stableDiffusion1(), SCALE, below(FIRST_STAGE, RUN)),
        text(),
        NoiseSchedule.stableDiffusion());
  }

  private static Conditioning text() {
    WordTokenizer words = new WordTokenizer(List.of("a", "photo", "of", "class", "one"), 77);
    Map<String, String> prompts = Map.of("class 1", "a photo of class one");
    return new TextConditioning(ClipText.vitL14(), words, prompts, below("", RUN));
  }

  /** A model of pixels in 1,000 steps that learnt its variance. */
  public static PixelDiffusion pixels(String name, AdmUNet architecture) {
    return PixelDiffusion.learned(
        name,
        new AdmPredictor(architecture, below("", RUN)),
        NoiseSchedule.linear(1000),
        architecture.factor());
  }

  /** A classifier whose classes are called {@code class 0}, {@code class 1} and so on. */
  public static NetworkClassifier classifier(
      String name, ImageNetwork architecture, Preprocessing preprocessing) {
    List<String> classes = names(Math.max(2, architecture.classes()));
    return new NetworkClassifier(name, classes, preprocessing, architecture, below("", RUN));
  }

  /** What keeps an edit of DiME's family close. */
  public static VggFeatures perceptual() {
    return VggFeatures.vgg19(below("", RUN));
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "class " + i).toList();
  }

  /** An image of uniform values, the same everywhere. */
  public static Image image(int side) {
    long seed = FormulaWeights.seed("input:image", RUN);
    float[] values = new float[Image.CHANNELS * side * side];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) FormulaWeights.uniform(seed, i);
    }
    return Image.of("formula", side, side, values);
  }
}
