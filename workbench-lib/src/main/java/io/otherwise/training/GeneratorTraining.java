package io.otherwise.training;

import io.otherwise.artifact.SafeTensors;
import io.otherwise.diffusion.NoiseSchedule;
import io.otherwise.model.WordTokenizer;
import io.otherwise.network.ClipText;
import io.otherwise.tensor.Script;
import io.otherwise.world.Attribute;
import io.otherwise.world.Knobs;
import io.otherwise.world.Scene;
import io.otherwise.world.Split;
import io.otherwise.world.flower.FlowerKnobs;
import io.otherwise.world.flower.FlowerScene;
import io.otherwise.world.flower.Species;
import java.io.IOException;
import java.util.function.Function;

/** The stages of what draws pictures: autoencoder, denoiser, pixel diffusion. */
final class GeneratorTraining {
  private static final int CONTEXT = DenoiserRecipe.SMALL.contextWidth();

  private final WeightFolder folder;

  GeneratorTraining(WeightFolder folder) {
    this.folder = folder;
  }

  void autoencoder(String name) throws IOException {
    Function<Script.Parameter, float[]> fresh = Initial.weights(1, "conv2.weight");
    Pictures faces = pool(Integer.getInteger("pool", 12_000));
    autoencoder(name, folder.start(name, fresh), 1, faces);
    folder.manifests().describeFirstStage(name);
  }

  void worldAutoencoder(String name) throws IOException {
    Function<Script.Parameter, float[]> fresh =
        folder.like("faces-autoencoder", Initial.weights(11));
    autoencoder(name, folder.start(name, fresh), 11, both(9000, 9000));
    folder.manifests().describeFirstStage(name);
  }

  private void autoencoder(
      String name, Function<Script.Parameter, float[]> start, int seed, Pictures pictures)
      throws IOException {
    AutoencoderRecipe recipe =
        new AutoencoderRecipe(
            folder.seed(seed),
            Integer.getInteger("batch", 16),
            Reconstruction.SHIPPED,
            1e-4,
            firstStage());
    folder.save(name, recipe.run(AutoencoderRecipe.SMALL, pictures, start, folder.report(name)));
  }

  void worldVq(String name) throws IOException {
    Function<Script.Parameter, float[]> start =
        folder.start(name, folder.like("world-autoencoder", Initial.weights(12)));
    VqRecipe recipe =
        new VqRecipe(
            folder.seed(12),
            Integer.getInteger("batch", 16),
            Reconstruction.SHIPPED,
            0.25,
            firstStage());
    Stage.Result result = recipe.run(VqRecipe.WORLD, both(9000, 9000), start, folder.report(name));
    folder.save(name, result);
    folder.manifests().describeFirstStage(name);
  }

  private static Stage firstStage() {
    return firstStage(2400, 1000);
  }

  /** The usual number of steps and millionths of the peak rate, unless the command says others. */
  static Stage firstStage(int usualSteps, int usualRate) {
    int steps = Integer.getInteger("steps", usualSteps);
    double rate = Integer.getInteger("microRate", usualRate) * 1e-6;
    return new Stage(steps, new LearningRate(rate, 100, steps), 0, 0.998);
  }

  void denoiser(String name) throws IOException {
    Function<Script.Parameter, float[]> start = folder.start(name, fresh(3));
    ScenePool<Scene> pool = pool(Integer.getInteger("pool", 20_000));
    EncodedPictures latents = encoded(pool, GeneratorManifests.AUTOENCODER);
    denoiser(name, start, 3, latents, tokens(folder.seed(3), pool));
    folder.manifests().describeDenoiser(latents.scale());
  }

  /** What stands in the condition of a face: its labels, each dropped now and then. */
  static AttributeTokens tokens(long seed, ScenePool<Scene> faces) {
    return new AttributeTokens(
        seed,
        Attribute.values().length,
        (image, attribute) -> faces.scene(image).label(Attribute.values()[attribute]));
  }

  void text(String name) throws IOException {
    Function<Script.Parameter, float[]> start =
        folder.start(name, folder.like(GeneratorManifests.DENOISER, fresh(21)));
    Coverage coverage = Coverage.shipped();
    ScenePool<Scene> faces =
        Pools.faces(
            Split.TRAIN,
            Knobs.clean(),
            coverage,
            Integer.getInteger("pool", 12_000),
            folder::progress);
    ScenePool<FlowerScene> flowers =
        Pools.flowers(
            Split.TRAIN,
            FlowerKnobs.clean(),
            coverage,
            Integer.getInteger("flowers", 8000),
            folder::progress);
    EncodedPictures latents = encoded(faces.and(flowers), GeneratorManifests.WORLD_AUTOENCODER);
    WordTokenizer tokenizer = WorldCaptions.tokenizer();
    ClipText text = reader(tokenizer);
    CaptionTokens captions =
        new CaptionTokens(
            folder.seed(21), text, tokenizer, new WorldCaptions(faces, flowers, coverage));
    denoiser(name, start, 21, latents, captions);
    folder.manifests().describeText(latents.scale(), text, tokenizer);
  }

