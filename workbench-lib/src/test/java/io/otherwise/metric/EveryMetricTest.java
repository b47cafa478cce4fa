package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.attribution.Planted;
import io.otherwise.explain.Query;
import io.otherwise.model.FeatureNetwork;
import io.otherwise.world.Attribute;
import io.otherwise.world.FaceWorld;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What tables print of each metric, beside its numbers: as docs/metrics.md promises it. */
class EveryMetricTest {
  private static final KnownTruth TRUTH = KnownTruth.of(FaceWorld.v1());
  private static final Rule RULE = new Rule(Attribute.AGE, s -> 0);
  private static final FeatureNetwork NET = PairAnswers.firstPixel("net");
  private static final AttributeProbabilities ORACLE = MadeAnswers.COLOURS;

  private static final ConceptTruth CONCEPTS = ConceptTruth.of(TRUTH, Planted.of(1, 1, 1, 1, 1, 1));

  /** Of quantities that nobody had to define. */
  private static final List<String> HERE =
      List.of(
          "cost, as recorded with every answer",
          "difference of an oracle's probabilities",
          "mean squared difference of the features of net");

  private static List<Metric> all() {
    return List.of(
        new FlipRatio(),
        new FlipRatio().aim(FlipRatio.Aim.AWAY),
        new NonAdversarialFlipRatio((images, classes) -> new boolean[images.size()]),
        new Bkl(),
        new Confidence(),
        new Confidence().compat(Confidence.Reading.MAXIMUM),
        LpDistance.l1(),
        new LatentDistance(null, "blocks"),
        new PerceptualDistance(NET),
        new Cout(RULE),
        Cout.ace(RULE),
        S3.ace(NET),
        Fs.ldce(NET),
        new Fva(NET),
        new Mnac(ORACLE),
        CorrelationDifference.of(ORACLE, new boolean[][] {{true, false, true}}, "red"),
        new Frechet(NET),
        new SplitFrechet(NET),
        FrechetPlus.over(NET, List.of(SetAnswers.flipped(5, .1f))).n(3000),
        new KernelDistance(NET),
        new NeighbourPrecision(NET),
        new NeighbourRecall(NET),
        BackgroundError.outsideKeptMask(),
        new ModelTruthDistance(TRUTH, RULE),
        new WorldTruthDistance(TRUTH),
        new EditMaskIou(TRUTH),
        new EditEnergyInside(TRUTH),
        new ExcessEdit(TRUTH),
        new CausalEffect(TRUTH, RULE, ORACLE),
        new AttributeChange(ORACLE, "red", "old"),
        new EditLikeness("hue", Query::factual),
        new TreatmentEffect(),
        ValidityRatio.of((layer, images, targets) -> new float[0][], List.of()),
        ConceptAgreement.of(ConceptAgreement.Reading.PLACES, CONCEPTS, ORACLE, List.of()),
        ConceptAgreement.of(ConceptAgreement.Reading.ASKED, CONCEPTS, ORACLE, List.of()),
        ConceptAgreement.of(ConceptAgreement.Reading.CHANGED, CONCEPTS, ORACLE, List.of()),
        new NetworkCalls(),
        new Seconds(),
        new PeakMemory());
  }

