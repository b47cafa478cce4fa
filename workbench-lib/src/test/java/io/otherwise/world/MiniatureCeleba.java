package io.otherwise.world;

import io.otherwise.artifact.Artifacts;
import io.otherwise.explain.Image;
import io.otherwise.image.Jpeg;
import io.otherwise.image.Png;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** CelebA's folder with a dozen rendered faces in it, as large as its photographs. */
public final class MiniatureCeleba {
  /** Pictures in all. */
  public static final int SIZE = 12;

  /** Width and height of the photographs of CelebA's aligned version. */
  static final int WIDTH = 178;

  static final int HEIGHT = 218;

  /** CelebA's columns, and what is true of a rendered face in each; of most it shows nothing. */
  private static final Map<String, Predicate<Scene>> COLUMNS = new LinkedHashMap<>();

  static {
    Artifacts.find().manifest("celeba-oracle").labels().forEach(c -> COLUMNS.put(c, s -> false));
    COLUMNS.put("Bags_Under_Eyes", s -> s.label(Attribute.BAGS));
    COLUMNS.put("Blurry", s -> s.label(Attribute.BLUR));
    COLUMNS.put("Eyeglasses", s -> s.label(Attribute.GLASSES));
    COLUMNS.put("No_Beard", s -> !s.label(Attribute.BEARD));
    COLUMNS.put("Smiling", s -> s.label(Attribute.SMILE));
    COLUMNS.put("Wearing_Lipstick", s -> s.label(Attribute.LIPSTICK));
    COLUMNS.put("Young", s -> !s.label(Attribute.AGE));
  }

  private MiniatureCeleba() {}

  /** The face behind a picture; numbers from 0. */
  public static Scene face(int index) {
    return FaceWorld.v1().scene(Split.TRAIN, 400 + index);
  }

  /** Pictures 0 and 1 are of part 0, 2 and 3 of part 2, and all others of part 1. */
  static int part(int index) {
    return index < 2 ? 0 : index < 4 ? 2 : 1;
  }

  static String file(int index) {
    return "%06d.jpg".formatted(index + 1);
  }

  /** Writes pictures and lists; the last picture is a PNG in spite of its name. */
  public static void writeTo(Path folder) throws IOException {
    Path pictures = Files.createDirectories(folder.resolve("img_align_celeba"));
    List<String> labels = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    labels.add(String.valueOf(SIZE));
    labels.add(String.join(" ", COLUMNS.keySet()) + " ");
    for (int i = 0; i < SIZE; i++) {
      Image photograph = photograph(face(i));
      boolean last = i == SIZE - 1;
      byte[] bytes = last ? Png.encode(photograph) : Jpeg.encode(photograph, 95);
      Files.write(pictures.resolve(file(i)), bytes);
      Scene face = face(i);
      StringBuilder row = new StringBuilder(file(i));
      COLUMNS.values().forEach(shows -> row.append(shows.test(face) ? "  1" : " -1"));
      labels.add(row.toString());
      parts.add(file(i) + " " + part(i));
    }
    Files.write(folder.resolve("list_attr_celeba.txt"), labels);
    Files.write(folder.resolve("list_eval_partition.txt"), parts);
  }

  /** A face with its first and last row repeated above and below. */
  private static Image photograph(Scene scene) {
    Image face = scene.render(WIDTH);
    float[] values = new float[3 * HEIGHT * WIDTH];
    for (int i = 0; i < values.length; i++) {
      int y = i / WIDTH % HEIGHT - (HEIGHT - WIDTH) / 2;
      int inside = Math.max(0, Math.min(WIDTH - 1, y));
      values[i] = face.at(i / (WIDTH * HEIGHT), inside, i % WIDTH);
    }
    return Image.of(scene.id(), HEIGHT, WIDTH, values);
  }
}
