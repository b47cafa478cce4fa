package io.otherwise.artifact;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the names in a published weight file become the names of our networks. A manifest says it in
 * its key layout: whose names they are, then, after a colon, steps in their order.
 *
 * <pre>CompVis/latent-diffusion: in state_dict; only model.diffusion_model.</pre>
 *
 * <ul>
 *   <li>{@code in NAME}: the nested dictionary of that name; again for one inside it
 *   <li>{@code only PREFIX}: names that begin so, without it; the others belong to other networks
 *   <li>{@code strip PREFIX}: the prefix goes where it is
 *   <li>{@code add PREFIX}: every name gets it
 *   <li>{@code rename PATTERN => REPLACEMENT}: every match of a regular expression, $1 for groups
 *   <li>{@code ignore GLOB}: names that are not weights; * stands for any letters
 * </ul>
 *
 * A layout without a colon changes nothing. A name that is neither ignored nor wanted is refused.
 *
 * @param within nested dictionaries, outermost first
 * @param steps in their order; each sees what the one before it left
 */
public record KeyMap(List<String> within, List<KeyStep> steps) {
  /** Changes nothing. */
  public static final KeyMap NONE = new KeyMap(List.of(), List.of());

  /**
   * What old and new torch write besides weights: counters of batch norms, and positions that
   * transformers only count up.
   */
  public static final KeyMap NO_COUNTERS =
      NONE.ignore("*num_batches_tracked").ignore("*position_ids");

  public KeyMap {
    within = List.copyOf(within);
    steps = List.copyOf(steps);
  }

  /**
   * Reads a manifest's key layout.
   *
   * @throws IllegalArgumentException naming a step that is unknown or incomplete
   */
  public static KeyMap parse(String layout) {
    int colon = layout.indexOf(": ");
    KeyMap map = NONE;
    if (colon >= 0) {
      for (String step : layout.substring(colon + 2).split(";", -1)) {
        map = map.step(step.strip(), layout);
      }
    }
    return map;
  }

  private KeyMap step(String step, String layout) {
    int space = step.indexOf(' ');
    String verb = space < 0 ? step : step.substring(0, space);
    String what = space < 0 ? "" : step.substring(space + 1).strip();
    String[] sides = what.split(" => ", -1);
    Optional<KeyMap> more =
        switch (what.isEmpty() ? "" : verb) {
          case "in" -> Optional.of(within(what));
          case "only" -> Optional.of(only(what));
          case "strip" -> Optional.of(strip(what));
          case "add" -> Optional.of(add(what));
          case "ignore" -> Optional.of(ignore(what));
          case "rename" ->
              Optional.of(sides)
                  .filter(both -> both.length == 2)
                  .map(both -> rename(both[0].strip(), both[1].strip()));
          default -> Optional.empty();
        };
    return more.orElseThrow(
        () ->
            new IllegalArgumentException(
                ("a key layout's steps are in, only, strip, add, ignore, each with a word, and"
                        + " rename A => B, but \"%s\" has \"%s\"; correct it")
                    .formatted(layout, step)));
  }

  public KeyMap within(String dictionary) {
    List<String> deeper = new ArrayList<>(within);
    deeper.add(dictionary);
    return new KeyMap(deeper, steps);
  }

  public KeyMap only(String prefix) {
    return then(new KeyStep.Only(prefix));
  }

  public KeyMap strip(String prefix) {
    return then(new KeyStep.Strip(prefix));
  }

  public KeyMap add(String prefix) {
    return then(new KeyStep.Add(prefix));
  }

  /**
   * Replaces every match; $1 and so on are the pattern's groups.
   *
   * @throws IllegalArgumentException if the pattern is no regular expression
   */
  public KeyMap rename(String pattern, String replacement) {
    return then(new KeyStep.Rename(pattern, replacement));
  }

  public KeyMap ignore(String glob) {
    return then(new KeyStep.Ignore(glob));
  }

  /** All steps of this map, then all of the other, whose nested dictionaries lie inside ours. */
  public KeyMap then(KeyMap other) {
    List<String> deeper = new ArrayList<>(within);
    deeper.addAll(other.within);
    List<KeyStep> more = new ArrayList<>(steps);
    more.addAll(other.steps);
    return new KeyMap(deeper, more);
  }

  private KeyMap then(KeyStep step) {
    return then(new KeyMap(List.of(), List.of(step)));
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
