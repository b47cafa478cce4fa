package io.otherwise.model;

import static io.otherwise.model.Architectures.number;
import static io.otherwise.model.Architectures.numbers;

import io.otherwise.artifact.Manifest;
import io.otherwise.network.BlueFirst;
import io.otherwise.network.CelebaHqOracle;
import io.otherwise.network.CelebaOracle;
import io.otherwise.network.Dino;
import io.otherwise.network.FaceResNet;
import io.otherwise.network.ImageNetwork;
import io.otherwise.network.Inception;
import java.util.Map;

/** Networks that are opened with published weights only; {@link Architectures} has the others. */
final class PublishedArchitectures {
  private PublishedArchitectures() {}

  /**
   * The architecture a manifest describes.
   *
   * @throws IllegalArgumentException if it is not one from an image to scores or features
   */
  static ImageNetwork of(Manifest m) {
    return switch (m.architecture()) {
      case "Dino" -> dino(m);
      case "Inception" ->
          new Inception(
              number(m, "share"),
              m.config("resized", Boolean.class),
              m.config("normalised", Boolean.class),
              number(m, "classes"));
      case "FaceResNet" -> new BlueFirst(faces(m, number(m, "classes")));
      case "CelebaOracle" ->
          new CelebaOracle(
              faces(m, 0), number(m, "embedding"), number(m, "side"), number(m, "classes"));
      case "CelebaHqOracle" -> new CelebaHqOracle(faces(m, 0), number(m, "classes"));
      default -> throw refused(m);
    };
  }

  private static Dino dino(Manifest m) {
    Map<?, ?> resize = m.config("resize", Map.class);
    return new Dino(
        number(m, "side"),
        number(m, "patch"),
        number(m, "width"),
        number(m, "layers"),
        number(m, "heads"),
        m.config("second", Boolean.class),
        new Dino.Resize(
            ((Number) resize.get("offset")).doubleValue(), (Boolean) resize.get("antialias")));
  }

  private static FaceResNet faces(Manifest m, int classes) {
    FaceResNet.Names names = FaceResNet.Names.valueOf(m.config("names", String.class));
    return new FaceResNet(names, numbers(m, "blocks"), number(m, "width"), classes);
  }

  private static IllegalArgumentException refused(Manifest m) {
    String way =
        switch (m.architecture()) {
          case "OpenClip" -> "bind it with its own class, for it wants texts too";
          case "Lpips" -> "bind it with its own class, for it compares two images";
          default -> "choose another name";
        };
    return new IllegalArgumentException(
        "a classifier or feature network goes from an image to numbers, but %s is a %s; %s"
            .formatted(m.name(), m.architecture(), way));
  }
}
