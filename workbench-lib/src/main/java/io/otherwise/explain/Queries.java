package io.otherwise.explain;

import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** An ordered list of queries with distinct ids. */
public record Queries(List<Query> all) implements Iterable<Query> {
  public Queries {
    all = List.copyOf(all);
    Set<String> seen = new HashSet<>();
    for (Query query : all) {
      if (!seen.add(query.id())) {
        throw new IllegalArgumentException(
            ("query ids must differ because every random draw is keyed by them, but %s "
                    + "occurs twice; rename one with query.id(...)")
                .formatted(query.id()));
      }
    }
  }

  public static Queries of(Query... queries) {
    return new Queries(List.of(queries));
  }

  /** Every image towards one class, in order. */
  public static Queries of(List<Image> images, String target) {
    return new Queries(images.stream().map(image -> image.towards(target)).toList());
  }

  /** The first {@code n} queries, or all where there are fewer. */
  public Queries take(int n) {
    return new Queries(all.subList(0, Math.min(checked(n), size())));
  }

  /** What is left after the first {@code n}. */
  public Queries skip(int n) {
    return new Queries(all.subList(Math.min(checked(n), size()), size()));
  }

  /** The same images towards another class. */
  public Queries towards(String target) {
    return new Queries(all.stream().map(query -> query.towards(target)).toList());
  }

  public Queries where(Predicate<Query> wanted) {
    return new Queries(all.stream().filter(wanted).toList());
  }

  public Query get(int index) {
    return all.get(index);
  }

  public int size() {
    return all.size();
  }

  public Stream<Query> stream() {
    return all.stream();
  }

  @Override
  public Iterator<Query> iterator() {
    return all.iterator();
  }

  private static int checked(int n) {
    if (n < 0) {
      throw new IllegalArgumentException(
          "a number of queries must be 0 or more, but was %s; ask for at least one".formatted(n));
    }
    return n;
  }
}
