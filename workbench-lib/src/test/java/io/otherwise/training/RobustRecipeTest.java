package io.otherwise.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.FloatTensor;
import io.otherwise.explain.Seed;
import io.otherwise.guidance.Norms;
import io.otherwise.network.DenseNet;
import io.otherwise.network.Stem;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import io.otherwise.world.Attribute;
import io.otherwise.world.Scene;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RobustRecipeTest {
  private static final DenseNet TINY =
      new DenseNet(4, List.of(1), 8, 2, 1, new Stem(8, 3, 1, false), "");
  private static final ScenePool<Scene> POOL = RecipeRuns.faces(24);
  private static final L2Attack ATTACK = L2Attack.of(0.5, 2);

  private static ClassifierRecipe plain(int steps) {
    return new ClassifierRecipe(TINY, List.of(Attribute.GLASSES), 1, 8, RecipeRuns.stage(steps));
  }

  private static Stage.Result robust(int steps) {
    L2Attack quick = ATTACK.steps(1);
    return RecipeRuns.run(new RobustRecipe(plain(steps), quick), POOL);
  }

  @Test
  void the_loss_falls_although_every_picture_is_attacked() {
    Stage.Result result = robust(100);
    assertTrue(RecipeRuns.fall(result) > 0.02, result.curve().toString());
  }

  @Test
  void the_same_seed_gives_the_same_weights_and_leaves_no_tensor_behind() {
    Stage.Result once = robust(3);
    long before = Scope.live();
    assertEquals(once.weights(), robust(3).weights());
    assertEquals(before, Scope.live());
  }

  @Test
  void the_weights_have_the_names_of_plain_training_and_other_values() {
    Map<String, FloatTensor> robust = robust(2).weights();
    Map<String, FloatTensor> easy = RecipeRuns.run(plain(2), POOL).weights();
    assertEquals(easy.keySet(), robust.keySet());
    assertNotEquals(easy, robust);
  }

  @Test
  void an_attack_disturbs_no_statistics_and_raises_the_loss_of_the_weights_given() {
    Script s = ClassifierRecipe.loss(TINY, Script.Precision.FLOAT32, false);
    try (Network victim = new Network(s, Weights.from(s.parameters(), p -> new float[p.size()]));
        Weights current = Weights.from(s.parameters(), Initial.weights(1));
        Scope scope = Scope.open()) {
      String before = current.sha256();
      Tensor[] clean = plain(1).inputs(POOL, 0);
      Tensor[] hostile = RobustRecipe.attacked(ATTACK, victim, current.tensors(), clean);

      assertEquals(before, current.sha256());
      assertArrayEquals(clean[1].floats(), hostile[1].floats());
      for (float distance : Norms.of(hostile[0].minus(clean[0])).floats()) {
        assertEquals(ATTACK.radius(), distance, 0.1);
      }
      double easy = victim.runWith(current.tensors(), clean).get(0).item();
      double hard = victim.runWith(current.tensors(), hostile).get(0).item();
      assertTrue(hard > easy + 0.001, hard + " against " + easy);
    }
  }

  // ---- one cue that is right nine times in ten, and many faint ones that are right together

  private static final int FAINT = 64;
  private static final int WIDTH = FAINT + 1;
  private static final int CASES = 200;

  /**
   * Tsipras et al. (2019), Robustness May Be at Odds with Accuracy, Section 2.1: the first value
   * tells the label by 0.3 either way; each of the others by 0.01 with noise of 0.02, which an
   * attack of radius 0.15 turns round altogether.
   */
  private static Tensor[] cases() {
    float[] images = new float[CASES * WIDTH];
    Noise.fill(3, images, 0, images.length);
    float[] labels = new float[CASES];
    for (int i = 0; i < CASES; i++) {
      labels[i] = i % 2;
      int side = i % 2 == 0 ? -1 : 1;
      for (int k = 0; k < WIDTH; k++) {
        images[i * WIDTH + k] = 0.5f + 0.01f * side + 0.02f * images[i * WIDTH + k];
      }
      images[i * WIDTH] = 0.5f + (Seed.uniform(4, i) < 0.1 ? -0.3f : 0.3f) * side;
    }
    return new Tensor[] {Tensor.of(images, CASES, 1, 1, WIDTH), Tensor.of(labels, CASES)};
  }

  private static Script linear(boolean loss) {
    Script s = new Script();
    Script.Value image = s.input("image");
    Script.Value weights = s.parameter("w", true, 1, 1, 1, WIDTH);
    Script.Value logits = image.plus(-0.5).times(weights).sum(1, 2, 3);
    if (loss) {
      Script.Value labels = s.input("labels");
      s.returns(s.call("torch.binary_cross_entropy_with_logits", logits, labels, null, null, 1));
    } else {
      s.returns(logits);
    }
    return s;
  }

  private static float[] trained(L2Attack attack) {
    Script s = linear(true);
    try (Network network = new Network(s, Weights.from(s.parameters(), p -> new float[p.size()]))) {
      Stage.Inputs inputs =
          (step, weights) ->
              attack == null ? cases() : RobustRecipe.attacked(attack, network, weights, cases());
      return new Stage(80, new LearningRate(0.3, 5, 80), 0, 0.9)
          .run(network, inputs, (point, of) -> {})
          .weights()
          .get("w")
          .values();
    }
  }

  /** Accuracy of a linear model, clean or under an attack. */
  private static double accuracy(float[] w, L2Attack attack) {
    Script loss = linear(true);
    Script told = linear(false);
    try (Network victim = new Network(loss, Weights.from(loss.parameters(), p -> w));
        Network model = new Network(told, Weights.from(told.parameters(), p -> w));
        Scope scope = Scope.open()) {
      Tensor[] shown = cases();
      if (attack != null) {
        shown = RobustRecipe.attacked(attack, victim, victim.weights().tensors(), shown);
      }
      float[] logits = model.run(shown[0]).floats();
      float[] labels = shown[1].floats();
      double right = 0;
      for (int i = 0; i < CASES; i++) {
        right += logits[i] >= 0 == labels[i] > 0.5 ? 1 : 0;
      }
      return right / CASES;
    }
  }

  @Test
  void a_robust_model_resists_where_the_plain_one_does_not() {
    L2Attack attack = L2Attack.of(0.15, 3);
    float[] plain = trained(null);
    float[] robust = trained(attack);

    assertTrue(accuracy(plain, null) > 0.97, "plain, clean " + accuracy(plain, null));
    assertTrue(accuracy(plain, attack) < 0.3, "plain, attacked " + accuracy(plain, attack));
    assertTrue(accuracy(robust, null) > 0.85, "robust, clean " + accuracy(robust, null));
    assertTrue(accuracy(robust, attack) > 0.8, "robust, attacked " + accuracy(robust, attack));
  }
}
