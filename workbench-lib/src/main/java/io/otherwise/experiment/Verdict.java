package io.otherwise.experiment;

import io.otherwise.show.Html;
import io.otherwise.show.Shown;
import java.util.Locale;
import java.util.Objects;

/**
 * What a measurement says of a published claim, in one sentence that begins with the answer. The
 * answer comes from measured values, never from what was expected of them.
 *
 * @param reason the values that decided it, one clause
 */
public record Verdict(Answer answer, String reason) implements Shown {
  /** What became of the claim. */
  public enum Answer {
    AGREES("Agrees"),
    DISAGREES("Disagrees"),
    NOT_TESTABLE("Not testable");

    private final String word;

    Answer(String word) {
      this.word = word;
    }
  }

  public Verdict {
    Objects.requireNonNull(answer, "answer");
    if (reason.isBlank()) {
      throw new IllegalArgumentException(
          "a verdict says which values decided it, but gave no reason; name them with their n");
    }
  }

  /**
   * Agrees or disagrees.
   *
   * @param holds whether the measured values bear the claim out
   * @param format of the reason, as {@link String#format}, in which numbers have a point
   */
  public static Verdict of(boolean holds, String format, Object... values) {
    return new Verdict(
        holds ? Answer.AGREES : Answer.DISAGREES, String.format(Locale.ROOT, format, values));
  }

  /** Nothing was measured that could decide it. */
  public static Verdict notTestable(String reason) {
    return new Verdict(Answer.NOT_TESTABLE, reason);
  }

  @Override
  public Html toHtml() {
    return Html.of(toString());
  }

  @Override
  public String toString() {
    return answer.word + ": " + reason + ".";
  }
}
