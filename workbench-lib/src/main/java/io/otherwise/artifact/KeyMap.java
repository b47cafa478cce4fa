package io.otherwise.artifact;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the names in a published weight file become the names of our networks; a manifest says it in
 * its {@link Keys}. A name that is neither dropped by a step nor wanted is refused.
 *
 * @param within nested dictionaries, outermost first
 * @param steps in their order; each sees what the one before it left
 */
public record KeyMap(List<String> within, List<KeyStep> steps) {
  /** Changes nothing. */
  public static final KeyMap NONE = new KeyMap(List.of(), List.of());

  public KeyMap {
    within = List.copyOf(within);
    steps = List.copyOf(steps);
  }

  /** The same steps inside nested dictionaries, outermost first. */
  public KeyMap within(List<String> dictionaries) {
    return new KeyMap(dictionaries, steps);
  }

  /** Names with the prefix, without it; the others belong to other networks. */
  public KeyMap only(String prefix) {
    return then(new KeyStep.Only(prefix));
  }

  /**
   * Replaces every match; $1 and so on are the pattern's groups.
   *
   * @throws IllegalArgumentException if the pattern is no regular expression
   */
  public KeyMap rename(String pattern, String replacement) {
    return then(new KeyStep.Rename(pattern, replacement));
  }

  /** Drops names that are no weights; * stands for any letters. */
  public KeyMap ignore(String glob) {
    return then(new KeyStep.Ignore(glob));
  }

  private KeyMap then(KeyStep step) {
    List<KeyStep> more = new ArrayList<>(steps);
    more.add(step);
    return new KeyMap(within, more);
  }

  /** Our name for a name in the file; empty if it is none of this network's weights. */
  public Optional<String> apply(String key) {
    Optional<String> name = Optional.of(key);
    for (KeyStep step : steps) {
      name = name.flatMap(step::apply);
    }
    return name;
  }

  /**
   * Opens a file as one of our names.
   *
   * @param wanted the network's shapes by its names; all of them must be there, and no others
   * @throws IllegalArgumentException if the file is refused, or naming what is missing, left over
   *     or of another shape
   * @throws java.io.UncheckedIOException if the file is missing or damaged
   */
  public WeightFile open(Path file, Map<String, List<Long>> wanted) {
    return fit(WeightFile.open(file, within.toArray(String[]::new)), wanted);
  }

  /**
   * A file that is open as one of our names; nested dictionaries are no concern any more.
   *
   * @throws IllegalArgumentException naming what is missing, left over or of another shape
   */
  public WeightFile fit(WeightFile file, Map<String, List<Long>> wanted) {
    return MappedKeys.of(file, this, wanted);
  }
}
