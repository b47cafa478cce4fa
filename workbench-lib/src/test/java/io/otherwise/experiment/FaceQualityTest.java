package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.Quality;
import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.method.Ldce;
import io.otherwise.metric.EditEnergyInside;
import io.otherwise.metric.KnownTruth;
import io.otherwise.model.AttributeOracle;
import io.otherwise.model.Classifier;
import io.otherwise.model.EmbeddedClassifiers;
import io.otherwise.model.EmbeddedLdm;
import io.otherwise.model.LatentDiffusion;
import io.otherwise.world.Attribute;
import io.otherwise.world.FaceWorld;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FaceQualityTest {
  private static final int N = 2;
  private static final Ldce METHOD = Ldce.world();

  @Test
  void ldce_is_held_against_the_same_walk_without_guidance_and_against_the_truth() {
    Artifacts artifacts = Artifacts.find();
    try (LatentDiffusion model = EmbeddedLdm.open(artifacts, "faces-ldm");
        AttributeOracle oracle = EmbeddedClassifiers.oracle(artifacts, "faces-oracle");
        Classifier smile = EmbeddedClassifiers.open(artifacts, "faces-smile")) {
      FaceQuality quality = new FaceQuality(model, oracle);
      Counterfactuals answers = quality.explain(METHOD, smile, Attribute.SMILE, N);
      Counterfactuals control =
          quality.explain(METHOD.classifierScale(0).distanceScale(0), smile, Attribute.SMILE, N);
      EditEnergyInside inside = new EditEnergyInside(KnownTruth.of(FaceWorld.v1()));
      double unguided = control.stream().mapToDouble(inside::energy).sum();

      Map<String, Quality> figures = new HashMap<>();
      for (Quality figure : quality.ldce(METHOD, smile, Attribute.SMILE, N)) {
        figures.put(figure.figure().replace("LDCE on faces-smile: ", ""), figure);
      }

      assertEquals(answers.flipRatio(), figures.get("flip ratio").value());
      assertEquals(
          answers.stream().mapToDouble(inside::energy).sum() / unguided,
          figures.get("edit energy inside the true mask over the unguided control's").value(),
          1e-6);
      assertEquals(
          answers.stream().map(Counterfactual::query).mapToDouble(inside::trueEnergy).sum()
              / unguided,
          figures.get("the true edit's energy over the unguided control's").value(),
          1e-6);
      assertTrue(figures.values().stream().allMatch(f -> f.n() == N), figures.toString());
    }
  }
}
