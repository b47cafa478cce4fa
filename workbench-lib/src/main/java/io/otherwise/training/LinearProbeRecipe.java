package io.otherwise.training;

import io.otherwise.artifact.FloatTensor;
import io.otherwise.network.ResNet;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import io.otherwise.world.flower.FlowerScene;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Trains a linear layer on a frozen encoder to name the species of a flower, as LDCE does with DINO
 * on Oxford Flowers (Farid et al. 2023, Appendix C). Every picture is encoded once.
 *
 * @param architecture encoder and linear layer together
 * @param seed of the batches
 * @param batch flowers a step
 */
public record LinearProbeRecipe(ResNet architecture, long seed, int batch, Stage stage)
    implements FeatureRecipe<FlowerScene> {
  /** Where a ResNet has its linear layer. */
  private static final String HEAD = "fc";

  private static final int CHUNK = 100;

  /** The loss as one script: pooled features N x width and the number of each species. */
  private Script loss() {
    Script s = new Script(Script.Precision.FLOAT32, true);
    Value features = s.input("features");
    Value species = s.input("species");
    Value logits =
        s.layers().at(HEAD).linear(features, architecture.features(), architecture.classes());
    s.returns(s.call("torch.cross_entropy_loss", logits, species, null, 1));
    return s;
  }

  /**
   * Runs its stage.
   *
   * @param start the encoder's weights, which stay as they are, and where the layer begins
   */
  @Override
  public Stage.Result run(
      ScenePool<FlowerScene> pool,
      Function<Script.Parameter, float[]> start,
      Stage.Listener listener) {
    Script seen = new Script();
    seen.returns(
        architecture
            .headless()
            .forward(seen.layers(), seen.input("image").times(2).plus(-1))
            .logits());
    float[][] features = encoded(seen, pool, start);
    Script head = loss();
    try (Network network = new Network(head, Weights.from(head.parameters(), start))) {
      Stage.Result learnt =
          stage.run(
              network, step -> inputs(pool, features, step), new Whole(seen, start, listener));
      return whole(seen, start, learnt);
    }
  }

  private static float[][] encoded(
      Script encoder, ScenePool<FlowerScene> pool, Function<Script.Parameter, float[]> start) {
    float[][] rows = new float[pool.size()][];
    try (Network network = new Network(encoder, Weights.from(encoder.parameters(), start))) {
      for (int from = 0; from < rows.length; from += CHUNK) {
        int n = Math.min(CHUNK, rows.length - from);
        try (Scope scope = Scope.open()) {
          Tensor some = network.run(pool.images(IntStream.range(from, from + n).toArray()));
          for (int i = 0; i < n; i++) {
            rows[from + i] = some.narrow(0, i, 1).floats();
          }
        }
      }
    }
    return rows;
  }

  private Tensor[] inputs(ScenePool<FlowerScene> pool, float[][] features, int step) {
    int[] flowers = pool.batch(seed, step, batch);
    int width = architecture.features();
    float[] rows = new float[batch * width];
    for (int i = 0; i < batch; i++) {
      System.arraycopy(features[flowers[i]], 0, rows, i * width, width);
    }
    return new Tensor[] {Tensor.of(rows, batch, width), SpeciesRecipe.species(pool, flowers)};
  }

  /** The encoder as it was, and the layer. */
  private static Stage.Result whole(
      Script encoder, Function<Script.Parameter, float[]> start, Stage.Result head) {
    Map<String, FloatTensor> weights = new LinkedHashMap<>();
    for (Script.Parameter p : encoder.parameters()) {
      weights.put(p.key(), new FloatTensor(p.shape(), start.apply(p)));
    }
    weights.putAll(head.weights());
    return new Stage.Result(weights, head.curve());
  }

  /** Hands on checkpoints of the whole network. */
  private record Whole(
      Script encoder, Function<Script.Parameter, float[]> start, Stage.Listener listener)
      implements Stage.Listener {
    @Override
    public void at(Stage.Point point, Stage stage) {
      listener.at(point, stage);
    }

    @Override
    public void checkpoint(Stage.Result soFar) {
      listener.checkpoint(whole(encoder, start, soFar));
    }
  }
}
