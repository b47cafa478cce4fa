package io.otherwise.target;

import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import io.otherwise.model.Classifier;
import io.otherwise.model.FeatureNetwork;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A class that looks alike to a network of its own, such as SimSiam: LDCE's rule for pets and
 * flowers, where classes have no place in WordNet. Nearness is the cosine of the features.
 *
 * <p>Farid et al. (2023), Latent Diffusion Counterfactual Explanations: one of the classes of the 5
 * nearest instances of other classes, at random.
 */
public final class FeatureNeighbour implements TargetRule {
  private final FeatureNetwork network;
  private final List<Neighbour> neighbours;
  private final Pick pick;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Neighbour(String label, double[] direction) {}

  private FeatureNeighbour(FeatureNetwork network, List<Neighbour> neighbours, Pick pick) {
    this.network = network;
    this.neighbours = neighbours;
    this.pick = pick;
  }

  /**
   * By the nearest images: LDCE's rule; 5 classes have a chance.
   *
   * @param references images of known classes
   */
  public static FeatureNeighbour ofImages(FeatureNetwork network, List<Labelled> references) {
    return new FeatureNeighbour(network, encoded(network, references), Pick.oneOf(5, 0));
  }

  /**
   * By the means of the classes' directions, which single odd images cannot sway; the nearest class
   * is taken.
   */
  public static FeatureNeighbour ofClassMeans(FeatureNetwork network, List<Labelled> references) {
    Map<String, double[]> sums = new LinkedHashMap<>();
    for (Neighbour one : encoded(network, references)) {
      double[] sum = sums.computeIfAbsent(one.label, c -> new double[one.direction.length]);
      for (int k = 0; k < sum.length; k++) {
        sum[k] += one.direction[k];
      }
    }
    List<Neighbour> means = new ArrayList<>();
    sums.forEach((label, sum) -> means.add(new Neighbour(label, unit(sum))));
    return new FeatureNeighbour(network, means, Pick.nearest());
  }

  /** The same rule with another choice among the nearest classes. */
  public FeatureNeighbour pick(Pick value) {
    return new FeatureNeighbour(network, neighbours, value);
  }

  private static List<Neighbour> encoded(FeatureNetwork network, List<Labelled> images) {
    List<String> labels = images.stream().map(one -> one.known("a neighbour's class")).toList();
    double[][] directions = directions(network, images);
    List<Neighbour> all = new ArrayList<>();
    for (int i = 0; i < directions.length; i++) {
      all.add(new Neighbour(labels.get(i), directions[i]));
    }
    return all;
  }

  private static double[][] directions(FeatureNetwork network, List<Labelled> images) {
    double[][] directions = new double[images.size()][];
    for (int from = 0; from < images.size(); from += Predictions.CHUNK) {
      int to = Math.min(images.size(), from + Predictions.CHUNK);
      float[][] rows =
          network.features(images.subList(from, to).stream().map(Labelled::image).toList());
      for (int i = from; i < to; i++) {
        float[] row = rows[i - from];
        directions[i] = unit(IntStream.range(0, row.length).mapToDouble(k -> row[k]).toArray());
      }
    }
    return directions;
  }

  private static double[] unit(double... x) {
    double norm = Math.sqrt(dot(x, x));
    return IntStream.range(0, x.length).mapToDouble(k -> norm > 0 ? x[k] / norm : 0).toArray();
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  @Override
  public Queries queries(Classifier classifier, List<Labelled> images) {
    List<String> own = Predictions.ownClasses(classifier, images);
    double[][] directions = directions(network, images);
    List<Query> queries = new ArrayList<>();
    for (int i = 0; i < directions.length; i++) {
      List<String> others = nearest(classifier, own.get(i), directions[i]);
      if (others.isEmpty()) {
        throw new IllegalArgumentException(
            ("a neighbour is of another class that the classifier knows, but no reference is for %s"
                    + " of %s; add references of %s's classes")
                .formatted(images.get(i).image().id(), own.get(i), classifier.name()));
      }
      queries.add(images.get(i).towards(pick.of(others, images.get(i).image().id())));
    }
    return new Queries(queries);
  }

  /** The other classes, that of the nearest reference first. */
  private List<String> nearest(Classifier classifier, String own, double... direction) {
    Map<String, Double> best = new HashMap<>();
    for (Neighbour one : neighbours) {
      best.merge(one.label, dot(one.direction, direction), Math::max);
    }
    // The sort is stable: equally near classes stay in the classifier's order.
    return classifier.classes().stream()
        .filter(name -> best.containsKey(name) && !name.equals(own))
        .sorted(Comparator.comparingDouble(name -> -best.get(name)))
        .toList();
  }
}
