package io.otherwise.artifact;

import java.nio.file.Path;

/**
 * How a file of the project stands.
 *
 * @param file where it lies or belongs
 * @param says a sentence for a person: what is the matter, and the way out
 */
public record Standing(String name, State state, Path file, String says) {
  /** What can be said of a file. */
  public enum State {
    /** Its bytes are the ones that its manifest asks for. */
    VERIFIED,
    /** Nobody published a hash; it is what it was when it was first seen, or complete in number. */
    RECORDED,
    /** It is not here. */
    MISSING,
    /** It is here, and is something else. */
    WRONG
  }

  /** Whether it may be used. */
  public boolean usable() {
    return state == State.VERIFIED || state == State.RECORDED;
  }
}
