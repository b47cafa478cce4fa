package io.otherwise.network;

import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Script.Value;

/**
 * A classifier whose classes are texts: the image half of {@link OpenClip} beside one vector a
 * class, which the text half made before.
 *
 * <p>Radford et al. (2021), <a href="https://arxiv.org/abs/2103.00020">Learning Transferable Visual
 * Models From Natural Language Supervision</a>, Section 3.1.
 *
 * @param classes how many texts there are
 */
public record ZeroShot(OpenClip clip, int classes) implements ImageNetwork {
  /** Key of the texts' vectors of length 1, classes x embedding. */
  public static final String TEXTS = "texts";

  public ZeroShot {
    if (classes < 1) {
      throw new IllegalArgumentException(
          "a zero-shot classifier has a text a class, but had "
              + classes
              + "; give it at least 1 text");
    }
  }

  /** Cosines times the learned factor. */
  @Override
  public Activations forward(Layers net, Value image) {
    OpenClip.Embedded seen = clip.image(net, image);
    Value texts = net.weight(TEXTS, classes, clip.embedding());
    return new Activations(clip.compared(net, seen.vector(), texts), seen.layers());
  }
}
