package io.otherwise.training;

import io.otherwise.artifact.SafeTensors;
import io.otherwise.diffusion.NoiseSchedule;
import io.otherwise.tensor.Script;
import io.otherwise.world.Knobs;
import io.otherwise.world.Scene;
import io.otherwise.world.Split;
import io.otherwise.world.flower.FlowerKnobs;
import java.io.IOException;
import java.util.function.Function;

/** The stages of what draws pictures: autoencoder, denoiser, pixel diffusion. */
final class GeneratorTraining {
  private final WeightFolder folder;

  GeneratorTraining(WeightFolder folder) {
    this.folder = folder;
  }

  void autoencoder(String name) throws IOException {
    Function<Script.Parameter, float[]> fresh = Initial.weights(1, "conv2.weight");
    Pictures faces = pool(Integer.getInteger("pool", 12_000));
    autoencoder(name, 1, faces, folder.start(name, fresh));
    folder.manifests().describeAutoencoder();
  }

  void worldAutoencoder(String name) throws IOException {
    Function<Script.Parameter, float[]> fresh = folder.like("faces-autoencoder", Initial.weights(11));
    autoencoder(name, 11, both(9000, 9000), folder.start(name, fresh));
    folder.manifests().describeWorldAutoencoder();
  }

  private void autoencoder(
      String name, int seed, Pictures pictures, Function<Script.Parameter, float[]> start)
      throws IOException {
    AutoencoderRecipe recipe =
        new AutoencoderRecipe(
            Integer.getInteger("seed", seed),
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
            Integer.getInteger("seed", 12),
            Integer.getInteger("batch", 16),
            Reconstruction.SHIPPED,
            0.25,
            firstStage());
    Stage.Result result =
        recipe.run(VqRecipe.WORLD, both(9000, 9000), start, folder.report(name));
    folder.save(name, result);
    folder.manifests().describeWorldVq();
  }

  private static Stage firstStage() {
    int steps = Integer.getInteger("steps", 2400);
    double rate = Integer.getInteger("microRate", 1000) * 1e-6;
    return new Stage(steps, new LearningRate(rate, 100, steps), 0, 0.998);
  }

  void denoiser(String name) throws IOException {
    int steps = Integer.getInteger("steps", 4000);
    ScenePool<Scene> pool = pool(Integer.getInteger("pool", 20_000));
    SafeTensors first = SafeTensors.read(folder.file("faces-autoencoder"));
    FaceLatents latents =
        new FaceLatents(
            pool, AutoencoderRecipe.SMALL, p -> first.floats(p.key()), folder::progress);
    folder.say("scale factor " + latents.scale());
    DenoiserRecipe recipe =
        new DenoiserRecipe(
            Integer.getInteger("seed", 3),
            48,
            new Stage(steps, new LearningRate(5e-4, 200, steps), 0, 0.999));
    Stage.Result result =
        recipe.run(
            DenoiserRecipe.FACES,
            NoiseSchedule.stableDiffusion(),
            latents,
            folder.start(
                name,
                Initial.weights(3, "out_layers.3.weight", "proj_out.weight", ".out.2.weight")),
            folder.report(name));
    folder.save(name, result);
    folder.manifests().describeDenoiser(latents.scale());
  }

  void pixels(String name) throws IOException {
    int steps = Integer.getInteger("steps", 5000);
    Function<Script.Parameter, float[]> start =
        folder.start(
            name, Initial.weights(4, "out_layers.3.weight", "proj_out.weight", "out.2.weight"));
    // Another stage draws other batches.
    long seed = Integer.getInteger("seed", 10 * folder.stage() - 6);
    PixelRecipe recipe =
        new PixelRecipe(
            seed,
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
  private Pictures both(int faces, int flowers) {
    return pool(Integer.getInteger("pool", faces))
        .and(
            Pools.flowers(
                Split.TRAIN,
                FlowerKnobs.clean(),
                Integer.getInteger("flowers", flowers),
                folder::progress));
  }

  private ScenePool<Scene> pool(int size) {
    return Pools.faces(Split.TRAIN, Knobs.clean(), size, folder::progress);
  }
}
