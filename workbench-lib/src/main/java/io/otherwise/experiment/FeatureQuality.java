package io.otherwise.experiment;

import io.otherwise.artifact.Quality;
import io.otherwise.explain.Image;
import io.otherwise.explain.Seed;
import io.otherwise.metric.CosineSimilarity;
import io.otherwise.metric.PerceptualDistance;
import io.otherwise.metric.RankCorrelation;
import io.otherwise.metric.Wilson;
import io.otherwise.model.FeatureNetwork;
import io.otherwise.model.NetworkFeatures;
import io.otherwise.world.Attribute;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Scene;
import io.otherwise.world.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;

/**
 * How well feature networks play their roles: the figures their manifests state, measured on scenes
 * and people of other splits than the one they learnt from.
 *
 * @param firstScene scenes from here on, apart from those that notebooks show
 */
public record FeatureQuality(FaceWorld world, int firstScene) {
  private static final int CHUNK = 64;
  private static final double Z = 1.959963984540054;

  /** Variance of Spearman's coefficient after Fisher's transform, times n - 3. */
  private static final double SPEARMAN_VARIANCE = 1.06;

  /** On scenes that no notebook shows. */
  public static FeatureQuality onTestScenes() {
    return new FeatureQuality(FaceWorld.v1(), 300_000);
  }

  private List<Scene> scenes(int n) {
    return list(n, i -> world.scene(Split.TEST, firstScene + i));
  }

  private static List<Scene> list(int n, IntFunction<Scene> scene) {
    return IntStream.range(0, n).mapToObj(scene).toList();
  }

  /** Accuracy of each attribute that a network tells, where the picture shows it. */
  public List<Quality> attributes(NetworkFeatures network, int n) {
    List<Scene> scenes = scenes(n);
    float[][] told = rows(scenes, network::outputs);
    List<Quality> figures = new ArrayList<>();
    for (Attribute attribute : Attribute.values()) {
      int column = network.labels().indexOf(attribute.key());
      int right = 0;
      int clear = 0;
      for (int i = 0; i < n; i++) {
        if (!scenes.get(i).ambiguous(attribute)) {
          clear++;
          right += told[i][column] >= 0 == scenes.get(i).label(attribute) ? 1 : 0;
        }
      }
      figures.add(
          quality(attribute.key() + " right on unambiguous faces", Wilson.of(right, clear)));
    }
    return figures;
  }

  /**
   * Are two photos of one person? By the cosine of the features, above the threshold that is best
   * on people of the tuning split, on as many people of the test split; and above one half, as the
   * metric FVA has it.
   *
   * @param people in each of the two halves; every one has a photo, another, and a stranger's
   */
  public List<Quality> verification(FeatureNetwork network, int people) {
    double threshold = pairs(network, Split.TUNING, people).threshold();
    Verification test = pairs(network, Split.TEST, people);
    return List.of(
        quality("verification accuracy on unseen people", test.accuracy(threshold)),
        new Quality("best cosine threshold on tuning people", threshold, null, null, 2L * people),
        quality("verification accuracy at cosine 0.5", test.accuracy(0.5)));
  }

  private Verification pairs(FeatureNetwork network, Split split, int people) {
    double[][] first = wide(rows(list(people, i -> shot(split, i, 0)), network::features));
    double[][] second = wide(rows(list(people, i -> shot(split, i, 1)), network::features));
    double[][] third = wide(rows(list(people, i -> shot(split, i, 2)), network::features));
    double[] same = new double[people];
    double[] different = new double[people];
    for (int i = 0; i < people; i++) {
      same[i] = CosineSimilarity.of(first[i], second[i]);
      different[i] = CosineSimilarity.of(first[i], third[(i + 1) % people]);
    }
    return new Verification(same, different);
  }

  private Scene shot(Split split, int person, int shot) {
    return world.shot(split, firstScene + person, shot);
  }

  /**
   * How a distance follows edits of known size: for each continuous attribute the rank correlation
   * of the distance from a face to its edited self with the change of the value, the same for the
   * distance of pixels, and how often half an edit is nearer than the whole.
   */
  public List<Quality> distance(FeatureNetwork network, int n) {
    List<Quality> figures = new ArrayList<>();
    for (Attribute attribute : Attribute.values()) {
      if (attribute.continuous()) {
        figures.addAll(distance(network, attribute, n));
      }
    }
    return figures;
  }

