package io.otherwise.experiment;

import io.otherwise.explain.Method;
import io.otherwise.explain.Names;
import io.otherwise.explain.Seed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * One point of a sweep: a method with its values, and a seed.
 *
 * @param values of the axes by name, in the order of the axes
 */
public record Setting<M extends Method>(M method, Map<String, Object> values, Seed seed) {
  /** The name that stands for the seed wherever an axis is named. */
  public static final String SEED = "seed";

  public Setting {
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(seed, "seed");
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * Whether an axis has a value here; 45 and 45.0 are one number.
   *
   * @param axis a name, or {@code seed}
   * @throws IllegalArgumentException if there is no such axis
   */
  public boolean has(String axis, Object value) {
    Object here = value(axis);
    if (here instanceof Number a && value instanceof Number b) {
      return a.doubleValue() == b.doubleValue();
    }
    return here.equals(value instanceof Seed s ? (Object) s.value() : value);
  }

  /** The value of an axis, or the seed as a number. */
  public Object value(String axis) {
    if (axis.equals(SEED)) {
      return seed.value();
    }
    Object value = values.get(axis);
    if (value == null) {
      List<String> known = new ArrayList<>(values.keySet());
      known.add(SEED);
      throw new IllegalArgumentException(
          "an axis is asked for by the name it was given, but this sweep has none named %s; did you mean %s?"
              .formatted(axis, Names.suggestion(axis, known)));
    }
    return value;
  }

  /** The method without its seed: {@code consensusDegrees 45}, or its name if nothing varies. */
  public String words() {
    return words(method, values);
  }

  static String words(Method method, Map<String, Object> values) {
    return values.isEmpty()
        ? method.name()
        : values.entrySet().stream()
            .map(axis -> axis.getKey() + " " + axis.getValue())
            .collect(Collectors.joining(", "));
  }

  /** {@code consensusDegrees 45, seed 0}. */
  @Override
  public String toString() {
    return (values.isEmpty() ? "" : words() + ", ") + "seed " + seed.value();
  }
}
