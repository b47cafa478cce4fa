package io.otherwise.method;

/**
 * The mask that FastDiME's edit draws for itself.
 *
 * @param warmup how many steps run before the first mask
 * @param of where an edit is taken to have changed the image
 */
public record SelfMask(int warmup, ChangeMask of) {
  public SelfMask {
    Check.atLeast("warmup counts the steps before the first mask", warmup, 0, 30);
  }

  SelfMask warmup(int value) {
    return new SelfMask(value, of);
  }

  SelfMask scaledTo(int side) {
    return new SelfMask(warmup, of.scaledTo(side));
  }
}
