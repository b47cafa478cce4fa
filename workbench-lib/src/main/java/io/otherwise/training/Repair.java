package io.otherwise.training;

import io.otherwise.artifact.FloatTensor;
import io.otherwise.explain.Progress;
import io.otherwise.explain.Seed;
import io.otherwise.model.NetworkClassifier;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import io.otherwise.world.Attribute;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Scene;
import io.otherwise.world.Split;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Cures a classifier of faces of a shortcut by a few new pictures and a short stage of training on
 * them alone. The pictures are chosen by four groups, each value of the label with each value of
 * the shortcut, equally many of each: in them the shortcut tells nothing.
 *
 * <p>Group-balanced data as in Kirichenko, Izmailov and Wilson (2023), <a
 * href="https://arxiv.org/abs/2204.02937">Last Layer Re-Training is Sufficient for Robustness to
 * Spurious Correlations</a>. Difference: every weight is trained, gently, and not the last layer
 * alone, because fifty pictures a group do not suffice for the last layer of a small network.
 * Statistics of batch normalisation stay as they are.
 *
 * @param label what the classifier is to tell
 * @param shortcut what it leans on
 * @param perGroup new pictures in each of the four groups
 * @param seed chooses the pictures and the batches
 * @param targeted whether the pictures are chosen by group; if not, as many come as they are
 */
