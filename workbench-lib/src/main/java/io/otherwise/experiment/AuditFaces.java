package io.otherwise.experiment;

import io.otherwise.explain.Image;
import io.otherwise.explain.Progress;
import io.otherwise.model.Classifier;
import io.otherwise.show.Html;
import io.otherwise.show.ImageGrid;
import io.otherwise.show.Shown;
import io.otherwise.world.Attribute;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Scene;
import io.otherwise.world.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Test faces for audits, rendered once and shown to every classifier: as they are, and the first of
 * them once more with each attribute put on and off, and in two other photos of the same face.
 */
public final class AuditFaces implements Shown {
  /** Apart from the faces that notebooks show and manifests were measured on. */
  static final long FIRST = 300_000;

  private final FaceWorld world;
  private final List<Scene> scenes;
  private final List<Image> pictures;
  private final Interventions edits;
  private final Intervention photos;

  private AuditFaces(FaceWorld world, int faces, int edited, Progress progress) {
    this.world = world;
    this.scenes =
        LongStream.range(FIRST, FIRST + faces).mapToObj(i -> world.scene(Split.TEST, i)).toList();
    int attributes = Attribute.values().length;
    progress.at(0, attributes, "rendering faces");
    this.pictures = Intervention.images(scenes);
    List<Scene> first = scenes.subList(0, edited);
    this.photos = new Intervention(photos(first, 1), photos(first, 2));
    this.edits = Interventions.of(first, progress, Attribute.values());
  }

  /**
   * Renders faces of a world; in one where nothing is correlated all groups are common.
   *
   * @param faces whose accuracy is measured
   * @param edited how many of them are rendered again, 18 times each
   */
  public static AuditFaces of(FaceWorld world, int faces, int edited, Progress progress) {
    if (edited < 1 || edited > faces) {
      throw new IllegalArgumentException(
          "an audit edits 1 face or more and at most all of them, but was given %s and %s; 1000 and 100 tell much"
              .formatted(faces, edited));
    }
    return new AuditFaces(world, faces, edited, progress);
  }

  /** The same without telling how far it is. */
  public static AuditFaces of(FaceWorld world, int faces, int edited) {
    return of(world, faces, edited, Progress.NONE);
  }

  /** The same people with the same attributes: pose, light, clothes and background are others. */
  private List<Image> photos(List<Scene> of, int shot) {
    return Intervention.images(
        IntStream.range(0, of.size())
            .mapToObj(i -> like(of.get(i), world.shot(Split.TEST, FIRST + i, shot)))
            .toList());
  }

  private static Scene like(Scene face, Scene photo) {
    Scene same = photo;
    for (Attribute attribute : Attribute.values()) {
      same = same.with(attribute, face.shown(attribute));
    }
    return same;
  }

  /** Where the faces come from. */
  public FaceWorld world() {
    return world;
  }

  /** The faces as they are. */
  public List<Scene> scenes() {
    return scenes;
  }

  /** How many faces are edited. */
  public int edited() {
    return photos.with().size();
  }

  Intervention edit(Attribute attribute) {
    return edits.of(attribute);
  }

  /** Two other photos of each face: nothing changes on average. */
  Intervention photos() {
    return photos;
  }

  /** Whether a classifier is right about each face. */
  boolean[] right(Classifier classifier) {
    Attribute asked = asked(classifier);
    double[] p = Intervention.probabilities(classifier, pictures, asked.positive());
    boolean[] right = new boolean[p.length];
    for (int i = 0; i < p.length; i++) {
      right[i] = p[i] >= 0.5 == scenes.get(i).label(asked);
    }
    return right;
  }

  /**
   * The attribute that a classifier tells.
   *
   * @throws IllegalArgumentException unless its classes are the two of an attribute
   */
  static Attribute asked(Classifier classifier) {
    List<String> classes = classifier.classes();
    for (Attribute attribute : Attribute.values()) {
      if (classes.equals(List.of(attribute.negative(), attribute.positive()))) {
        return attribute;
      }
    }
    throw new IllegalArgumentException(
        "an audit knows the truth about attributes of rendered faces, such as young and old, but %s tells %s; audit another classifier"
            .formatted(
                classifier.name(), classes.size() > 4 ? classes.size() + " classes" : classes));
  }

  /** What is put on and off, in the first face. */
  @Override
  public Html toHtml() {
    List<String> names = new ArrayList<>();
    List<Image> without = new ArrayList<>();
    List<Image> with = new ArrayList<>();
    edits
        .each()
        .forEach(
            (attribute, edit) -> {
              names.add(attribute.key());
              without.add(edit.without().get(0));
              with.add(edit.with().get(0));
            });
    names.add("control");
    without.add(photos.without().get(0));
    with.add(photos.with().get(0));
    return ImageGrid.columns(names.toArray(String[]::new))
        .row("at 0", without.toArray(Image[]::new))
        .row("at 1", with.toArray(Image[]::new))
        .pixels(64)
        .toHtml();
  }

  @Override
  public String toString() {
    return "AuditFaces[" + scenes.size() + " faces, " + edited() + " of them edited]";
  }
}
