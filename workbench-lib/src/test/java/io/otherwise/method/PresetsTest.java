package io.otherwise.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.otherwise.diffusion.NoiseSchedule;
import io.otherwise.explain.Method;
import io.otherwise.model.Classifier;
import io.otherwise.model.LatentDiffusion;
import io.otherwise.model.PixelDiffusion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The settings of each paper and data set: they are those of the tables, and bind to models. */
class PresetsTest {
  private LatentDiffusion latent;
  private PixelDiffusion pixels;
  private Classifier classifier;

  @BeforeEach
  void open() {
    latent = ToyLatent.model();
    pixels = PixelDiffusion.learned("toy", (x, t) -> x, NoiseSchedule.linear(1000), 1);
    classifier = ToyLatent.classifier();
  }

  @AfterEach
  void close() {
    latent.close();
    pixels.close();
    classifier.close();
  }

  /** Angle, steps, lambda_c and lambda_d of Table 5 of LDCE. */
  @Test
  void table_5_of_ldce_is_the_presets() {
    Map<Ldce, List<Number>> table = new LinkedHashMap<>();
    table.put(Ldce.paper(), List.of(45.0, 191, 2.3, 0.3));
    table.put(Ldce.paperText(), List.of(50.0, 191, 3.95, 1.2));
    table.put(Ldce.paperCelebaHq(), List.of(90.0, 160, 3.95, 3.5));
    table.put(Ldce.paperFlowers(), List.of(45.0, 250, 3.4, 1.2));
    table.put(Ldce.paperPets(), List.of(45.0, 191, 4.2, 2.4));

    table.forEach(
        (preset, row) ->
            assertEquals(
                row,
                List.of(
                    preset.consensusDegrees(),
                    preset.distance(),
                    preset.classifierScale(),
                    preset.distanceScale())));
  }

  @Test
  void every_preset_of_ldce_binds() {
    binds(
        List.of(
            Ldce.paper(),
            Ldce.code(),
            Ldce.paperText(),
            Ldce.paperCelebaHq(),
            Ldce.codeCelebaHq(),
            Ldce.paperFlowers(),
            Ldce.paperPets(),
            Ldce.codePairs()),
        m -> m.on(classifier, latent));
  }

  @Test
  void every_preset_of_ace_binds() {
    binds(
        List.of(Ace.paper(), Ace.code(), Ace.paperImageNet(), Ace.paperCelebA(), Ace.paperBdd()),
        m -> m.on(classifier, pixels));
    binds(List.of(Ace.paper().l2(), Ace.paperImageNet().l2()), m -> m.on(classifier, pixels));
  }

  @Test
  void every_preset_of_dime_and_dvce_binds() {
    binds(List.of(Dime.paper(), Dime.code()), m -> m.on(classifier, pixels, ToyPixel.pixels()));
    binds(List.of(Dvce.code()), m -> m.on(classifier, pixels));
    binds(List.of(Dvce.paper()), m -> m.on(classifier, classifier, pixels));
  }

  private static <M extends Method> void binds(List<M> presets, Function<M, Batched> on) {
    for (M preset : presets) {
      Batched bound = on.apply(preset);
      assertFalse(bound.networks().isEmpty(), preset.toString());
    }
  }
}