  /** The text network that learns with the denoiser. */
  static ClipText reader(WordTokenizer tokenizer) {
    return new ClipText(tokenizer.vocabulary(), tokenizer.length(), CONTEXT, 2, 4, 4 * CONTEXT);
  }

  void flowers(String name) throws IOException {
    Function<Script.Parameter, float[]> start =
        folder.start(name, folder.like(GeneratorManifests.TEXT, fresh(31)));
    ScenePool<FlowerScene> flowers =
        Pools.flowers(
            Split.TRAIN,
            FlowerKnobs.clean(),
            Integer.getInteger("flowers", 12_000),
            folder::progress);
    EncodedPictures latents = codes(flowers);
    ClassTokens classes =
        new ClassTokens(
            folder.seed(31),
            Species.values().length,
            image -> flowers.scene(image).species().ordinal());
    denoiser(name, start, 31, latents, classes);
    folder.manifests().describeFlowers(latents.scale());
  }

  /** Pictures through the first stage of a name. */
  EncodedPictures encoded(Pictures pictures, String firstStage) {
    SafeTensors first = SafeTensors.read(folder.file(firstStage));
    return EncodedPictures.kl(
        pictures,
        Scene.SIDE,
        AutoencoderRecipe.SMALL,
        p -> first.floats(p.key()),
        folder::progress);
  }

  /** The same through the one with a codebook. */
  EncodedPictures codes(Pictures pictures) {
    SafeTensors first = SafeTensors.read(folder.file(GeneratorManifests.WORLD_VQ));
    return EncodedPictures.vq(
        pictures, Scene.SIDE, VqRecipe.WORLD, p -> first.floats(p.key()), folder::progress);
  }

  private static Function<Script.Parameter, float[]> fresh(long seed) {
    return Initial.weights(seed, "out_layers.3.weight", "proj_out.weight", ".out.2.weight");
  }

  private void denoiser(
      String name,
      Function<Script.Parameter, float[]> start,
      int seed,
      EncodedPictures latents,
      Condition condition)
      throws IOException {
    folder.say("scale factor " + latents.scale());
    int steps = Integer.getInteger("steps", 4000);
    DenoiserRecipe recipe =
        new DenoiserRecipe(
            folder.seed(seed), 48, new Stage(steps, new LearningRate(5e-4, 200, steps), 0, 0.999));
    Stage.Result result =
        recipe.run(
            DenoiserRecipe.SMALL,
            NoiseSchedule.stableDiffusion(),
            latents,
            condition,
            start,
            folder.report(name));
    folder.save(name, result);
  }

  void pixels(String name) throws IOException {
    int steps = Integer.getInteger("steps", 5000);
    Function<Script.Parameter, float[]> start =
        folder.start(
            name, Initial.weights(4, "out_layers.3.weight", "proj_out.weight", "out.2.weight"));
    PixelRecipe recipe =
        new PixelRecipe(
            folder.seed(4),
            Integer.getInteger("batch", 16),
            folder.stage() == 1 ? PixelRecipe.Focus.EVEN : PixelRecipe.Focus.EDITS,
            new Stage(
                steps,
                new LearningRate(Integer.getInteger("microRate", 600) * 1e-6, 200, steps),
                0,
                0.999));
    Stage.Result result =
        recipe.run(
            PixelRecipe.WORLD,
            PixelRecipe.SCHEDULE,
            both(18_000, 7000),
            start,
            folder.report(name));
    folder.save(name, result);
    folder.manifests().describePixels();
  }

  /** Pictures of both families: how many of each unless the command says otherwise. */
  Pictures both(int faces, int flowers) {
    return pool(Integer.getInteger("pool", faces))
        .and(
            Pools.flowers(
                Split.TRAIN,
                FlowerKnobs.clean(),
                Integer.getInteger("flowers", flowers),
                folder::progress));
  }

  ScenePool<Scene> pool(int size) {
    return Pools.faces(Split.TRAIN, Knobs.clean(), size, folder::progress);
  }
}
