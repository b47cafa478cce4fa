package io.otherwise.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.otherwise.metric.FeatureGaussian;
import io.otherwise.metric.Features;
import io.otherwise.metric.FrechetDistance;
import io.otherwise.metric.FrechetPlus;
import io.otherwise.metric.KernelDistance;
import io.otherwise.metric.KernelEstimator;
import io.otherwise.metric.Repeats;
import io.otherwise.metric.SplitFrechet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Metrics of whole sets of features: fid, fid_plus, kid and precision_recall. */
final class SetMetricGolden {
  static final Set<String> METRICS = Set.of("fid", "fid_plus", "kid", "precision_recall");

  /**
   * The bounds of the goldens' own page. Ours, by singular values, is within 1e-14 of both
   * references where covariances have full rank; the references themselves lose half of their
   * digits where images are fewer than features (8e-9 and 1.5e-8 of the distance in n_lt_d, at most
   * 2.1e-8 and 4.7e-8 on 320 random pairs of sets).
   */
  private static final double FRECHET = 1e-7;

  private static final double FRECHET_ABSOLUTE = 1e-8;

  /** What scipy's matrix root may lose where images are fewer than features. */
  private static final double SCIPY_SINGULAR = 1e-6;

  private SetMetricGolden() {}

  /** Returns the largest relative error. */
  static double check(GoldenFile file) {
    double worst = 0;
    for (JsonNode json : file.json().get("cases")) {
      MetricCase one = new MetricCase(json, file.run());
      switch (file.text("metric")) {
        case "fid" -> frechet(one);
        case "fid_plus" -> frechetPlus(one);
        case "kid" -> kernel(one);
        case "precision_recall" -> NeighbourGolden.check(one);
        default ->
            throw new NotUnderstood(
                "metrics of sets are "
                    + METRICS
                    + ", but this one is "
                    + file.text("metric")
                    + "; teach SetMetricGolden that metric");
      }
      worst = Math.max(worst, one.worst());
    }
    return worst;
  }

  private static void frechet(MetricCase c) {
    if (c.json().has("half_a")) {
      splitFrechet(c);
      return;
    }
    c.knows("name", "a", "b", "expected");
    JsonNode expected = c.expected("fid_pytorch_fid", "fid_eigen", "trace_cov_a", "mean_term");
    Features a = c.features("a");
    Features b = c.features("b");
    double found = FrechetDistance.between(a, b);
    FeatureGaussian ofA = FeatureGaussian.of(a);
    FeatureGaussian ofB = FeatureGaussian.of(b);
    double scipy = singular(a.size(), b.size(), a.width()) ? SCIPY_SINGULAR : FRECHET;
    c.compare(expected, "fid_eigen", found, FRECHET, FRECHET_ABSOLUTE);
    c.compare(expected, "fid_pytorch_fid", found, scipy, FRECHET_ABSOLUTE);
    c.compare(expected, "trace_cov_a", ofA.variance());
    c.compare(expected, "mean_term", squared(ofA.mean(), ofB.mean()));
  }

  private static boolean singular(int n1, int n2, int width) {
    return Math.min(n1, n2) < width;
  }

  private static double squared(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(k -> Math.pow(a[k] - b[k], 2)).sum();
  }

  private static void splitFrechet(MetricCase c) {
    c.knows("name", "real", "cf", "half_a", "half_b", "success", "expected");
    JsonNode expected =
        c.expected(
            "fid_realA_cfB", "fid_realB_cfA", "sfid", "all_cf_realA_cfB", "all_cf_realB_cfA");
    Features real = c.features("real");
    Features edited = c.features("cf");
    JsonNode success = c.json().get("success");
    int[] all = IntStream.range(0, edited.size()).toArray();
    int[] valid = IntStream.of(all).filter(i -> success.get(i).asBoolean()).toArray();
    int[] a = MetricInputs.places(c.json().get("half_a"));
    int[] b = MetricInputs.places(c.json().get("half_b"));
    Features some = edited.rows(valid);
    split(c, expected, "fid_realA_cfB", SplitFrechet.across(real, some, valid, a));
    split(c, expected, "fid_realB_cfA", SplitFrechet.across(real, some, valid, b));
    split(c, expected, "sfid", SplitFrechet.crossed(real, some, valid, a));
    split(c, expected, "all_cf_realA_cfB", SplitFrechet.across(real, edited, all, a));
    split(c, expected, "all_cf_realB_cfA", SplitFrechet.across(real, edited, all, b));
  }

  private static void split(MetricCase c, JsonNode expected, String key, double found) {
    c.compare(expected, key, found, FRECHET, FRECHET_ABSOLUTE);
  }

  private static void frechetPlus(MetricCase c) {
    c.knows("name", "real", "n", "repetitions", "variants");
    Features real = c.features("real");
    int fewest = Integer.MAX_VALUE;
    for (JsonNode variant : c.json().get("variants")) {
      fewest = Math.min(fewest, variant.get("successes").asInt());
      variant(c, real, variant);
    }
    c.exactly(c.json(), "n", fewest);
  }

  private static void variant(MetricCase c, Features real, JsonNode variant) {
    MetricInputs.knows(
        "a variant", variant, Set.of("features", "successes", "draw_indices", "expected"));
    JsonNode expected = c.expected(variant, "fids", "mean", "std_population", "std_sample");
    List<int[]> draws = MetricCase.lists(variant.get("draw_indices"));
    c.exactly(c.json(), "repetitions", draws.size());
    Repeats found =
        FrechetPlus.repeats(real, Features.of(c.matrix(variant.get("features"))), draws);
    boolean singular = singular(draws.get(0).length, real.size(), real.width());
    double relative = singular ? FRECHET : MetricCase.RELATIVE;
    double absolute = singular ? FRECHET_ABSOLUTE : MetricCase.ABSOLUTE;
    c.compare(expected, "fids", found.values(), relative, absolute);
    c.compare(expected, "mean", found.mean(), relative, absolute);
    c.compare(expected, "std_population", found.populationDeviation(), relative, absolute);
    c.compare(expected, "std_sample", found.deviation(), relative, absolute);
  }

  private static void kernel(MetricCase c) {
    c.knows("name", "a", "b", "subset_indices_a", "subset_indices_b", "expected");
    Features a = c.features("a");
    Features b = c.features("b");
    if (c.json().has("subset_indices_a")) {
      kernelSubsets(c, a, b);
      return;
    }
    JsonNode expected = c.expected("unbiased", "biased", "u-statistic");
    c.compare(expected, "unbiased", KernelEstimator.UNBIASED.between(a, b));
    c.compare(expected, "biased", KernelEstimator.BIASED.between(a, b));
    if (expected.has("u-statistic")) {
      c.compare(expected, "u-statistic", KernelEstimator.U_STATISTIC.between(a, b));
    }
  }

  private static void kernelSubsets(MetricCase c, Features a, Features b) {
    JsonNode expected = c.expected("per_subset", "mean", "std_population", "std_sample");
    Repeats found =
        KernelDistance.repeats(
            KernelEstimator.UNBIASED,
            a,
            b,
            MetricCase.lists(c.json().get("subset_indices_a")),
            MetricCase.lists(c.json().get("subset_indices_b")));
    c.compare(expected, "per_subset", found.values(), MetricCase.RELATIVE, MetricCase.ABSOLUTE);
    c.compare(expected, "mean", found.mean());
    c.compare(expected, "std_population", found.populationDeviation());
    c.compare(expected, "std_sample", found.deviation());
  }
}
