package io.otherwise.artifact;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Where a checkpoint keeps the weights of one network, and how their names become the network's. A
 * name that is neither dropped on purpose nor wanted is refused.
 *
 * @param within names of the dictionaries that lead to them from the outside in, such as {@code
 *     state_dict}; none where the tensors lie at the top
 * @param strip what the names of this network's weights begin with in the file, and have not in the
 *     network, such as {@code first_stage_model.}; names that begin otherwise belong to others
 * @param ignored beginnings or ends of names, as the file has them, that stand for no weight of
 *     this network; any further name is an error
 * @param rename regular expressions and what their matches become, after the others, in order; $1
 *     and so on are groups
 */
public record Keys(
    List<String> within, String strip, List<String> ignored, Map<String, String> rename) {
  /** The names are the network's own. */
  public static final Keys PLAIN = new Keys(List.of(), "", List.of(), Map.of());

  public Keys {
    within = within == null ? List.of() : List.copyOf(within);
    strip = strip == null ? "" : strip;
    ignored = ignored == null ? List.of() : List.copyOf(ignored);
    rename = rename == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(rename));
    rename.forEach(Keys::checkRename);
  }

  private static void checkRename(String pattern, String replacement) {
    try {
      int groups = Pattern.compile(pattern).matcher("").groupCount();
      if (!replacement.matches("([^$\\\\]|\\$[0-%d])*".formatted(Math.min(groups, 9)))) {
        throw wrong(pattern, replacement, "the replacement names a group that is not there");
      }
    } catch (PatternSyntaxException e) {
      throw wrong(pattern, replacement, e.getDescription());
    }
  }

  private static IllegalArgumentException wrong(String from, String to, String why) {
    return new IllegalArgumentException(
        "a name is changed by a regular expression, but %s => %s is none: %s; correct it"
            .formatted(from, to, why));
  }

  /** Our name for a name in the file; empty if it is none of this network's weights. */
  Optional<String> ours(String theirs) {
    boolean isIgnored = ignored.stream().anyMatch(n -> theirs.startsWith(n) || theirs.endsWith(n));
    if (isIgnored || !theirs.startsWith(strip)) {
      return Optional.empty();
    }
    String name = theirs.substring(strip.length());
    for (Map.Entry<String, String> change : rename.entrySet()) {
      name = name.replaceAll(change.getKey(), change.getValue());
    }
    return Optional.of(name);
  }

  /**
   * Opens a file under the network's names.
   *
   * @param wanted the network's shapes by its names; all of them must be there, and no others
   * @throws IllegalArgumentException if the file is refused, or naming what is missing, left over
   *     or of another shape
   * @throws java.io.UncheckedIOException if the file is missing or damaged
   */
  WeightFile open(Path file, Map<String, List<Long>> wanted) {
    return MappedKeys.of(WeightFile.open(file, within.toArray(String[]::new)), this, wanted);
  }
}
