package io.otherwise.experiment;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.Quality;
import io.otherwise.method.Ldce;
import io.otherwise.model.AttributeOracle;
import io.otherwise.model.Classifier;
import io.otherwise.model.EmbeddedClassifiers;
import io.otherwise.model.EmbeddedLdm;
import io.otherwise.model.LatentDiffusion;
import io.otherwise.model.Sampler;
import io.otherwise.world.Attribute;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Measures the autoencoder and the denoiser of the faces, and LDCE with them, and writes the
 * figures into their manifests.
 */
public final class MeasureGenerator {
  private static final String AUTOENCODER = "faces-autoencoder";
  private static final String DENOISER = "faces-ldm";
  private static final String LEANING = "faces-ldm-90";

  private final Artifacts artifacts;
  private final PrintStream out;

  private MeasureGenerator(Artifacts artifacts, PrintStream out) {
    this.artifacts = artifacts;
    this.out = out;
  }

  /**
   * Arguments: images a set, images a single request, queries of LDCE; 2000, 200 and 500. What is 0
   * is not measured, and keeps the figures it has.
   */
  public static void main(String... arguments) {
    int[] n = {2000, 200, 500};
    for (int i = 0; i < arguments.length; i++) {
      n[i] = Integer.parseInt(arguments[i]);
    }
    new MeasureGenerator(Artifacts.find(), System.out).run(n[0], n[1], n[2]);
  }

  private void run(int images, int requests, int queries) {
    try (LatentDiffusion model = EmbeddedLdm.open(artifacts, DENOISER);
        AttributeOracle oracle = EmbeddedClassifiers.oracle(artifacts, "faces-oracle");
        Classifier smile = EmbeddedClassifiers.open(artifacts, "faces-smile");
        Classifier age = EmbeddedClassifiers.open(artifacts, "faces-age-clean")) {
      FaceQuality quality = new FaceQuality(model, oracle);
      if (queries > 0) {
        write(DENOISER, quality.ldce(Ldce.world(), smile, Attribute.SMILE, queries));
        write(DENOISER, quality.ldce(Ldce.world(), age, Attribute.AGE, queries));
      }
      if (images > 0) {
        write(AUTOENCODER, quality.autoencoder(images));
        write(DENOISER, quality.samples(images, Sampler.plain()));
        write(DENOISER, quality.samples(images, Sampler.noisy()));
      }
      if (requests > 0) {
        write(DENOISER, quality.singleRequests(requests, Sampler.plain()));
        write(DENOISER, quality.singleRequests(requests, Sampler.noisy()));
        write(DENOISER, glasses(quality, requests));
        if (artifacts.names().contains(LEANING)) {
          leaning(oracle, requests);
        }
      }
    }
  }

  /** The same question for the model that learnt where old people wear glasses. */
  private void leaning(AttributeOracle oracle, int requests) {
    try (LatentDiffusion model = EmbeddedLdm.open(artifacts, LEANING)) {
      write(LEANING, glasses(new FaceQuality(model, oracle), requests));
    }
  }

  private static List<Quality> glasses(FaceQuality quality, int requests) {
    return quality.alongside(Attribute.AGE, Attribute.GLASSES, requests, Sampler.plain());
  }

  private void write(String name, List<Quality> figures) {
    Path folder = artifacts.home().resolve("data-manifests");
    Manifest.read(folder.resolve(name + ".json")).measured(figures).writeTo(folder);
    figures.forEach(f -> out.println(name + ": " + f));
  }
}
