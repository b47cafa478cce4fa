package io.otherwise.training;

import io.otherwise.explain.Image;
import io.otherwise.explain.Progress;
import io.otherwise.explain.Seed;
import io.otherwise.model.Autoencoder;
import io.otherwise.model.Images;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import io.otherwise.world.Attribute;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Knobs;
import io.otherwise.world.Scene;
import io.otherwise.world.Split;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Rendered training faces in 8 bits, with their scenes: rendered once, drawn from many times. */
public final class FacePool implements PixelRecipe.Pictures {
  private static final int CHUNK = 50;
  private static final long CODING = 8;
  private static final int VALUES = Image.CHANNELS * Scene.SIDE * Scene.SIDE;

  private final byte[] pixels;
  private final Scene[] scenes;

  private FacePool(byte[] pixels, Scene... scenes) {
    this.pixels = pixels;
    this.scenes = scenes;
  }

  /**
   * Renders the first scenes of a split.
   *
   * @param count how many
   */
  public static FacePool render(Split split, Knobs knobs, int count, Progress progress) {
    FaceWorld world = FaceWorld.v1().knobs(knobs);
    return render(i -> world.scene(split, i), count, progress);
  }

  /**
   * Renders several photos of each of the first people of a split, person by person.
   *
   * @param shots photos of one person; face i shows person i / shots
   */
  public static FacePool people(
      Split split, Knobs knobs, int people, int shots, Progress progress) {
    FaceWorld world = FaceWorld.v1().knobs(knobs);
    return render(
        i -> world.shot(split, i / shots, i % shots), Math.multiplyExact(people, shots), progress);
  }

  private static FacePool render(IntFunction<Scene> world, int count, Progress progress) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "a pool holds at least 1 face, but " + count + " were asked for; use some thousands");
    }
    byte[] pixels = new byte[Math.multiplyExact(count, VALUES)];
    Scene[] scenes = new Scene[count];
    java.util.concurrent.atomic.AtomicInteger done =
        new java.util.concurrent.atomic.AtomicInteger();
    IntStream.range(0, count)
        .parallel()
        .forEach(
            i -> {
              scenes[i] = world.apply(i);
              store(scenes[i].image(), pixels, i * VALUES);
              int n = done.incrementAndGet();
              if (n % 1000 == 0) {
                progress.at(n, count, "rendering");
              }
            });
    return new FacePool(pixels, scenes);
  }

  private static void store(Image image, byte[] pixels, int from) {
    float[] values = image.values();
    for (int i = 0; i < values.length; i++) {
      pixels[from + i] = (byte) Math.round(values[i] * 255);
    }
  }

  /**
   * The same faces, the second half of them encoded and decoded: for networks that will judge
   * decoded pictures.
   */
  public FacePool halfThrough(Autoencoder autoencoder, Progress progress) {
    byte[] changed = pixels.clone();
    for (int from = size() / 2; from < size(); from += CHUNK) {
      int count = Math.min(CHUNK, size() - from);
      int[] faces = IntStream.range(from, from + count).toArray();
      List<String> ids = IntStream.of(faces).mapToObj(i -> "pool/" + i).toList();
      try (Scope scope = Scope.open()) {
        Tensor latent =
            autoencoder.encode(
                images(faces).times(2).minus(1), Noise.counted(Seed.seed(CODING), ids));
        List<Image> decoded = Images.list(autoencoder.decode(latent).plus(1).over(2), ids);
        for (int i = 0; i < count; i++) {
          store(decoded.get(i), changed, (from + i) * VALUES);
        }
      }
      progress.at(from + count, size(), "decoding");
    }
    return new FacePool(changed, scenes);
  }

  @Override
  public int size() {
    return scenes.length;
  }

  /** The label of a face. */
  public boolean label(int face, Attribute attribute) {
    return scenes[face].label(attribute);
  }

  /** The scene behind a face. */
  public Scene scene(int face) {
    return scenes[face];
  }

  /** The indices of a batch: drawn from (seed, step) alone. */
  public int[] batch(long seed, int step, int size) {
    long key = Seed.seed(seed).key("pool", "batch", step);
    int[] chosen = new int[size];
    for (int i = 0; i < size; i++) {
      chosen[i] = (int) (Seed.uniform(key, i) * size());
    }
    return chosen;
  }

  /** Faces as N x 3 x 64 x 64 in [0, 1]. */
  @Override
  public Tensor images(int... faces) {
    float[] values = new float[faces.length * VALUES];
    for (int i = 0; i < faces.length; i++) {
      int from = faces[i] * VALUES;
      for (int k = 0; k < VALUES; k++) {
        values[i * VALUES + k] = (pixels[from + k] & 0xff) / 255f;
      }
    }
    return Tensor.of(values, faces.length, Image.CHANNELS, Scene.SIDE, Scene.SIDE);
  }
}
