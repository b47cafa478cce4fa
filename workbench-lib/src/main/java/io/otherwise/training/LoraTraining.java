package io.otherwise.training;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.SafeTensors;
import io.otherwise.diffusion.NoiseSchedule;
import io.otherwise.model.EmbeddedLora;
import io.otherwise.model.WordTokenizer;
import io.otherwise.network.Lora;
import io.otherwise.tensor.Script;
import io.otherwise.world.Knobs;
import io.otherwise.world.Scene;
import io.otherwise.world.Split;
import java.io.IOException;
import java.util.function.Function;

/**
 * Adapts the text-conditional model to one family by factors of low rank: the role of LDCE's last
 * row in Table 6, Stable Diffusion fine-tuned on the faces that it explains.
 */
final class LoraTraining {
  static final int SEED = 5;

  private final WeightFolder folder;
  private final GeneratorTraining generators;

  LoraTraining(WeightFolder folder, GeneratorTraining generators) {
    this.folder = folder;
    this.generators = generators;
  }

  /** Faces and their captions, under the coverage of the base: adapting lets in nothing new. */
  void textOnFaces(String name) throws IOException {
    Artifacts project = folder.project();
    Manifest base = project.manifest(GeneratorManifests.TEXT);
    SafeTensors weights = SafeTensors.read(project.file(base.name()));
    requireSameBase(name, project);
    Function<Script.Parameter, float[]> start = folder.start(name, Initial.weights(SEED, Lora.UP));
    int rank = Integer.getInteger("rank", Lora.usual().rank());
    Lora lora = new Lora(rank, rank);
    ScenePool<Scene> faces =
        Pools.faces(
            Split.TRAIN,
            Knobs.clean(),
            Coverage.shipped(),
            Integer.getInteger("pool", 12_000),
            folder::progress);
    Stage.Result result =
        recipe()
            .factors(
                lora,
                DenoiserRecipe.SMALL,
                NoiseSchedule.stableDiffusion(),
                latents(faces, base),
                captions(faces),
                p -> weights.floats(p.key()),
                start,
                folder.report(name));
    folder.save(name, result);
    folder.manifests().describeLora(base, lora);
  }

  /** Factors that go on learning do so beside the weights beside which they began. */
  private void requireSameBase(String name, Artifacts project) {
    // A stage that was cut off left factors, but no manifest.
    if (folder.continues(name) && project.names().contains(name)) {
      EmbeddedLora.requireBase(project, project.manifest(name));
    }
  }

  private DenoiserRecipe recipe() {
    int steps = Integer.getInteger("steps", 1500);
    double rate = Integer.getInteger("microRate", 1000) * 1e-6;
    return new DenoiserRecipe(
        folder.seed(SEED), 48, new Stage(steps, new LearningRate(rate, 100, steps), 0, 0.998));
  }

  /** Scaled as the base knows them, whatever the deviation of faces alone. */
  private DenoiserRecipe.Latents latents(ScenePool<Scene> faces, Manifest base) {
    double scale = base.config("scaleFactor", Number.class).doubleValue();
    return generators.encoded(faces, GeneratorManifests.WORLD_AUTOENCODER).scaled(scale);
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
