package io.otherwise.world;

/** One thing in the picture; layers paint from back to front. */
public interface Layer {
  /** Paints over one sample of the picture. */
  void paint(Brush brush);
}
