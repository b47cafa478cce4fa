package io.otherwise.world;

/**
 * Disjoint parts of the world: each counts its own pictures from 0 and shares none with another.
 */
public enum Split {
  /** For fitting networks. */
  TRAIN,
  /** For choosing hyperparameters. */
  TUNING,
  /** For figures that are reported. */
  TEST
}
