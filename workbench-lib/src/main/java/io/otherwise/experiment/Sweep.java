package io.otherwise.experiment;

import io.otherwise.explain.Method;
import io.otherwise.explain.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * A method with some of its values varied: every combination of the axes' values, under every seed.
 *
 * <pre>{@code
 * Sweep.around(Ldce.world())
 *     .vary("consensusDegrees", Ldce::consensusDegrees, 30, 45, 90, 180)
 *     .seeds(0, 1, 2)
 * }</pre>
 */
public record Sweep<M extends Method>(M base, List<Axis<M, ?>> axes, List<Seed> seeds) {

  /**
   * What is varied, and how.
   *
   * @param name what tables call it
   * @param wither the method with one value, such as {@code Ldce::consensusDegrees}
   */
  public record Axis<M extends Method, V>(String name, BiFunction<M, V, M> wither, List<V> values) {
    public Axis {
      Objects.requireNonNull(wither, "wither");
      values = List.copyOf(values);
      if (name == null || name.isBlank() || name.equals(Setting.SEED)) {
        throw new IllegalArgumentException(
            "an axis has a name of its own, but was called \"%s\"; name what it varies (seeds have seeds(...))"
                .formatted(name));
      }
      if (values.isEmpty()) {
        throw new IllegalArgumentException(
            "an axis has at least 1 value, but %s has none; list the values to try"
                .formatted(name));
      }
    }

    private void expand(Setting<M> from, List<Setting<M>> into) {
      for (V value : values) {
        Map<String, Object> more = new LinkedHashMap<>(from.values());
        more.put(name, value);
        into.add(new Setting<>(wither.apply(from.method(), value), more, from.seed()));
      }
    }
  }

  /** Refuses what would compute the same thing twice, and values the method refuses. */
  public Sweep {
    Objects.requireNonNull(base, "base");
    axes = List.copyOf(axes);
    seeds = List.copyOf(seeds);
    checkNames(axes);
    checkSeeds(seeds);
    checkMethods(methods(base, axes));
  }

  /** One method as it is, under seed 0. */
  public static <M extends Method> Sweep<M> around(M method) {
    return new Sweep<>(method, List.of(), List.of(Seed.seed(0)));
  }

  /**
   * Named settings of one method side by side, such as the paper's and ours. Their axis is called
   * by the method's name, so that a table's rows read {@code Ldce paper} and {@code Ldce world}.
   *
   * <pre>{@code
   * Sweep.presets(Map.of("paper", Ldce.paper(), "world", tuned.method()))
   * }</pre>
   *
   * @param presets by name; they are tried in the alphabetical order of their names
   */
  public static <M extends Method> Sweep<M> presets(Map<String, M> presets) {
    if (presets.isEmpty()) {
      throw new IllegalArgumentException(
          "presets are compared by name, but there was none; put names and methods into a map");
    }
    Map<String, M> named = new TreeMap<>(presets);
    M first = named.values().iterator().next();
    Axis<M, String> axis =
        new Axis<>(first.name(), (method, name) -> named.get(name), List.copyOf(named.keySet()));
    return new Sweep<>(first, List.of(axis), List.of(Seed.seed(0)));
  }

  /**
   * The same with one more axis. Numbers may be written as 45 or 45.0, but in one list in one way
   * only: {@code 30, 45.5} has no common type that a method would take, {@code 30.0, 45.5} has.
   *
   * @param name what tables call it
   * @param wither the method with one value: {@code Ldce::consensusDegrees}, or {@code (m, v) ->
   *     m.switches(m.switches().patch(v))}
   * @throws IllegalArgumentException if the method refuses a value, or two values change nothing
   */
  @SafeVarargs
  public final <V> Sweep<M> vary(String name, BiFunction<M, V, M> wither, V... values) {
    List<Axis<M, ?>> more = new ArrayList<>(axes);
    more.add(new Axis<>(name, wither, Arrays.asList(values)));
    return new Sweep<>(base, more, seeds);
  }

  /** The same under these seeds instead. */
  public Sweep<M> seeds(long... values) {
    return new Sweep<>(base, axes, Arrays.stream(values).mapToObj(Seed::seed).toList());
  }

  /** Every point in a fixed order: the first axis turns slowest, the seed fastest. */
  public List<Setting<M>> settings() {
    List<Setting<M>> all = new ArrayList<>();
    for (Setting<M> point : methods(base, axes)) {
      seeds.forEach(seed -> all.add(new Setting<>(point.method(), point.values(), seed)));
    }
    return List.copyOf(all);
  }

  /** The points without their seeds, in the same order; each carries the first seed. */
  List<Setting<M>> points() {
    return methods(base, axes).stream()
        .map(point -> new Setting<>(point.method(), point.values(), seeds.get(0)))
        .toList();
  }

  private static <M extends Method> List<Setting<M>> methods(M base, List<Axis<M, ?>> axes) {
    List<Setting<M>> points = List.of(new Setting<>(base, Map.of(), Seed.seed(0)));
    for (Axis<M, ?> axis : axes) {
      List<Setting<M>> more = new ArrayList<>();
      points.forEach(point -> axis.expand(point, more));
      points = more;
    }
    return points;
  }

  private static <M extends Method> void checkNames(List<Axis<M, ?>> axes) {
    Set<String> names = new HashSet<>();
    for (Axis<M, ?> axis : axes) {
      if (!names.add(axis.name())) {
        throw new IllegalArgumentException(
            "axes have different names, but %s occurs twice; list all its values in one axis"
                .formatted(axis.name()));
      }
    }
  }

  private static void checkSeeds(List<Seed> seeds) {
    if (seeds.isEmpty() || new HashSet<>(seeds).size() < seeds.size()) {
      throw new IllegalArgumentException(
          "a sweep has at least 1 seed, each once, but was given %s; write for example seeds(0, 1, 2)"
              .formatted(seeds.stream().map(Seed::value).toList()));
    }
  }

  private static <M extends Method> void checkMethods(List<Setting<M>> points) {
    Map<List<Object>, Setting<M>> seen = new LinkedHashMap<>();
    for (Setting<M> point : points) {
      M method = point.method();
      Setting<M> twin = seen.put(List.of(method.name(), method.hyperparameters()), point);
      if (twin != null) {
        throw new IllegalArgumentException(
            "every value of an axis makes another method, but %s and %s make the same; drop one of them"
                .formatted(twin.values(), point.values()));
      }
    }
  }
}
