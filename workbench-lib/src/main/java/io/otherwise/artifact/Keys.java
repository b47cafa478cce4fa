package io.otherwise.artifact;

import java.util.List;

/**
 * Where a checkpoint keeps the weights of one network, and under which names.
 *
 * @param within names of the dictionaries that lead to them from the outside in, such as {@code
 *     state_dict}; none where the tensors lie at the top
 * @param strip what the names of this network's weights begin with in the file, and have not in the
 *     network, such as {@code module.}
 * @param ignored beginnings or ends of names, as the file has them, that stand for no weight of
 *     this network; any further name is an error
 */
public record Keys(List<String> within, String strip, List<String> ignored) {
  /** The names are the network's own. */
  public static final Keys PLAIN = new Keys(List.of(), "", List.of());

  public Keys {
    within = within == null ? List.of() : List.copyOf(within);
    strip = strip == null ? "" : strip;
    ignored = ignored == null ? List.of() : List.copyOf(ignored);
  }
}