  private List<Quality> distance(FeatureNetwork network, Attribute attribute, int n) {
    long key = Seed.seed(firstScene).key(attribute.key(), "edit", 0);
    List<Scene> scenes = scenes(n);
    List<Scene> whole = list(n, i -> scenes.get(i).with(attribute, Seed.uniform(key, i)));
    List<Scene> half =
        list(n, i -> scenes.get(i).with(attribute, middle(scenes.get(i), whole.get(i), attribute)));
    double[] change = new double[n];
    Arrays.setAll(
        change, i -> Math.abs(whole.get(i).value(attribute) - scenes.get(i).value(attribute)));
    ToDoubleBiFunction<double[], double[]> gap = PerceptualDistance::of;
    double[] far = between(network::features, scenes, whole, gap);
    double[] near = between(network::features, scenes, half, gap);
    int ordered = (int) IntStream.range(0, n).filter(i -> near[i] < far[i]).count();
    String what = "an edit of " + attribute.key();
    return List.of(
        correlation("rank correlation of distance and size of " + what, change, far),
        correlation(
            "the same of the distance of pixels",
            change,
            between(FeatureQuality::pixels, scenes, whole, gap)),
        quality("half of " + what + " is nearer than the whole", Wilson.of(ordered, n)));
  }

  private static double middle(Scene a, Scene b, Attribute attribute) {
    return (a.value(attribute) + b.value(attribute)) / 2;
  }

  private static double[] between(
      Reader reader,
      List<Scene> a,
      List<Scene> b,
      ToDoubleBiFunction<double[], double[]> comparison) {
    double[][] left = wide(rows(a, reader));
    double[][] right = wide(rows(b, reader));
    double[] found = new double[left.length];
    Arrays.setAll(found, i -> comparison.applyAsDouble(left[i], right[i]));
    return found;
  }

  private static float[][] pixels(List<Image> images) {
    return images.stream().map(Image::values).toArray(float[][]::new);
  }

  private static Quality correlation(String figure, double[] a, double[] b) {
    double rho = RankCorrelation.spearman(a, b);
    double half = Z * Math.sqrt(SPEARMAN_VARIANCE / Math.max(1, a.length - 3));
    double z = 0.5 * Math.log((1 + rho) / (1 - rho));
    return new Quality(figure, rho, Math.tanh(z - half), Math.tanh(z + half), a.length);
  }

  /**
   * Whether neighbours look alike: how often the nearest other face by the cosine of the features
   * has the same label, and how often a random one has; and how far the features are from a
   * collapse into one direction.
   */
  public List<Quality> neighbours(FeatureNetwork network, int n) {
    List<Scene> scenes = scenes(n);
    double[][] features = wide(rows(scenes, network::features));
    int[] nearest = Neighbours.nearest(features);
    List<Quality> figures = new ArrayList<>();
    for (Attribute attribute : Attribute.values()) {
      figures.add(
          quality(
              "the nearest face agrees on " + attribute.key(),
              agreeing(scenes, attribute, i -> nearest[i])));
      figures.add(
          quality(
              "a random face agrees on " + attribute.key(),
              agreeing(scenes, attribute, i -> (i + 1) % n)));
    }
    double spread = Neighbours.spread(features);
    figures.add(new Quality("spread of directions (0 collapsed, 1 even)", spread, null, null, n));
    return figures;
  }

  private static Wilson agreeing(
      List<Scene> scenes, Attribute attribute, java.util.function.IntUnaryOperator other) {
    int agree = 0;
    for (int i = 0; i < scenes.size(); i++) {
      Scene found = scenes.get(other.applyAsInt(i));
      agree += scenes.get(i).label(attribute) == found.label(attribute) ? 1 : 0;
    }
    return Wilson.of(agree, scenes.size());
  }

  /** What a network makes of images. */
  private interface Reader {
    float[][] of(List<Image> images);
  }

  private static float[][] rows(List<Scene> scenes, Reader reader) {
    float[][] rows = new float[scenes.size()][];
    for (int from = 0; from < rows.length; from += CHUNK) {
      List<Scene> chunk = scenes.subList(from, Math.min(rows.length, from + CHUNK));
      float[][] found = reader.of(chunk.stream().map(Scene::image).toList());
      System.arraycopy(found, 0, rows, from, found.length);
    }
    return rows;
  }

  private static double[][] wide(float[][] rows) {
    double[][] wide = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      float[] row = rows[i];
      wide[i] = IntStream.range(0, row.length).mapToDouble(k -> row[k]).toArray();
    }
    return wide;
  }

  private static Quality quality(String figure, Wilson share) {
    return new Quality(figure, share.share(), share.low(), share.high(), share.n());
  }
}
