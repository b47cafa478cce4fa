package io.otherwise.explain;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The names somebody may have meant: what an error about an unknown name ends with. */
public final class Names {
  private Names() {}

  /** At most three known names, the most similar first (edit distance, case ignored). */
  public static List<String> nearest(String wanted, Collection<String> known) {
    return known.stream()
        .sorted(
            Comparator.comparingInt((String name) -> distance(lower(wanted), lower(name)))
                .thenComparing(Comparator.naturalOrder()))
        .limit(3)
        .toList();
  }

  /** The nearest names in words: {@code old, young or hat}; {@code nothing} where none is known. */
  public static String suggestion(String wanted, Collection<String> known) {
    List<String> near = nearest(wanted, known);
    if (near.isEmpty()) {
      return "nothing";
    }
    String last = near.get(near.size() - 1);
    String first = near.stream().limit(near.size() - 1L).collect(Collectors.joining(", "));
    return first.isEmpty() ? last : first + " or " + last;
  }

  /** Levenshtein's distance, one row of the table at a time. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
