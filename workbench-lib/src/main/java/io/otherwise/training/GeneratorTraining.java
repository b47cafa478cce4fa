package io.otherwise.training;

import io.otherwise.artifact.SafeTensors;
import io.otherwise.diffusion.NoiseSchedule;
import io.otherwise.tensor.Script;
import io.otherwise.world.Knobs;
import io.otherwise.world.Scene;
import io.otherwise.world.Split;
import io.otherwise.world.flower.FlowerKnobs;
import io.otherwise.world.flower.FlowerScene;
import java.io.IOException;
import java.util.function.Function;

/** The stages of what draws pictures: autoencoder, denoiser, pixel diffusion. */
final class GeneratorTraining {
  private final WeightFolder folder;

  GeneratorTraining(WeightFolder folder) {
    this.folder = folder;
  }

  void autoencoder(String name) throws IOException {
    int steps = Integer.getInteger("steps", 2400);
    ScenePool<Scene> pool = pool(Integer.getInteger("pool", 12_000));
    AutoencoderRecipe recipe =
        new AutoencoderRecipe(
            Integer.getInteger("seed", 1),
            Integer.getInteger("batch", 16),
            0.5,
            10,
            1e-4,
            4,
            new Stage(
                steps,
                new LearningRate(Integer.getInteger("microRate", 1000) * 1e-6, 100, steps),
                0,
                0.998));
    Stage.Result result =
        recipe.run(
            AutoencoderRecipe.FACES,
            pool,
            folder.start(name, Initial.weights(1, "conv2.weight")),
            folder.report(name));
    folder.save(name, result);
    folder.diffusion().describeAutoencoder();
  }

  void denoiser(String name) throws IOException {
    int steps = Integer.getInteger("steps", 4000);
    ScenePool<Scene> pool = pool(Integer.getInteger("pool", 20_000));
    SafeTensors first = SafeTensors.read(folder.file("faces-autoencoder"));
    FaceLatents latents =
        new FaceLatents(
            pool, AutoencoderRecipe.FACES, p -> first.floats(p.key()), folder::progress);
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
    folder.diffusion().describeDenoiser(latents.scale());
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
            pool(Integer.getInteger("pool", 18_000)).and(flowers()),
            start,
            folder.report(name));
    folder.save(name, result);
    folder.diffusion().describePixels();
  }

  private ScenePool<FlowerScene> flowers() {
    return Pools.flowers(
        Split.TRAIN, FlowerKnobs.clean(), Integer.getInteger("flowers", 7000), folder::progress);
  }

  private ScenePool<Scene> pool(int size) {
    return Pools.faces(Split.TRAIN, Knobs.clean(), size, folder::progress);
  }
}
