package io.otherwise.world;

/** One thing in the picture; layers paint from back to front. */
interface Layer {
  void paint(Brush brush);
}
