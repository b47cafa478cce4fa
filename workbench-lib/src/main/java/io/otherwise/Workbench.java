package io.otherwise;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.Provenance;
import io.otherwise.model.AttributeOracle;
import io.otherwise.model.Classifier;
import io.otherwise.model.EmbeddedClassifiers;
import io.otherwise.model.EmbeddedLdm;
import io.otherwise.model.LatentDiffusion;
import io.otherwise.tensor.Torch;
import io.otherwise.world.FaceWorld;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * An open session: it opens networks and data by the names of their manifests, each once, and frees
 * every native byte when closed.
 *
 * <pre>{@code
 * var lab  = Workbench.open();
 * var face = lab.world("faces").image(7);
 * var ldce = Ldce.world();
 * ldce.on(lab.classifier("faces-age"), lab.latentDiffusion("faces-ldm"))
 *     .explain(face.towards("old"), seed(0))
 * }</pre>
 */
public final class Workbench implements AutoCloseable {
  private final Artifacts artifacts;
  private final Map<String, AutoCloseable> opened = new HashMap<>();
  private final Deque<AutoCloseable> order = new ArrayDeque<>();

  private Workbench(Artifacts artifacts) {
    this.artifacts = artifacts;
  }

  /** Opens the project that the working directory lies in. */
  public static Workbench open() {
    return new Workbench(Artifacts.find());
  }

  /** An embedded world by name; {@code faces} is the one there is. */
  public FaceWorld world(String name) {
    if (!name.equals("faces")) {
      throw new IllegalArgumentException(
          "an embedded world is one of faces, but was " + name + "; choose faces");
    }
    return FaceWorld.v1();
  }

  /** A latent diffusion model by name, such as {@code faces-ldm}. */
  public LatentDiffusion latentDiffusion(String name) {
    return once(name, n -> EmbeddedLdm.open(artifacts, n));
  }

  /** A classifier to explain, by name, such as {@code faces-age}. */
  public Classifier classifier(String name) {
    return once(name, n -> EmbeddedClassifiers.open(artifacts, n));
  }

  /** A network that judges counterfactuals and is never explained, such as {@code faces-oracle}. */
  public AttributeOracle oracle(String name) {
    return once(name, n -> EmbeddedClassifiers.oracle(artifacts, n));
  }

  @SuppressWarnings("unchecked")
  private <T extends AutoCloseable> T once(String name, Function<String, T> opener) {
    return (T)
        opened.computeIfAbsent(
            name,
            n -> {
              T fresh = opener.apply(n);
              order.push(fresh);
              return fresh;
            });
  }

  /** Where names are looked up. */
  public Artifacts artifacts() {
    return artifacts;
  }

  /** Commit, versions and device of this session. */
  public Provenance provenance() {
    return Provenance.now(artifacts.home(), Torch.describe(), Torch.device());
  }

  /** Five lines that belong in an appendix. */
  @Override
  public String toString() {
    Runtime machine = Runtime.getRuntime();
    return """
        Otherwise at %s
        project  %s, %d manifests
        engine   %s on %s, %d threads
        java     %s, %d MB heap
        machine  %s %s, %d cores"""
        .formatted(
            provenance().commit(),
            artifacts.home().getFileName(),
            artifacts.names().size(),
            Torch.describe(),
            Torch.device(),
            Torch.threads(),
            Runtime.version(),
            machine.maxMemory() >> 20,
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            machine.availableProcessors());
  }

  /** Closes every network this session opened; a second close does nothing. */
  @Override
  public void close() {
    while (!order.isEmpty()) {
      try {
        order.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("closing the session failed: " + e.getMessage(), e);
      }
    }
    opened.clear();
  }
}
