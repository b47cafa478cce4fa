package io.otherwise.world;

/** Something that can be set in a scene: a value in [0, 1] under a name. */
public interface Factor {
  /** The name in files, ids and calls, such as {@code smile}. */
  String key();

  /** True when the values between 0 and 1 have a visible meaning. */
  boolean continuous();
}
