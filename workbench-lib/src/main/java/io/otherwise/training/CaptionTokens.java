package io.otherwise.training;

import io.otherwise.explain.Seed;
import io.otherwise.model.Tokenizer;
import io.otherwise.network.ClipText;
import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A caption, read by a text network that learns with the denoiser; one in ten is empty, which is
 * the unconditional model.
 */
record CaptionTokens(long seed, ClipText network, Tokenizer tokenizer, Captioner captioner)
    implements Condition {
  private static final double WITHHELD = 0.1;

  /** Where Stable Diffusion keeps its text network, below {@link Condition#PLACE}. */
  private static final String TEXT = "transformer";

  /** What may be said of an image. */
  interface Captioner {
    /**
     * A caption.
     *
     * @param key of the draws that decide how much is said
     */
    String caption(int image, long key);
  }

  @Override
  public Value context(Layers net, Value ids, int width) {
    return network.forward(net.at(TEXT), ids).last();
  }

  @Override
  public Tensor ids(int step, int... images) {
    List<String> captions = captions(step, images);
    return Tensor.of(tokenizer.ids(captions), images.length, tokenizer.length());
  }

  /** What the images of a batch are said to show. */
  List<String> captions(int step, int... images) {
    Seed root = Seed.seed(seed);
    long drop = root.key("captions", "drop", step);
    List<String> captions = new ArrayList<>();
    for (int i = 0; i < images.length; i++) {
      boolean said = Seed.uniform(drop, i) >= WITHHELD;
      long key = root.key("captions", "said " + i, step);
      captions.add(said ? captioner.caption(images[i], key) : "");
    }
    return captions;
  }
}
