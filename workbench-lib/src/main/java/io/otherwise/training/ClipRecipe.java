package io.otherwise.training;

import io.otherwise.explain.Seed;
import io.otherwise.model.WordTokenizer;
import io.otherwise.network.OpenClip;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import io.otherwise.world.flower.FlowerCaptions;
import io.otherwise.world.flower.FlowerScene;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Trains images and captions into one space: each picture of a batch should lie nearest to its own
 * caption, and each caption to its own picture. Radford et al. (2021), <a
 * href="https://arxiv.org/abs/2103.00020">Learning Transferable Visual Models From Natural Language
 * Supervision</a>, Figure 3. In a world this small several pictures of a batch share their caption;
 * they are all right answers, in equal shares.
 *
 * @param tokenizer what reads the captions
 * @param seed of the batches, and of how much captions say
 * @param batch flowers a step
 */
public record ClipRecipe(
    OpenClip architecture, WordTokenizer tokenizer, long seed, int batch, Stage stage)
    implements FeatureRecipe<FlowerScene> {
  /** Of the learned factor: where CLIP begins. */
  private static final float SCALE = (float) Math.log(1 / 0.07);

  /** The loss as one script: images in [0, 1], ids N x tokens, and right answers N x N. */
  static Script loss(OpenClip architecture, Script.Precision precision) {
    Script s = new Script(precision, true);
    Value image = s.input("image");
    Value ids = s.input("ids");
    Value right = s.input("right");
    Value logits = architecture.logits(s.layers(), image.times(2).plus(-1), ids);
    Value ofImages = s.call("torch.cross_entropy_loss", logits, right, null, 1);
    Value ofTexts = s.call("torch.cross_entropy_loss", logits.transposed(), right, null, 1);
    s.returns(ofImages.plus(ofTexts).times(0.5));
    return s;
  }

  /** Starting weights, with the factor that cosines are multiplied by. */
  static Function<Script.Parameter, float[]> start(long seed) {
    Function<Script.Parameter, float[]> fresh = Initial.weights(seed);
    return p -> p.key().equals("logit_scale") ? new float[] {SCALE} : fresh.apply(p);
  }

  @Override
  public Stage.Result run(
      ScenePool<FlowerScene> pool,
      Function<Script.Parameter, float[]> start,
      Stage.Listener listener) {
    Script script = loss(architecture, Stage.precision());
    try (Network network = new Network(script, Weights.from(script.parameters(), start))) {
      return stage.run(network, step -> inputs(pool, step), listener);
    }
  }

  Tensor[] inputs(ScenePool<FlowerScene> pool, int step) {
    int[] flowers = pool.batch(seed, step, batch);
    List<String> captions = new ArrayList<>();
    long key = Seed.seed(seed).key("clip", "captions", step);
    for (int i = 0; i < batch; i++) {
      FlowerScene flower = pool.scene(flowers[i]);
      boolean brief = Seed.uniform(key, i) < 0.5;
      captions.add(brief ? FlowerCaptions.of(flower) : FlowerCaptions.full(flower));
    }
    Tensor ids = Tensor.of(tokenizer.ids(captions), batch, tokenizer.length());
    return new Tensor[] {pool.images(flowers), ids, Tensor.of(right(captions), batch, batch)};
  }

  /** Row by row the share of each caption in the right answers: 1 over how many are the same. */
  static float[] right(List<String> captions) {
    int n = captions.size();
    float[] right = new float[n * n];
    for (int i = 0; i < n; i++) {
      String own = captions.get(i);
      float share = 1f / captions.stream().filter(own::equals).count();
      for (int k = 0; k < n; k++) {
        right[i * n + k] = captions.get(k).equals(own) ? share : 0;
      }
    }
    return right;
  }
}
