package io.otherwise.training;

import io.otherwise.explain.Image;
import io.otherwise.explain.Progress;
import io.otherwise.explain.Seed;
import io.otherwise.model.Autoencoder;
import io.otherwise.model.Images;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import io.otherwise.world.Scene;
import io.otherwise.world.WorldScene;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Rendered training pictures of any world in 8 bits, with their scenes: rendered once, drawn from
 * many times.
 */
public final class ScenePool<S extends WorldScene> implements Pictures {
  private static final int CHUNK = 50;
  private static final long CODING = 8;
  private static final int VALUES = Image.CHANNELS * Scene.SIDE * Scene.SIDE;

  private final byte[] pixels;
  private final List<S> scenes;

  private ScenePool(byte[] pixels, List<S> scenes) {
    this.pixels = pixels;
    this.scenes = scenes;
  }

  /**
   * Renders scenes.
   *
   * @param world the scene of an index from 0 to count - 1
   * @param count how many, at least 1
   */
  public static <S extends WorldScene> ScenePool<S> render(
      IntFunction<S> world, int count, Progress progress) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "a pool holds at least 1 picture, but " + count + " were asked for; use some thousands");
    }
    byte[] pixels = new byte[Math.multiplyExact(count, VALUES)];
    List<S> scenes = new ArrayList<>(Collections.nCopies(count, null));
    AtomicInteger done = new AtomicInteger();
    IntStream.range(0, count)
        .parallel()
        .forEach(
            i -> {
              S scene = world.apply(i);
              scenes.set(i, scene);
              store(scene.image(), pixels, i * VALUES);
              int n = done.incrementAndGet();
              if (n % 1000 == 0) {
                progress.at(n, count, "rendering");
              }
            });
    return new ScenePool<>(pixels, scenes);
  }

  private static void store(Image image, byte[] pixels, int from) {
    float[] values = image.values();
    for (int i = 0; i < values.length; i++) {
      pixels[from + i] = (byte) Math.round(values[i] * 255);
    }
  }

  /**
   * The same pictures, the second half of them encoded and decoded: for networks that will judge
   * decoded pictures.
   */
  public ScenePool<S> halfThrough(Autoencoder autoencoder, Progress progress) {
    byte[] changed = pixels.clone();
    for (int from = size() / 2; from < size(); from += CHUNK) {
      int count = Math.min(CHUNK, size() - from);
      int[] pictures = IntStream.range(from, from + count).toArray();
      List<String> ids = IntStream.of(pictures).mapToObj(i -> "pool/" + i).toList();
      try (Scope scope = Scope.open()) {
        Tensor latent =
            autoencoder.encode(
                images(pictures).times(2).minus(1), Noise.counted(Seed.seed(CODING), ids));
        List<Image> decoded = Images.list(autoencoder.decode(latent).plus(1).over(2), ids);
        for (int i = 0; i < count; i++) {
          store(decoded.get(i), changed, (from + i) * VALUES);
        }
      }
      progress.at(from + count, size(), "decoding");
    }
    return new ScenePool<>(changed, scenes);
  }

  /** Some of the pictures, each as often as it is named. */
  ScenePool<S> only(int... pictures) {
    byte[] some = new byte[Math.multiplyExact(pictures.length, VALUES)];
    List<S> theirs = new ArrayList<>();
    for (int i = 0; i < pictures.length; i++) {
      System.arraycopy(pixels, pictures[i] * VALUES, some, i * VALUES, VALUES);
      theirs.add(scenes.get(pictures[i]));
    }
    return new ScenePool<>(some, theirs);
  }

  @Override
  public int size() {
    return scenes.size();
  }

  /** The scene behind a picture. */
  public S scene(int picture) {
    return scenes.get(picture);
  }

  /** Pictures as N x 3 x 64 x 64 in [0, 1]. */
  @Override
  public Tensor images(int... pictures) {
    float[] values = new float[pictures.length * VALUES];
    for (int i = 0; i < pictures.length; i++) {
      int from = pictures[i] * VALUES;
      for (int k = 0; k < VALUES; k++) {
        values[i * VALUES + k] = (pixels[from + k] & 0xff) / 255f;
      }
    }
    return Tensor.of(values, pictures.length, Image.CHANNELS, Scene.SIDE, Scene.SIDE);
  }
}
