package io.otherwise.artifact;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a checkpoint keeps the weights of one network, and under which names.
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
  }

  /** What becomes of each name. */
  public KeyMap map() {
    KeyMap map = KeyMap.NONE.within(within);
    for (String name : ignored) {
      map = map.ignore(name + "*").ignore("*" + name);
    }
    map = strip.isEmpty() ? map : map.only(strip);
    for (Map.Entry<String, String> change : rename.entrySet()) {
      map = map.rename(change.getKey(), change.getValue());
    }
    return map;
  }
}
