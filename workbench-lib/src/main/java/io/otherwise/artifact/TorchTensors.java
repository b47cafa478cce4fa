package io.otherwise.artifact;

import io.otherwise.artifact.Pickled.Dict;
import io.otherwise.artifact.Pickled.Placeholder;
import io.otherwise.artifact.Pickled.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tensors of an unpickled value by their paths. A pickle's values may share parts, so a short
 * file can describe endless paths: depth, length and number of them are bounded.
 */
final class TorchTensors {
  private static final int DEEPEST = 32;
  private static final int LONGEST_PATH = 512;
  private static final int MOST_VISITS = PickleStack.MAX_STEPS;
  private static final int MOST_TENSORS = 100_000;

  private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
  private int visits;

  private TorchTensors() {}

  /** Goes to the nested dictionary, and collects what it holds. */
  static Map<String, StoredTensor> of(Object root, List<String> within) throws Refusal {
    Object at = root;
    for (String name : within) {
      at = entry(dict(at), name);
    }
    TorchTensors collected = new TorchTensors();
    collected.visit("", dict(at), 0);
    return collected.tensors;
  }

  private static Dict dict(Object value) throws Refusal {
    if (value instanceof Dict dict) {
      return dict;
    }
    throw Refusal.of(
        "weights are in a dictionary by their names",
        "has %s in its place".formatted(Refusal.name(value)),
        "save the module's state_dict()");
  }

  private static Object entry(Dict dict, String name) throws Refusal {
    if (dict.entries().containsKey(name)) {
      return dict.entries().get(name);
    }
    List<String> names = dict.entries().keySet().stream().map(Refusal::name).limit(20).toList();
    throw Refusal.of(
        "a nested dictionary must be there to be asked for",
        "has no %s among %s".formatted(Refusal.name(name), names),
        "choose one of these, or none");
  }

  private void visit(String path, Object value, int depth) throws Refusal {
    if (depth > DEEPEST || path.length() > LONGEST_PATH || ++visits > MOST_VISITS) {
      throw Refusal.of(
          "weights lie at most %s dictionaries deep, under paths of %s letters, among %s values"
              .formatted(DEEPEST, LONGEST_PATH, MOST_VISITS),
          "goes on at " + Refusal.name(path),
          "ask for the nested dictionary that holds the weights");
    }
    if (value instanceof StoredTensor tensor) {
      put(path, tensor);
    } else if (value instanceof NumpyGlobals.Array array) {
      visit(path, array.value(), depth + 1);
    } else if (value instanceof Dict dict) {
      for (Map.Entry<Object, Object> entry : dict.entries().entrySet()) {
        visit(join(path, String.valueOf(entry.getKey())), entry.getValue(), depth + 1);
      }
    } else if (value instanceof Row row) {
      for (int i = 0; i < row.values.size(); i++) {
        visit(join(path, String.valueOf(i)), row.values.get(i), depth + 1);
      }
    } else if (value instanceof Placeholder unknown) {
      throw Refusal.of(
          "a dictionary of weights holds tensors, numbers and words",
          "has %s at %s".formatted(unknown, Refusal.name(path)),
          "ask for a nested dictionary without it, or save the weights alone");
    }
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private void put(String path, StoredTensor tensor) throws Refusal {
    Refusal.require(tensors.size() < MOST_TENSORS, "has over %s tensors", MOST_TENSORS);
    if (tensors.put(path, tensor) != null) {
      throw Refusal.of(
          "a tensor has a path of its own",
          "has two at " + Refusal.name(path),
          "ask for the nested dictionary that holds one of them");
    }
  }
}
