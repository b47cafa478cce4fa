package io.otherwise.artifact;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The names somebody may have meant. Names of files and tensors are long and differ in whole parts,
 * so they are compared by the pairs of letters they share (Dice's coefficient), not by edits.
 */
final class Nearest {
  private Nearest() {}

  /** At most three names, the most similar first; {@code none} where there is none. */
  static String of(String wanted, Collection<String> known) {
    String near =
        known.stream()
            .sorted(
                Comparator.comparingDouble((String name) -> -similarity(wanted, name))
                    .thenComparing(Comparator.naturalOrder()))
            .limit(3)
            .collect(Collectors.joining(", "));
    return near.isEmpty() ? "none" : near;
  }

  static double similarity(String a, String b) {
    Set<String> ofA = pairs(a);
    Set<String> ofB = pairs(b);
    Set<String> both = new HashSet<>(ofA);
    both.retainAll(ofB);
    return 2.0 * both.size() / (ofA.size() + ofB.size());
  }

  /** A mark at either end makes even a one-letter name have pairs. */
  private static Set<String> pairs(String name) {
    String marked = "^" + name.toLowerCase(Locale.ROOT) + "$";
    Set<String> pairs = new HashSet<>();
    for (int i = 0; i + 2 <= marked.length(); i++) {
      pairs.add(marked.substring(i, i + 2));
    }
    return pairs;
  }
}
