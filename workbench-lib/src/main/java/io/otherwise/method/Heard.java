package io.otherwise.method;

import io.otherwise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Hears some named quantities of a method and keeps a copy of each, one row a query, in the order
 * in which the queries were asked, over all micro-batches:
 *
 * <pre>{@code
 * var heard = new Heard("map", "g");
 * method.on(classifier, model).watched(heard).explain(queries, seed(0));
 * heard.rows(1, "g").get(0)
 * }</pre>
 *
 * <p>A second run is heard behind the first: take a new one for each.
 */
public final class Heard implements Watch {
  private record Key(int step, String name) {}

  private final Set<String> names;
  private final Map<Key, List<float[]>> rows = new HashMap<>();
  private final Map<Key, long[]> shapes = new HashMap<>();

  /** Hears these names and no others: all steps of everything would take much memory. */
  public Heard(String... names) {
    this.names = Set.of(names);
  }

  @Override
  public void at(int step, String name, Tensor value) {
    if (!names.contains(name)) {
      return;
    }
    Key key = new Key(step, name);
    float[] all = value.floats();
    int count = Math.toIntExact(value.size(0));
    int each = all.length / count;
    for (int from = 0; from < all.length; from += each) {
      rows.computeIfAbsent(key, k -> new ArrayList<>())
          .add(Arrays.copyOfRange(all, from, from + each));
    }
    shapes.put(key, value.shape());
  }

  /**
   * The values of every query at a step.
   *
   * @throws IllegalArgumentException if nothing of that name was heard there
   */
  public List<float[]> rows(int step, String name) {
    return List.copyOf(found(new Key(step, name)));
  }

  /** The same as one tensor, a row a query, in the scope that is open. */
  public Tensor tensor(int step, String name) {
    Key key = new Key(step, name);
    List<float[]> found = found(key);
    long[] shape = shapes.get(key).clone();
    shape[0] = found.size();
    int each = found.get(0).length;
    float[] all = new float[found.size() * each];
    for (int i = 0; i < found.size(); i++) {
      System.arraycopy(found.get(i), 0, all, i * each, each);
    }
    return Tensor.of(all, shape);
  }

  private List<float[]> found(Key key) {
    List<float[]> found = rows.get(key);
    if (found == null) {
      throw new IllegalArgumentException(
          "nothing called %s was heard at step %s; heard were %s at steps %s"
              .formatted(
                  key.name(),
                  key.step(),
                  names.stream().sorted().toList(),
                  rows.keySet().stream().map(Key::step).distinct().sorted().toList()));
    }
    return found;
  }
}