public record Repair(
    Attribute label, Attribute shortcut, int perGroup, long seed, boolean targeted, Stage stage) {
  private static final int GROUPS = 4;
  private static final int BATCH = 32;
  private static final int STEPS = 60;

  /** The shipped classifiers learnt from the first 16,000 faces. */
  private static final long FIRST = 1_000_000;

  /** More than any seed looks at. */
  private static final long APART = 100_000;

  public Repair {
    if (label == shortcut || perGroup < 1) {
      throw new IllegalArgumentException(
          "a repair balances a label and another attribute, with at least 1 picture a group, but was asked for %s and %s, %s; 50 suit"
              .formatted(label.key(), shortcut.key(), perGroup));
    }
    if (seed < 0) {
      throw new IllegalArgumentException(
          "seeds of a repair count from 0, but the seed was " + seed + "; choose 0 or more");
    }
  }

  /** Fifty new pictures a group and a minute of training: {@code Repair.of("age", "glasses")}. */
  public static Repair of(String label, String shortcut) {
    return new Repair(Attribute.of(label), Attribute.of(shortcut), 50, 0, true, stage(STEPS));
  }

  private static Stage stage(int steps) {
    return new Stage(steps, new LearningRate(5e-4, Math.min(5, steps), steps), 0, 0.9);
  }

  public Repair seed(long value) {
    return new Repair(label, shortcut, perGroup, value, targeted, stage);
  }

  public Repair perGroup(int pictures) {
    return new Repair(label, shortcut, pictures, seed, targeted, stage);
  }

  public Repair steps(int steps) {
    return new Repair(label, shortcut, perGroup, seed, targeted, stage(steps));
  }

  /** The control: as many pictures, the first of the world, whatever group they belong to. */
  public Repair atRandom() {
    return new Repair(label, shortcut, perGroup, seed, false, stage);
  }

  /**
   * The new faces: training scenes that no shipped network has seen, group by group if they are
   * targeted.
   *
   * @param world where they come from; one in which each of the four groups is common
   */
  public List<Scene> added(FaceWorld world) {
    long first = FIRST + seed * APART;
    if (!targeted) {
      return LongStream.range(first, first + GROUPS * perGroup)
          .mapToObj(i -> world.scene(Split.TRAIN, i))
          .toList();
    }
    List<List<Scene>> groups = new ArrayList<>();
    IntStream.range(0, GROUPS).forEach(g -> groups.add(new ArrayList<>()));
    int missing = GROUPS * perGroup;
    for (long i = first; missing > 0; i++) {
      if (i - first == APART) {
        throw new IllegalArgumentException(
            "a repair needs faces of all four groups of %s and %s, but %s were still missing among %s scenes; take a world in which they are common"
                .formatted(label.key(), shortcut.key(), missing, APART));
      }
      Scene scene = world.scene(Split.TRAIN, i);
      List<Scene> group = groups.get(group(scene));
      if (group.size() < perGroup) {
        group.add(scene);
        missing--;
      }
    }
    return groups.stream().flatMap(List::stream).toList();
  }

  private int group(Scene scene) {
    return (scene.label(label) ? 2 : 0) + (scene.label(shortcut) ? 1 : 0);
  }

  /**
   * A repaired copy; the classifier itself stays as it is.
   *
   * @param classifier a two-sided decision about the label, the negative class first
   * @return to be closed by the caller; its weights depend on the classifier, the world and this
   *     record alone
   */
  public NetworkClassifier of(NetworkClassifier classifier, FaceWorld world) {
    return of(classifier, world, Progress.NONE);
  }

  /** The same, telling the steps. */
  public NetworkClassifier of(NetworkClassifier classifier, FaceWorld world, Progress progress) {
    if (!classifier.classes().equals(List.of(label.negative(), label.positive()))
        || !classifier.binary()) {
      throw new IllegalArgumentException(
          "a repair of %s needs a classifier of one output that tells %s from %s, but %s tells %s; repair another"
              .formatted(
                  label.key(),
                  label.negative(),
                  label.positive(),
                  classifier.name(),
                  classifier.classes()));
    }
    List<Scene> faces = added(world);
    ScenePool<Scene> pool = ScenePool.render(faces::get, faces.size(), Progress.NONE);
    Map<String, FloatTensor> weights = trained(classifier, pool, progress);
    return new NetworkClassifier(
        classifier.name() + ", repair " + seed + (targeted ? "" : " at random"),
        classifier.classes(),
        classifier.preprocessing(),
        classifier.architecture(),
        p -> weights.get(p.key()).values());
  }

  private Map<String, FloatTensor> trained(
      NetworkClassifier from, ScenePool<Scene> pool, Progress progress) {
    Script loss = loss(from);
    Map<String, float[]> start = start(from, loss);
    try (Network network =
        new Network(loss, Weights.from(loss.parameters(), p -> start.get(p.key())))) {
      return stage
          .run(
              network,
              step -> {
                progress.at(step, stage.steps(), "repairing " + from.name());
                return inputs(from, pool, step);
              },
              (point, stage) -> {})
          .weights();
    }
  }

  /**
   * Binary cross-entropy, written as for inference: few pictures would upset running statistics.
   */
  private static Script loss(NetworkClassifier from) {
    Script s = new Script();
    Value image = s.input("image");
    Value labels = s.input("labels");
    Value logits = from.architecture().forward(s.layers(), image).logits();
    s.returns(s.call("torch.binary_cross_entropy_with_logits", logits, labels, null, null, 1));
    return s;
  }

  /** Copies: the optimiser writes into what it is given. */
  private static Map<String, float[]> start(NetworkClassifier from, Script script) {
    Map<String, float[]> values = new HashMap<>();
    try (Network network = from.rewritten(script)) {
      for (int i = 0; i < script.parameters().size(); i++) {
        values.put(
            script.parameters().get(i).key(), network.weights().tensors().get(i).floats().clone());
      }
    }
    return values;
  }

  /** Equally many of each quarter, a group if targeted; which ones, (seed, step) decide alone. */
  int[] batch(int step) {
    long key = Seed.seed(seed).key("repair", "batch", step);
    return IntStream.range(0, BATCH)
        .map(i -> i % GROUPS * perGroup + (int) (Seed.uniform(key, i) * perGroup))
        .toArray();
  }

  private Tensor[] inputs(NetworkClassifier from, ScenePool<Scene> pool, int step) {
    int[] faces = batch(step);
    float[] labels = new float[BATCH];
    for (int i = 0; i < BATCH; i++) {
      labels[i] = pool.scene(faces[i]).label(label) ? 1 : 0;
    }
    return new Tensor[] {
      from.preprocessing().apply(pool.images(faces)), Tensor.of(labels, BATCH, 1)
    };
  }
}
