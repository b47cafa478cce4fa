package io.otherwise.kernel;

import java.util.Locale;

/**
 * One state of a progress display.
 *
 * @param label what is being done
 * @param done finished units
 * @param total all units; 0 or less if unknown
 * @param note what was just done; may be empty
 * @param seconds since the start
 */
record ProgressLine(String label, long done, long total, String note, double seconds) {
  /** {@code faces 12/40 (30 %), 0:05 so far, 0:12 left, note}. */
  String text() {
    StringBuilder text = new StringBuilder(label.isEmpty() ? "" : label + " ");
    text.append(done);
    if (total > 0) {
      text.append('/').append(total).append(" (").append(percent()).append(" %)");
    }
    text.append(", ").append(clock(seconds)).append(isOver() ? "" : " so far");
    if (total > 0 && done > 0 && !isOver()) {
      text.append(", ").append(clock(remaining())).append(" left");
    }
    return note.isEmpty() ? text.toString() : text.append(", ").append(note).toString();
  }

  /** The bar of the browser and the text beside it. */
  String html() {
    String bar =
        total > 0
            ? "<progress value=\"" + Math.min(done, total) + "\" max=\"" + total + "\"></progress> "
            : "";
    return bar + "<span>" + io.otherwise.show.Html.escaped(text()) + "</span>";
  }

  boolean isOver() {
    return total > 0 && done >= total;
  }

  long percent() {
    return Math.min(100, 100 * done / total);
  }

  /** Seconds left if the rest goes as fast as what is done. */
  double remaining() {
    return seconds * (total - done) / done;
  }

  private static String clock(double seconds) {
    long whole = Math.round(seconds);
    return whole < 3600
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }
}