  @Test
  void names_arrows_populations_and_fewest_answers_are_those_of_the_page() {
    assertEquals(
        List.of(
            "FR \u2191 all 1",
            "untargeted FR \u2191 all 1",
            "non-adversarial FR (a judge) \u2191 all 1",
            "BKL \u2193 valid 1",
            "confidence \u2191 all 1",
            "confidence (any class) \u2191 all 1",
            "L1 \u2193 all 1",
            "latent L2 (blocks) \u2193 all 1",
            "perceptual distance (net) \u2193 all 1",
            "COUT \u2191 all 1",
            "COUT (ACE's weights) \u2191 correct input 1",
            "S3 (net) \u2191 correct input 1",
            "FS (net) \u2193 valid 1",
            "FVA (net) \u2191 valid 1",
            "MNAC \u2193 valid 1",
            "CD \u2193 valid 30",
            "FD net \u2193 valid 2048",
            "sFD net \u2193 valid 4096",
            "FD+ net \u2193 valid 3000",
            "KD net \u2193 valid 100",
            "precision net \u2191 valid 1000",
            "recall net \u2191 valid 1000",
            "L_bg \u2193 all 1",
            "model truth distance (L1) \u2193 all 1",
            "world truth distance (L1) \u2193 all 1",
            "edit mask IoU \u2191 all 1",
            "edit energy inside the true mask \u2191 all 1",
            "excess edit outside the true mask \u2193 all 1",
            "causal effect, rank correlation \u2191 all 20",
            "more red towards old  all 1",
            "like hue  all 1",
            "effect on p(target)  all 1",
            "validity ratio \u2191 all 1",
            "concept places, IoU \u2191 all 1",
            "concepts of the asked factor \u2191 all 1",
            "concepts that were changed \u2191 all 1",
            "network calls \u2193 all 1",
            "seconds \u2193 all 1",
            "peak memory (MiB) \u2193 all 1"),
        all().stream().map(EveryMetricTest::printed).toList());
  }

  private static String printed(Metric m) {
    return m.name() + " " + m.direction().arrow() + " " + m.population().name() + " " + m.minimum();
  }

  @Test
  void every_metric_says_who_defined_it_and_when() {
    for (Metric metric : all()) {
      String said = metric.citation();
      assertTrue(said.matches(".+\\((19|20)\\d\\d\\).*") || HERE.contains(said), said);
    }
    String farid = "Farid et al. (2023), Latent Diffusion Counterfactual Explanations";
    assertEquals(farid, LpDistance.l1().citation());
    assertEquals("Jeanneret et al. (2022), DiME", LpDistance.dime().citation());
    assertEquals(farid, Fs.ldce(NET).citation());
    assertEquals("Jeanneret et al. (2023), ACE", Fs.ace(NET).citation());
    assertEquals(farid, S3.ldce(NET).citation());
    assertEquals("Jeanneret et al. (2023), ACE", S3.ace(NET).citation());
    assertEquals("Jeanneret et al. (2022), DiME", new FlipRatio().citation());
    assertEquals(
        "Jeanneret et al. (2023), ACE", new FlipRatio().aim(FlipRatio.Aim.AWAY).citation());
  }

  @Test
  void equal_settings_are_equal_metrics_and_no_two_here_are() {
    Set<Metric> distinct = all().stream().collect(Collectors.toSet());

    assertEquals(all().size(), distinct.size());
    assertEquals(new FlipRatio(), new FlipRatio());
    assertEquals(new ModelTruthDistance(TRUTH, RULE), new ModelTruthDistance(TRUTH, RULE));
  }

  @Test
  void another_population_is_printed_instead() {
    Population mine = Population.where("mine", c -> true);
    List<Metric> changed =
        List.of(
            new Bkl().population(mine),
            new Confidence().population(mine),
            new PerceptualDistance(NET).population(mine),
            new NonAdversarialFlipRatio((i, c) -> new boolean[0]).population(mine),
            new Cout(RULE).population(mine),
            S3.ldce(NET).population(mine),
            new Fva(NET).population(mine),
            Fs.ace(NET).population(mine),
            new Mnac(ORACLE).population(mine),
            new AttributeChange(ORACLE, "red", "old").population(mine),
            new EditLikeness("hue", Query::factual).population(mine),
            new TreatmentEffect().population(mine),
            ValidityRatio.of((layer, images, targets) -> new float[0][], List.of())
                .population(mine),
            ConceptAgreement.of(ConceptAgreement.Reading.ASKED, CONCEPTS, ORACLE, List.of())
                .population(mine),
            new LatentDistance(null, "blocks").population(mine),
            BackgroundError.outsideKeptMask().population(mine),
            LpDistance.dime().population(mine));

    for (Metric metric : changed) {
      assertEquals("mine", metric.population().name(), metric.name());
    }
  }
}
