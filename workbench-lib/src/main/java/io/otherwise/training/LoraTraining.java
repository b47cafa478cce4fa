package io.otherwise.training;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.SafeTensors;
import io.otherwise.diffusion.NoiseSchedule;
import io.otherwise.model.EmbeddedLora;
import io.otherwise.model.WordTokenizer;
import io.otherwise.network.Lora;
import io.otherwise.world.Knobs;
import io.otherwise.world.Scene;
import io.otherwise.world.Split;
import java.io.IOException;

/**
 * Adapts a latent model to other pictures by factors of low rank: the text model to one family, as
 * LDCE's last row in Table 6 does with Stable Diffusion, and the model of faces to a world in which
 * old people wear glasses.
 */
final class LoraTraining {
  static final int SEED = 5;

  /**
   * Merged as they were learnt, the factors of the leaning model drew glasses for 89 % of old and
   * 28 % of young people, and more steps changed nothing; merged twice, for 98 and 12 %, where a
   * correlation of .9 has 95 and 5.
   */
  static final int LEANS_TWICE = 2;

  private final WeightFolder folder;
  private final GeneratorTraining generators;

  LoraTraining(WeightFolder folder, GeneratorTraining generators) {
    this.folder = folder;
    this.generators = generators;
  }

  /** Faces and their captions, under the coverage of the base: adapting lets in nothing new. */
  void textOnFaces(String name) throws IOException {
    Manifest base = base(name, GeneratorManifests.TEXT);
    ScenePool<Scene> faces =
        Pools.faces(Split.TRAIN, Knobs.clean(), Coverage.shipped(), pool(12_000), folder::progress);
    DenoiserRecipe.Latents latents = latents(faces, base, GeneratorManifests.WORLD_AUTOENCODER);
    Lora lora = lora(Lora.usual().rank());
    learn(name, base, lora, latents, captions(faces), recipe(1500, 1000));
    folder.manifests().describeTextOnFaces(base, lora);
  }

  /** A generator of faces that connects glasses with age, as some of the classifiers do. */
  void leaning(String name) throws IOException {
    Manifest base = base(name, GeneratorManifests.DENOISER);
    Knobs knobs = Knobs.clean().ageGlasses(GeneratorManifests.LEANS);
    ScenePool<Scene> faces = Pools.faces(Split.TRAIN, knobs, pool(20_000), folder::progress);
    DenoiserRecipe.Latents latents = latents(faces, base, GeneratorManifests.AUTOENCODER);
    // With rank 4 at a quarter of this rate the samples did not change.
    Lora lora = lora(16);
    AttributeTokens tokens = GeneratorTraining.tokens(folder.seed(SEED), faces);
    learn(name, base, lora, latents, tokens, recipe(2000, 4000));
    Lora merged = new Lora(lora.rank(), LEANS_TWICE * lora.alpha());
    folder.manifests().describeLeaning(base, merged);
  }

  private Manifest base(String name, String base) throws IOException {
    Artifacts project = folder.project();
    project.file(base);
    requireSameBase(name, project);
    return project.manifest(base);
  }

  private static int pool(int usual) {
    return Integer.getInteger("pool", usual);
  }

  private static Lora lora(int usual) {
    int rank = Integer.getInteger("rank", usual);
    return new Lora(rank, rank);
  }

  private void learn(
      String name,
      Manifest base,
      Lora lora,
      DenoiserRecipe.Latents latents,
      Condition condition,
      DenoiserRecipe recipe)
      throws IOException {
    SafeTensors weights = SafeTensors.read(folder.file(base.name()));
    Stage.Result result =
        recipe.factors(
            lora,
            DenoiserRecipe.SMALL,
            NoiseSchedule.stableDiffusion(),
            latents,
            condition,
            p -> weights.floats(p.key()),
            folder.start(name, Initial.weights(SEED, Lora.UP)),
            folder.report(name));
    folder.save(name, result);
  }

  /** Factors that go on learning do so beside the weights beside which they began. */
  private void requireSameBase(String name, Artifacts project) {
    // A stage that was cut off left factors, but no manifest.
    if (folder.continues(name) && project.names().contains(name)) {
      EmbeddedLora.requireBase(project, project.manifest(name));
    }
  }

  /** The usual number of steps and millionths of the peak rate, unless the command says others. */
  private DenoiserRecipe recipe(int usualSteps, int usualRate) {
    int steps = Integer.getInteger("steps", usualSteps);
    double rate = Integer.getInteger("microRate", usualRate) * 1e-6;
    return new DenoiserRecipe(
        folder.seed(SEED), 48, new Stage(steps, new LearningRate(rate, 100, steps), 0, 0.998));
  }

  /** Scaled as the base knows them, whatever the deviation of these faces alone. */
  private DenoiserRecipe.Latents latents(
      ScenePool<Scene> faces, Manifest base, String autoencoder) {
    double scale = base.config("scaleFactor", Number.class).doubleValue();
    return generators.encoded(faces, autoencoder).scaled(scale);
  }

  private CaptionTokens captions(ScenePool<Scene> faces) {
    WordTokenizer tokenizer = WorldCaptions.tokenizer();
    return new CaptionTokens(
        folder.seed(SEED),
        GeneratorTraining.reader(tokenizer),
        tokenizer,
        WorldCaptions.ofFaces(faces, Coverage.shipped()));
  }
}
