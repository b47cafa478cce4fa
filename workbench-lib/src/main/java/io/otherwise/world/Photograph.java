package io.otherwise.world;

import io.otherwise.explain.Image;
import io.otherwise.image.Kernel;
import io.otherwise.image.Resize;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One photograph of a data set as a scene: it can be seen and its labels are known, but nothing can
 * be changed in it and painted again.
 */
public final class Photograph implements WorldScene {
  private final String id;
  private final Path file;
  private final int side;
  private final Map<String, Boolean> labels;

  /**
   * One picture; nothing is read yet.
   *
   * @param side pixels of {@link #image()}
   * @param labels what it shows and what it does not, by name
   */
  Photograph(String id, Path file, int side, Map<String, Boolean> labels) {
    this.id = id;
    this.file = file;
    this.side = side;
    this.labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
  }

  /** The data set and the file, such as {@code celeba/000007.jpg}. */
  @Override
  public String id() {
    return id;
  }

  @Override
  public Image image() {
    return render(side);
  }

  /**
   * The middle of the photograph, as torchvision's {@code Resize(side)} and {@code
   * CenterCrop(side)} take it from an 8-bit picture: the shorter side becomes {@code side}.
   *
   * @throws java.io.UncheckedIOException if the file is missing or no readable picture
   */
  @Override
  public Image render(int pixels) {
    WorldScene.checkSide(pixels);
    Image whole = Image.read(file).named(id);
    int shorter = Math.min(whole.height(), whole.width());
    int height = pixels * whole.height() / shorter;
    int width = pixels * whole.width() / shorter;
    return Resize.centreCrop(
        Resize.eightBit(whole, height, width, Kernel.BILINEAR), pixels, pixels);
  }

  /** 1 where it shows a label or an attribute, by name, and 0 where it does not. */
  @Override
  public double shown(String factor) {
    Boolean shows = labels.get(factor);
    if (shows == null) {
      throw new IllegalArgumentException(
          "a photograph shows what somebody labelled, but nobody labelled %s in %s; choose one of %s"
              .formatted(factor, id, labels.keySet()));
    }
    return shows ? 1 : 0;
  }

  /** Its labels. */
  @Override
  public Map<String, Object> facts() {
    return Collections.unmodifiableMap(labels);
  }

  @Override
  public Photograph with(String factor, double value) {
    throw unknown();
  }

  @Override
  public Photograph towards(String target) {
    throw unknown();
  }

  @Override
  public EditMask mask(String target) {
    throw unknown();
  }

  @Override
  public List<Factor> factors() {
    throw unknown();
  }

  @Override
  public List<Move> moves() {
    throw unknown();
  }

  /** What everybody is told who asks a photograph for what only a renderer knows. */
  private IllegalStateException unknown() {
    return new IllegalStateException(
        "a photograph has no known truth, but %s was asked for it; ask a rendered world, without a profile"
            .formatted(id));
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Photograph other
        && id.equals(other.id)
        && file.equals(other.file)
        && side == other.side;
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return "Photograph[" + id + "]";
  }
}
