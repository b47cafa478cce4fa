package io.otherwise.artifact;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * The files of the project by name. A file is handed out only when it is the one its manifest
 * describes; its hash is computed once for each {@code Artifacts} and version of the file.
 */
public final class Artifacts {
  private final Home home;
  private final Route route;
  private final Verifier verifier = new Verifier();

  private Artifacts(Home home, Route route) {
    this.home = home;
    this.route = route;
  }

  /**
   * The project this program runs in: {@code -Dotherwise.home}, the variable {@code
   * OTHERWISE_HOME}, the nearest folder at or above the working directory that holds {@code
   * data-manifests}, or the class path.
   *
   * @throws IllegalStateException if there is none
   */
  public static Artifacts find() {
    return in(Home.find());
  }

  /** The project in one folder. */
  public static Artifacts at(Path project) {
    return in(Home.at(project));
  }

  static Artifacts in(Home home) {
    return new Artifacts(home, Route.ofMachine());
  }

  /** The same files, fetched another way. */
  Artifacts by(Route way) {
    return new Artifacts(home, way);
  }

  /** The folder that files are kept in. */
  public Path home() {
    return home.store();
  }

  /** Every name there is a manifest for, sorted. */
  public List<String> names() {
    return home.names();
  }

  /**
   * What a name stands for.
   *
   * @throws IllegalArgumentException if there is no manifest of that name
   */
  public Manifest manifest(String name) {
    List<String> known = names();
    if (!known.contains(name)) {
      throw new IllegalArgumentException(
          "a name must have a manifest in data-manifests, but %s has none; nearest are %s"
              .formatted(name, Nearest.of(name, known)));
    }
    return Manifest.read(home.manifest(name));
  }

  /** Names of the profiles there are, sorted. */
  public List<String> profiles() {
    return home.profiles();
  }

  /**
   * A profile whose names lead somewhere.
   *
   * @throws IllegalArgumentException if there is none of that name, or something in it is not there
   */
  public Profile profile(String name) {
    if (!profiles().contains(name)) {
      throw new IllegalArgumentException(
          "a profile is %s or a file in data-manifests/profiles, but %s is neither; choose one of %s"
              .formatted(Profile.EMBEDDED, name, profiles()));
    }
    return ProfileJson.read(home.profile(name), this);
  }

  /** SHA-256 of a profile's file: with it changes what its names stand for. */
  public String profileSha256(String name) {
    return Sha256.of(home.profile(name));
  }

  /** Names of other manifests that a manifest's configuration has, such as an autoencoder's. */
  public List<String> named(String name) {
    List<String> known = names();
    return manifest(name).config().values().stream()
        .filter(part -> part instanceof String && known.contains(part))
        .map(String::valueOf)
        .toList();
  }

  /**
   * The digits that tell a file from any other: those of its manifest, or where nobody published
   * any, those that were taken when it came; {@value Manifest#UNKNOWN} before it is there.
   */
  public String sha256(String name) {
    Manifest manifest = manifest(name);
    Path file = home.resolve(manifest.path());
    boolean recorded = manifest.sha256().equals(Manifest.UNKNOWN) && Files.isRegularFile(file);
    return recorded ? Recorded.of(file) : manifest.sha256();
  }

  /**
   * Where the file lies, verified.
   *
   * @throws UncheckedIOException if it is missing or is not what its manifest says
   */
  public Path file(String name) {
    Manifest manifest = manifest(name);
    return verifier.verified(manifest, home.resolve(manifest.path()));
  }

  /** How a file stands: whether it is here, whether it is the right one, and what to do. */
  public Standing standing(String name) {
    Manifest manifest = manifest(name);
    return verifier.standing(manifest, home.resolve(manifest.path()));
  }

  /** What a file is, without its name, or the one command or instruction that brings it. */
  public String says(Standing standing) {
    String name = standing.name();
    Manifest manifest = manifest(name);
    if (standing.usable()) {
      return standing.says().replaceFirst("^\\Q" + name + "\\E ", "");
    }
    if (manifest.source().equals("shipped")) {
      String state = standing.state() == Standing.State.MISSING ? "missing" : "broken";
      return state + "; git checkout -- " + manifest.path();
    }
    if (manifest.fetched() && standing.state() == Standing.State.MISSING) {
      String accept = licenceAsks(name) ? " --accept-licence" : "";
      return "missing%s; environment/fetch %s%s".formatted(size(manifest), name, accept);
    }
    return standing.says();
  }

  private static String size(Manifest manifest) {
    return manifest.bytes() == 0 ? "" : ", " + (manifest.bytes() + 500_000) / 1_000_000 + " MB";
  }

  /**
   * The tensors of a verified file, whichever program wrote it, under the names of our networks.
   *
   * @param wanted the network's shapes by its names; all of them must be there, and no others
   * @throws IllegalArgumentException naming what is missing, left over or of another shape
   * @throws UncheckedIOException if the file is missing or is not what its manifest says
   */
  public WeightFile weights(String name, Map<String, List<Long>> wanted) {
    return manifest(name).keys().open(file(name), wanted);
  }

  /**
   * The verified file, downloaded first where it is missing; a broken download is resumed.
   *
   * <p>It goes through a proxy that the system properties or {@code HTTPS_PROXY} name, and to a
   * mirror that {@code -Dotherwise.mirror} or {@code OTHERWISE_MIRROR} names, such as {@code
   * https://huggingface.co=https://mirror.example}. Where no hash was ever published, the one of
   * what arrived is kept in {@code FILE.sha256}, and later changes are noticed.
   *
   * @param bytesSoFar hears how many bytes have arrived
   * @throws IllegalStateException if the licence asks for consent and was not accepted yet
   * @throws UncheckedIOException if the source cannot be reached, or sends something else
   */
  public Path fetch(String name, LongConsumer bytesSoFar) {
    Manifest manifest = manifest(name);
    Path file = home.resolve(manifest.path());
    if (!Files.exists(file) && manifest.fetched()) {
      licences().require(manifest);
      verifier.received(file, new Download(manifest, file, route).run(bytesSoFar));
    }
    return file(name);
  }

  /** Records that the user accepts the licence of what {@link #fetch} would download. */
  public void acceptLicence(String name) {
    licences().accept(manifest(name));
  }

  /** Whether somebody has to accept the licence before {@link #fetch} downloads. */
  public boolean licenceAsks(String name) {
    return !licences().allow(manifest(name));
  }

  private Licences licences() {
    return new Licences(home.store().resolve("downloads"));
  }
}
