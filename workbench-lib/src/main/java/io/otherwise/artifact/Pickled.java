package io.otherwise.artifact;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an unpickled file is made of: besides numbers, words and null only these, which can be
 * looked at and do nothing. The containers are compared by identity and print their size alone,
 * because a hostile file makes them hold themselves, or each other a billion times over.
 */
final class Pickled {
  private Pickled() {}

  /** Values in a row. */
  abstract static sealed class Row {
    final List<Object> values;

    private Row(List<Object> values) {
      this.values = values;
    }
  }

  /** A list or a set. */
  static final class Items extends Row {
    Items(List<Object> values) {
      super(values);
    }

    Items() {
      this(new ArrayList<>());
    }

    @Override
    public String toString() {
      return "a list of " + values.size();
    }
  }

  /** A tuple. */
  static final class Tuple extends Row {
    /** Takes the list over: it must not be changed after. */
    Tuple(List<Object> values) {
      super(values);
    }

    @Override
    public String toString() {
      return "a tuple of " + values.size();
    }
  }

  /** A dictionary of any class; attributes set on it are dropped. */
  static final class Dict {
    private final Map<Object, Object> entries = new LinkedHashMap<>();

    Map<Object, Object> entries() {
      return Collections.unmodifiableMap(entries);
    }

    /** A pickler writes each key once; the second would hide the first from somebody's eyes. */
    void put(Object key, Object value) throws Refusal {
      Object plain = isPlain(key) ? key : new Key(key);
      if (entries.containsKey(plain)) {
        throw Refusal.of(
            "a dictionary names each key once",
            "has the key %s twice".formatted(Refusal.name(key)),
            "fetch it again, or do not trust it");
      }
      entries.put(plain, value);
    }

    private static boolean isPlain(Object key) {
      return key == null
          || key instanceof String
          || key instanceof Long
          || key instanceof Boolean
          || key instanceof Double
          || key instanceof BigInteger;
    }

    @Override
    public String toString() {
      return "a dictionary of " + entries.size();
    }
  }

  /** A key that nobody can ask for; equal to itself alone. */
  private static final class Key {
    private final Object value;

    Key(Object value) {
      this.value = value;
    }

    @Override
    public String toString() {
      return String.valueOf(value);
    }
  }

  /** What calling an allowed name gives. */
  @FunctionalInterface
  interface Maker {
    Object make(PickleArguments arguments) throws IOException;

    /** What is made of an unknown object is as unknown. */
    static Maker unlessUnknown(Maker maker) {
      return arguments -> {
        Optional<Placeholder> unknown = arguments.placeholder();
        return unknown.isPresent() ? unknown.get() : maker.make(arguments);
      };
    }
  }

  /**
   * A name of the allow list.
   *
   * @param dtype the type of the numbers it stands for, or null
   */
  record Global(String name, DType dtype, Maker maker) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Stands where an object of an unknown class would be: a name, with nothing made or called. */
  record Placeholder(String name) {
    @Override
    public String toString() {
      return "an object of " + Refusal.name(name);
    }
  }
}
