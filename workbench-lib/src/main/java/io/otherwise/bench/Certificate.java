package io.otherwise.bench;

import io.otherwise.artifact.Provenance;
import java.util.List;
import java.util.Objects;

/**
 * What published networks gave on a machine.
 *
 * @param provenance commit, versions, device and time
 * @param networks one after the other, as they were asked for
 */
record Certificate(Provenance provenance, List<Entry> networks) {
  Certificate {
    networks = List.copyOf(networks);
  }

  /**
   * One network.
   *
   * @param sha256 of the file that was fetched; empty where there is none
   * @param hash whether it is the published one, or nobody published any
   * @param outputs how many numbers it gives of a picture
   * @param norm root of their sum of squares on the picture of {@link FormulaModels#image}
   * @param largest places of the five largest
   * @param compared with what others printed; empty where nothing is known
   * @param failure why it did not run; empty where it did
   */
  record Entry(
      String name,
      String sha256,
      String hash,
      int outputs,
      double norm,
      List<Integer> largest,
      List<KnownOutputs.Compared> compared,
      String failure) {
    Entry {
      // What is empty is left out of the file.
      sha256 = Objects.requireNonNullElse(sha256, "");
      hash = Objects.requireNonNullElse(hash, "");
      failure = Objects.requireNonNullElse(failure, "");
      largest = largest == null ? List.of() : List.copyOf(largest);
      compared = compared == null ? List.of() : List.copyOf(compared);
    }

    static Entry failed(String name, String why) {
      return new Entry(name, "", "", 0, 0, List.of(), List.of(), why);
    }

    boolean passed() {
      return failure.isEmpty() && compared.stream().allMatch(KnownOutputs.Compared::agrees);
    }

    /** One line, for people. */
    String says() {
      if (!failure.isEmpty()) {
        return name + ": " + failure;
      }
      String runs = "%s: runs, file %s, %d outputs".formatted(name, hash, outputs);
      return compared.isEmpty()
          ? runs + ", no known ones to compare with"
          : runs + (passed() ? ", as others printed them" : ", NOT as others printed them");
    }
  }

  boolean passed() {
    return networks.stream().allMatch(Entry::passed);
  }
}
