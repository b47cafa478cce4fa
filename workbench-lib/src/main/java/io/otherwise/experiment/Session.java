package io.otherwise.experiment;

import io.otherwise.artifact.Provenance;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What computes: the program and machine, and what stands behind the names of networks.
 *
 * @param provenance of this session, before it has used anything
 * @param threads that one engine operation may use
 */
public record Session(Provenance provenance, int threads, Networks networks) {
  /** Knows the files behind networks. */
  @FunctionalInterface
  public interface Networks {
    /**
     * Hash by name of every file that these networks are made of.
     *
     * @param names as {@code Explainer.networks} says them; none stands for all that were opened
     */
    Map<String, String> files(List<String> names);
  }

  public Session {
    Objects.requireNonNull(provenance, "provenance");
    Objects.requireNonNull(networks, "networks");
    if (threads < 1) {
      throw new IllegalArgumentException(
          "a session computes with at least 1 thread, but was given %s; pass what the engine uses"
              .formatted(threads));
    }
  }
}
