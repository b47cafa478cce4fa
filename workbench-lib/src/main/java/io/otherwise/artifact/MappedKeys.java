package io.otherwise.artifact;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * A weight file seen under our names.
 *
 * @param names the file's names by ours
 */
record MappedKeys(WeightFile inner, Map<String, String> names) implements WeightFile {
  private static final int SHOWN = 4;

  static MappedKeys of(WeightFile file, Keys keys, Map<String, List<Long>> wanted) {
    Map<String, String> names = new LinkedHashMap<>();
    List<String> surplus = new ArrayList<>();
    for (String theirs : file.keys()) {
      String ours = keys.ours(theirs).orElse(null);
      if (ours == null) {
        continue;
      }
      if (!wanted.containsKey(ours)) {
        surplus.add(ours.equals(theirs) ? theirs : theirs + " as " + ours);
      } else if (names.put(ours, theirs) != null) {
        throw new IllegalArgumentException(
            "every weight has one source, but %s has two for %s; narrow its manifest's keys"
                .formatted(file.file(), ours));
      }
    }
    List<String> missing = wanted.keySet().stream().filter(k -> !names.containsKey(k)).toList();
    MappedKeys mapped = new MappedKeys(file, Collections.unmodifiableMap(names));
    List<String> misshapen = mapped.misshapen(wanted);
    if (!missing.isEmpty() || !surplus.isEmpty() || !misshapen.isEmpty()) {
      throw new IllegalArgumentException(
          ("checkpoint and network must name the same weights in the same shapes, but in %s missing"
                  + " are %s, left over are %s and of another shape are %s; choose the configuration"
                  + " this file was trained with, or correct the keys in its manifest")
              .formatted(file.file(), some(missing), some(surplus), some(misshapen)));
    }
    return mapped;
  }

  private List<String> misshapen(Map<String, List<Long>> wanted) {
    List<String> wrong = new ArrayList<>();
    for (String key : names.keySet()) {
      List<Long> shape = LongStream.of(shape(key)).boxed().toList();
      if (!shape.equals(wanted.get(key))) {
        wrong.add("%s %s instead of %s".formatted(key, shape, wanted.get(key)));
      }
    }
    return wrong;
  }

  private static String some(List<String> keys) {
    int shown = Math.min(keys.size(), SHOWN);
    String more = keys.size() > shown ? " and " + (keys.size() - shown) + " more" : "";
    return keys.isEmpty() ? "none" : keys.subList(0, shown) + more;
  }

  private String theirs(String key) {
    return Named.of(file(), names, key);
  }

  @Override
  public Path file() {
    return inner.file();
  }

  @Override
  public Set<String> keys() {
    return names.keySet();
  }

  @Override
  public DType dtype(String key) {
    return inner.dtype(theirs(key));
  }

  @Override
  public long[] shape(String key) {
    return inner.shape(theirs(key));
  }

  @Override
  public float[] floats(String key) {
    return inner.floats(theirs(key));
  }

  @Override
  public long[] longs(String key) {
    return inner.longs(theirs(key));
  }
}
