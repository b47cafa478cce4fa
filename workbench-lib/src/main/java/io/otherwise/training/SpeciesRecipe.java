package io.otherwise.training;

import io.otherwise.network.ImageNetwork;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;
import io.otherwise.world.flower.FlowerScene;
import io.otherwise.world.flower.Species;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Trains a network to name the species of a flower: one softmax over all species, cross-entropy.
 * Class i is species i, so that its logits stand in the order of {@link Species#labels()}.
 *
 * @param seed of the batches
 * @param batch flowers a step
 */
public record SpeciesRecipe(ImageNetwork architecture, long seed, int batch, Stage stage)
    implements FeatureRecipe<FlowerScene> {
  public SpeciesRecipe {
    int species = Species.values().length;
    if (architecture.classes() != species) {
      throw new IllegalArgumentException(
          "a classifier of flowers has one logit for each of "
              + species
              + " species, but the network had "
              + architecture.classes()
              + "; make it with as many classes");
    }
  }

  /** The loss as one script: images N x 3 x H x W in [0, 1] and the number of each species. */
  static Script loss(ImageNetwork architecture, Script.Precision precision) {
    Script s = new Script(precision, true);
    Value image = s.input("image");
    Value species = s.input("species");
    Value logits = architecture.forward(s.layers(), image.times(2).plus(-1)).logits();
    s.returns(s.call("torch.cross_entropy_loss", logits, species, null, 1));
    return s;
  }

  @Override
  public Stage.Result run(
      ScenePool<FlowerScene> pool,
      Function<Script.Parameter, float[]> start,
      Stage.Listener listener) {
    Script script = loss(architecture, Stage.precision());
    return Settled.run(stage, script, step -> inputs(pool, step), start, listener);
  }

  Tensor[] inputs(ScenePool<FlowerScene> pool, int step) {
    int[] flowers = pool.batch(seed, step, batch);
    return new Tensor[] {pool.images(flowers), species(pool, flowers)};
  }

  /** The number of each flower's species. */
  static Tensor species(ScenePool<FlowerScene> pool, int... flowers) {
    long[] species =
        Arrays.stream(flowers).mapToLong(f -> pool.scene(f).species().ordinal()).toArray();
    return Tensor.of(species, flowers.length);
  }
}
