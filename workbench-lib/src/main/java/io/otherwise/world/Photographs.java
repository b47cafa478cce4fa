package io.otherwise.world;

import io.otherwise.artifact.Profile;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Photographs with labels in the place of a rendered world: CelebA's folder, or one laid out like
 * it. Questions, pictures and labels are there; truth is refused, see {@link Photograph}.
 *
 * <p>The folder holds {@code list_attr_celeba.txt}, {@code list_eval_partition.txt} and {@code
 * img_align_celeba}. A part's pictures are in the order of the first file, and are read from the
 * disk each time they are asked for.
 */
public final class Photographs implements World {
  private final String name;
  private final Path folder;
  private final Profile.Photos photos;
  private final Map<String, Profile.Attribute> attributes;
  private final LabelledFiles files;
  private final Map<Integer, List<LabelledFiles.Row>> parts;

  private Photographs(
      String name,
      Path folder,
      Profile.Photos photos,
      Map<String, Profile.Attribute> attributes,
      LabelledFiles files) {
    this.name = name;
    this.folder = folder;
    this.photos = photos;
    this.attributes = attributes;
    this.files = files;
    this.parts =
        files.rows().values().stream().collect(Collectors.groupingBy(LabelledFiles.Row::part));
  }

  /**
   * Reads the labels; no picture yet.
   *
   * @param name that ids begin with, such as {@code celeba}
   * @param photos side of the pictures and numbers of the parts
   * @param attributes by name; each has two classes, which questions are put towards
   * @throws java.io.UncheckedIOException if a list is missing
   * @throws IllegalArgumentException if a list is damaged or lacks the label of an attribute
   */
  public static Photographs of(
      String name, Path folder, Profile.Photos photos, Map<String, Profile.Attribute> attributes) {
    LabelledFiles files = LabelledFiles.read(folder);
    attributes.values().forEach(attribute -> files.column(attribute.label()));
    return new Photographs(name, folder, photos, attributes, files);
  }

  @Override
  public String name() {
    return name;
  }

  /** Version of how a picture is cut from a photograph. */
  @Override
  public int version() {
    return 1;
  }

  /** There is no noise; 0. */
  @Override
  public long seed() {
    return 0;
  }

  /** Both classes of every attribute. */
  @Override
  public List<String> classes() {
    return attributes.values().stream()
        .flatMap(attribute -> Stream.of(attribute.negative(), attribute.positive()))
        .toList();
  }

  /** How many pictures a part has. */
  public int size(Split split) {
    return rows(split).size();
  }

  private List<LabelledFiles.Row> rows(Split split) {
    int part = photos.parts().get(split.name().toLowerCase(Locale.ROOT));
    return parts.getOrDefault(part, List.of());
  }

  /**
   * Picture {@code index} of a part.
   *
   * @throws IllegalArgumentException if the part has no such picture
   */
  @Override
  public Photograph scene(Split split, long index) {
    List<LabelledFiles.Row> rows = rows(split);
    if (index < 0 || index >= rows.size()) {
      throw new IllegalArgumentException(
          "the part %s of %s has pictures 0 to %s, but %s was asked for; photographs do not go on for ever"
              .formatted(split, name, rows.size() - 1, index));
    }
    return scene(rows.get((int) index));
  }

  @Override
  public Photograph scene(String id) {
    String file = id.startsWith(name + "/") ? id.substring(name.length() + 1) : "";
    if (!files.rows().containsKey(file)) {
      throw new IllegalArgumentException(
          "the id of a photograph reads %s/FILE, but was %s; ask for one of %s, which has no edited and no other pictures of somebody"
              .formatted(name, id, LabelledFiles.LABELS));
    }
    return scene(files.rows().get(file));
  }

  private Photograph scene(LabelledFiles.Row row) {
    Map<String, Boolean> labels = new LinkedHashMap<>();
    attributes.forEach((key, a) -> labels.put(key, shows(row, a) != a.reversed()));
    for (int column = 0; column < files.labels().size(); column++) {
      labels.put(files.labels().get(column), row.shows().get(column));
    }
    Path file = folder.resolve(LabelledFiles.PICTURES).resolve(row.file());
    return new Photograph(name + "/" + row.file(), file, photos.side(), labels);
  }

  private boolean shows(LabelledFiles.Row row, Profile.Attribute attribute) {
    return row.shows().get(files.column(attribute.label()));
  }

  /**
   * Questions towards a class such as {@code old}: the first pictures of a part that do not have
   * its label; fewer than {@code n} where the part has no more.
   */
  @Override
  public Queries queries(String target, Split split, int n) {
    Profile.Attribute attribute = ofClass(target);
    boolean wanted = attribute.positive().equals(target);
    String actual = wanted ? attribute.negative() : attribute.positive();
    List<Query> queries = new ArrayList<>();
    rows(split).stream()
        .filter(row -> shows(row, attribute) != wanted)
        .limit(n)
        .forEach(row -> queries.add(scene(row).image().towards(target).trueLabel(actual)));
    return new Queries(queries);
  }

  private Profile.Attribute ofClass(String target) {
    return attributes.values().stream()
        .filter(a -> a.positive().equals(target) || a.negative().equals(target))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a class of %s is one of %s, but was %s; choose one of these"
                        .formatted(name, classes(), target)));
  }

  @Override
  public String toString() {
    return "Photographs[%s, side %s, parts %s]".formatted(name, photos.side(), photos.parts());
  }
}
