package io.otherwise.artifact;

import io.otherwise.artifact.Pickled.Dict;
import io.otherwise.artifact.Pickled.Global;
import io.otherwise.artifact.Pickled.Placeholder;
import io.otherwise.artifact.Pickled.Row;
import io.otherwise.artifact.Pickled.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an allowed name is called with; each argument is asked for by its type.
 *
 * @param of the name, for messages
 */
record PickleArguments(String of, List<Object> values) {
  private static final int MOST_SIDES = 64;

  static PickleArguments of(String name, Object values) throws Refusal {
    if (values instanceof Tuple tuple) {
      return new PickleArguments(name, tuple.values);
    }
    throw Refusal.damaged("calls %s with %s instead of a tuple", name, values);
  }

  int size() {
    return values.size();
  }

  Object at(int index) throws Refusal {
    Refusal.require(index < values.size(), "calls %s with too few arguments", of);
    return values.get(index);
  }

  long count(int index) throws Refusal {
    return as(Long.class, index, "an integer");
  }

  boolean flag(int index) throws Refusal {
    return as(Boolean.class, index, "True or False");
  }

  String word(int index) throws Refusal {
    return as(String.class, index, "a word");
  }

  Tuple tuple(int index) throws Refusal {
    return as(Tuple.class, index, "a tuple");
  }

  Storage storage(int index) throws Refusal {
    return as(Storage.class, index, "a storage");
  }

  Global global(int index) throws Refusal {
    return as(Global.class, index, "a class");
  }

  /** A shape or strides. */
  List<Long> counts(int index) throws Refusal {
    Tuple tuple = tuple(index);
    Refusal.require(
        tuple.values.size() <= MOST_SIDES, "has a shape of %s sides", tuple.values.size());
    List<Long> counts = new ArrayList<>();
    for (Object side : tuple.values) {
      Refusal.require(side instanceof Long, "has %s in a shape", side);
      counts.add((Long) side);
    }
    return List.copyOf(counts);
  }

  /** How many values the arguments hold, which a call may copy. */
  int weight() {
    return values.stream().mapToInt(PickleArguments::weight).sum();
  }

  private static int weight(Object value) {
    if (value instanceof Row row) {
      return row.values.size();
    }
    return value instanceof Dict dict ? dict.entries().size() : 0;
  }

  /** The first argument that is an unknown object. */
  Optional<Placeholder> placeholder() {
    return values.stream()
        .filter(Placeholder.class::isInstance)
        .map(Placeholder.class::cast)
        .findFirst();
  }

  private <T> T as(Class<T> type, int index, String wanted) throws Refusal {
    Object value = at(index);
    Refusal.require(type.isInstance(value), "calls %s with %s where %s belongs", of, value, wanted);
    return type.cast(value);
  }
}
