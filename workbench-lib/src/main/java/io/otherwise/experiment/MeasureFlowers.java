package io.otherwise.experiment;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.Quality;
import io.otherwise.explain.Image;
import io.otherwise.explain.Scores;
import io.otherwise.explain.Seed;
import io.otherwise.metric.Wilson;
import io.otherwise.model.Classifier;
import io.otherwise.model.EmbeddedClassifiers;
import io.otherwise.model.EmbeddedLdm;
import io.otherwise.model.LatentDiffusion;
import io.otherwise.model.Sampler;
import io.otherwise.world.Scene;
import io.otherwise.world.flower.Species;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Measures the class-conditional model of flowers, and writes the figure into its manifest. */
public final class MeasureFlowers {
  private static final String MODEL = "flowers-ldm";

  private MeasureFlowers() {}

  /** Argument: pictures; 280, twenty of a species. */
  public static void main(String... arguments) {
    int pictures = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 280;
    Artifacts artifacts = Artifacts.find();
    try (LatentDiffusion model = EmbeddedLdm.open(artifacts, MODEL);
        Classifier judge = EmbeddedClassifiers.open(artifacts, "flowers-oracle")) {
      for (Sampler sampler : List.of(Sampler.plain(), Sampler.guided())) {
        Quality figure = species(model, judge, pictures, sampler);
        Path folder = artifacts.home().resolve("data-manifests");
        Manifest.read(folder.resolve(MODEL + ".json")).measured(List.of(figure)).writeTo(folder);
        System.out.println(MODEL + ": " + figure);
      }
    }
  }

  /** How many samples another classifier takes for the species that was asked for. */
  static Quality species(LatentDiffusion model, Classifier judge, int n, Sampler sampler) {
    List<String> all = Species.labels();
    List<String> asked = IntStream.range(0, n).mapToObj(i -> all.get(i % all.size())).toList();
    List<Image> drawn = sampler.draw(model, asked, Scene.SIDE, Seed.seed(0));
    List<Scores> scores = TestSet.chunked(drawn, judge::score);
    int right =
        (int) IntStream.range(0, n).filter(i -> scores.get(i).best().equals(asked.get(i))).count();
    Wilson share = Wilson.of(right, n);
    return new Quality(
        "samples%s: species asked for right".formatted(sampler.suffix()),
        share.share(),
        share.low(),
        share.high(),
        n);
  }
}
