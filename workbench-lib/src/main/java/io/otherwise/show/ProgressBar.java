package io.otherwise.show;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * One state of some work: how far it is and how long it will take. Knows no clock and no screen.
 *
 * @param label what is being done
 * @param done finished units, 0 or more
 * @param total all units; 0 where unknown
 * @param note what was just done, may be empty
 * @param elapsed since the start
 */
public record ProgressBar(String label, long done, long total, String note, Duration elapsed)
    implements Shown {
  private static final int BLOCKS = 24;

  public ProgressBar {
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(note, "note");
    Objects.requireNonNull(elapsed, "elapsed");
    if (done < 0 || total < 0) {
      throw new IllegalArgumentException(
          "progress counts finished and all units, 0 or more, but was %s of %s; use 0 for a total that is unknown"
              .formatted(done, total));
    }
  }

  /** Nothing done yet. */
  public static ProgressBar of(String label, long total) {
    return new ProgressBar(label, 0, total, "", Duration.ZERO);
  }

  /** The same work later. */
  public ProgressBar at(long newDone, String newNote, Duration newElapsed) {
    return new ProgressBar(label, newDone, total, newNote, newElapsed);
  }

  public boolean over() {
    return total > 0 && done >= total;
  }

  /** The finished share in [0, 1]; 0 where the total is unknown. */
  public double share() {
    return total == 0 ? 0 : Math.min(1, (double) done / total);
  }

  /** The time left if the rest goes as fast as what is done; empty where nobody can tell. */
  public Optional<Duration> left() {
    if (total == 0 || done == 0 || over()) {
      return Optional.empty();
    }
    double factor = (double) (total - done) / done;
    return Optional.of(Duration.ofMillis(Math.round(elapsed.toMillis() * factor)));
  }

  /** {@code faces 12 of 40 (30 %), 5.0 s, 12 s left, faces/12}. */
  public String line() {
    StringBuilder out = new StringBuilder(label.isEmpty() ? "" : label + " ").append(done);
    if (total > 0) {
      out.append(" of ").append(total).append(" (").append(Numbers.percent(share())).append(")");
    }
    out.append(", ").append(Numbers.time(elapsed));
    left().ifPresent(time -> out.append(", ").append(Numbers.time(time)).append(" left"));
    return note.isEmpty() || over() ? out.toString() : out.append(", ").append(note).toString();
  }

  /** A bar of characters and the line. */
  public String text() {
    if (total == 0) {
      return line();
    }
    int full = (int) (share() * BLOCKS);
    return "\u2588".repeat(full) + "\u2591".repeat(BLOCKS - full) + " " + line();
  }

  /** A bar that the browser draws and the line; the line alone says everything. */
  @Override
  public Html toHtml() {
    String bar =
        total == 0
            ? ""
            : "<progress value=\"%s\" max=\"%s\" style=\"width:200px;vertical-align:middle\"></progress> "
                .formatted(Math.min(done, total), total);
    return new Html(
        bar + "<span style=\"font-size:14px\">" + Html.escaped(line()) + "</span>", text());
  }

  @Override
  public String toString() {
    return text();
  }
}
