package io.otherwise.show;

/** A chart that can be saved: as pixels and as lines. */
public interface Drawing extends Shown {
  /** The bytes of a PNG file, twice the size for dense screens. */
  byte[] png();

  /** A scalable drawing, the text of an SVG file. */
  String svg();
}
