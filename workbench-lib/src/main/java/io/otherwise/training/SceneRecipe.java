package io.otherwise.training;

import io.otherwise.network.ImageNetwork;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;
import io.otherwise.world.Attribute;
import io.otherwise.world.Detail;
import io.otherwise.world.Scene;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Trains a network to tell all of a scene: every attribute, the values of the continuous ones, and
 * pose, light, background and person. Its layers then react to whatever a picture of this world can
 * differ in, as those of networks trained on a thousand kinds of things do. Loss: binary
 * cross-entropy of the attributes plus half the mean squared error of the rest.
 */
public record SceneRecipe(ImageNetwork architecture, long seed, int batch, Stage stage)
    implements FeatureRecipe<Scene> {
  private static final List<Attribute> CONTINUOUS =
      Arrays.stream(Attribute.values()).filter(Attribute::continuous).toList();

  /** Deviation of a continuous attribute about one half. */
  private static final double SPREAD = 0.34;

  private static final double MEASURED_WEIGHT = 0.5;

  public SceneRecipe {
    if (architecture.classes() != outputs().size()) {
      throw new IllegalArgumentException(
          "a network that tells a scene has one output for each of "
              + outputs()
              + ", which are "
              + outputs().size()
              + ", but it had "
              + architecture.classes()
              + "; make it with as many classes");
    }
  }

  /** What the outputs tell in order: attributes, then {@code smile value} and so on, details. */
  public static List<String> outputs() {
    List<String> names = new ArrayList<>();
    Arrays.stream(Attribute.values()).map(Attribute::key).forEach(names::add);
    CONTINUOUS.stream().map(a -> a.key() + " value").forEach(names::add);
    Arrays.stream(Detail.values()).map(Detail::key).forEach(names::add);
    return List.copyOf(names);
  }

  /** The loss as one script: images N x 3 x H x W in [0, 1] and targets N x outputs. */
  static Script loss(ImageNetwork architecture, Script.Precision precision) {
    Script s = new Script(precision, true);
    Value image = s.input("image");
    Value targets = s.input("targets");
    Value told = architecture.forward(s.layers(), image.times(2).plus(-1)).logits();
    int attributes = Attribute.values().length;
    int rest = outputs().size() - attributes;
    Value decided =
        s.call(
            "torch.binary_cross_entropy_with_logits",
            told.narrow(1, 0, attributes),
            targets.narrow(1, 0, attributes),
            null,
            null,
            1);
    Value error = told.narrow(1, attributes, rest).minus(targets.narrow(1, attributes, rest));
    s.returns(decided.plus(s.call("torch.mean", error.square()).times(MEASURED_WEIGHT)));
    return s;
  }

  @Override
  public Stage.Result run(
      ScenePool<Scene> pool, Function<Script.Parameter, float[]> start, Stage.Listener listener) {
    Script script = loss(architecture, Stage.precision());
    return Settled.run(stage, script, step -> inputs(pool, step), start, listener);
  }

  private Tensor[] inputs(ScenePool<Scene> pool, int step) {
    int[] faces = pool.batch(seed, step, batch);
    int width = outputs().size();
    float[] targets = new float[batch * width];
    for (int i = 0; i < batch; i++) {
      System.arraycopy(targets(pool.scene(faces[i])), 0, targets, i * width, width);
    }
    return new Tensor[] {pool.images(faces), Tensor.of(targets, batch, width)};
  }

  /** What the network should say of a scene, in the order of {@link #outputs()}. */
  static float[] targets(Scene scene) {
    float[] targets = new float[outputs().size()];
    int at = 0;
    for (Attribute attribute : Attribute.values()) {
      targets[at++] = scene.label(attribute) ? 1 : 0;
    }
    for (Attribute attribute : CONTINUOUS) {
      targets[at++] = (float) ((scene.shown(attribute) - 0.5) / SPREAD);
    }
    for (Detail detail : Detail.values()) {
      targets[at++] = (float) scene.detail(detail);
    }
    return targets;
  }
}
