package io.otherwise.artifact;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the names of this project's networks and worlds stand for elsewhere, such as in the papers:
 * one JSON file, {@code data-manifests/profiles/NAME.json}. A name that is not in it stands for
 * nothing there.
 *
 * @param name the file's name without {@code .json}
 * @param notes where the two sides do not fit quite
 * @param attributes by the name that this project has for them, such as {@code age}
 * @param worlds photographs by the name of the world they stand in for
 * @param networks by the name of the network they stand in for
 */
public record Profile(
    String name,
    String notes,
    Map<String, Attribute> attributes,
    Map<String, Photos> worlds,
    Map<String, Stand> networks) {
  /** The name of no profile: every name means this project's own. */
  public static final String EMBEDDED = "embedded";

  /** The variable that asks for one. */
  public static final String VARIABLE = "OTHERWISE_PROFILE";

  /**
   * What a picture shows or does not show, one column of a data set and one output of a network.
   *
   * @param label the column's and the output's name, such as {@code Young}
   * @param negative the class where the label is not shown, such as {@code old}
   * @param positive the class where it is shown
   * @param reversed whether this project's attribute is shown where the label is not
   * @param prompts how a model that reads words is asked for the two classes, the negative one
   *     first; none where it cannot be asked
   */
  public record Attribute(
      String label, String negative, String positive, boolean reversed, List<String> prompts) {
    public Attribute {
      prompts = prompts == null ? List.of() : List.copyOf(prompts);
      boolean named = filled(label) && filled(negative) && filled(positive);
      if (!named || negative.equals(positive) || (!prompts.isEmpty() && prompts.size() != 2)) {
        throw new IllegalArgumentException(
            "a profile's attribute has a label, two classes and no or two prompts, but one has %s, %s, %s and %s; correct it"
                .formatted(label, negative, positive, prompts));
      }
    }
  }

  /**
   * A folder of photographs.
   *
   * @param manifest of kind {@code images}
   * @param side pixels of the square pictures that are cut from them
   * @param parts number of a part in the data set by {@code train}, {@code tuning} and {@code test}
   */
  public record Photos(String manifest, int side, Map<String, Integer> parts) {
    public Photos {
      parts = ordered(parts);
      if (!filled(manifest) || side < 8 || !parts.keySet().equals(PARTS)) {
        throw new IllegalArgumentException(
            "a profile's world has a manifest, a side of at least 8 pixels and the parts %s, but one has %s, %s and %s; correct it"
                .formatted(PARTS, manifest, side, parts.keySet()));
      }
    }
  }

  /**
   * What a network's name stands for.
   *
   * @param manifest whose file is opened
   * @param attribute the one that a classifier tells, of a network that tells several; empty for
   *     all of it
   * @param layers how many of a VGG's first layers give features; 0 for what the manifest says
   */
  public record Stand(String manifest, String attribute, int layers) {
    public Stand {
      attribute = attribute == null ? "" : attribute;
      if (!filled(manifest) || layers < 0 || (layers > 0 && !attribute.isEmpty())) {
        throw new IllegalArgumentException(
            "a profile's network has a manifest, and an attribute or a number of layers at most, but one has %s, %s and %s; correct it"
                .formatted(manifest, attribute, layers));
      }
    }
  }

  private static final Set<String> PARTS = new TreeSet<>(List.of("train", "tuning", "test"));

  public Profile {
    notes = notes == null ? "" : notes;
    attributes = ordered(attributes);
    worlds = ordered(worlds);
    networks = ordered(networks);
  }

  private static boolean filled(String word) {
    return word != null && !word.isBlank();
  }

  private static <T> Map<String, T> ordered(Map<String, T> some) {
    return some == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(some));
  }

  /** The name that {@code -Dotherwise.profile} or {@value #VARIABLE} gives. */
  public static String asked() {
    String named = System.getProperty("otherwise.profile", System.getenv(VARIABLE));
    return filled(named) ? named.strip() : EMBEDDED;
  }

  /**
   * What a name stands for.
   *
   * @throws IllegalArgumentException if it stands for nothing
   */
  public Stand network(String asked) {
    return entry(asked, networks);
  }

  /** The same for a world. */
  public Photos world(String asked) {
    return entry(asked, worlds);
  }

  private <T> T entry(String asked, Map<String, T> entries) {
    T found = entries.get(asked);
    if (found == null) {
      throw new IllegalArgumentException(
          "under the profile %s a name stands for something published, but %s stands for nothing; choose one of %s, or unset %s"
              .formatted(name, asked, entries.keySet(), VARIABLE));
    }
    return found;
  }

  /** Prompts by class. */
  public Map<String, String> prompts() {
    Map<String, String> prompts = new LinkedHashMap<>();
    for (Attribute a : attributes.values()) {
      if (!a.prompts().isEmpty()) {
        prompts.put(a.negative(), a.prompts().get(0));
        prompts.put(a.positive(), a.prompts().get(1));
      }
    }
    return Collections.unmodifiableMap(prompts);
  }

  /**
   * The manifests of all files that some name needs, with the names that need them: each file once,
   * and what the configuration of a network names too, such as its autoencoder.
   */
  public Map<String, Set<String>> files(Artifacts artifacts) {
    Map<Path, String> first = new LinkedHashMap<>();
    Map<String, Set<String>> needed = new LinkedHashMap<>();
    worlds.forEach((asked, photos) -> add(artifacts, photos.manifest(), asked, first, needed));
    networks.forEach((asked, stand) -> add(artifacts, stand.manifest(), asked, first, needed));
    return needed;
  }

  private static void add(
      Artifacts artifacts,
      String manifest,
      String asked,
      Map<Path, String> first,
      Map<String, Set<String>> needed) {
    Path file = artifacts.manifest(manifest).path();
    first.putIfAbsent(file, manifest);
    needed.computeIfAbsent(first.get(file), f -> new LinkedHashSet<>()).add(asked);
    artifacts.named(manifest).forEach(part -> add(artifacts, part, asked, first, needed));
  }
}
