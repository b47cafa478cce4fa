package io.otherwise;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.Profile;
import io.otherwise.artifact.Provenance;
import io.otherwise.experiment.Archive;
import io.otherwise.experiment.Audit;
import io.otherwise.experiment.AuditFaces;
import io.otherwise.experiment.RunStore;
import io.otherwise.experiment.Runs;
import io.otherwise.experiment.Session;
import io.otherwise.experiment.Sweep;
import io.otherwise.experiment.Tuned;
import io.otherwise.experiment.Tuning;
import io.otherwise.explain.Explainer;
import io.otherwise.explain.Method;
import io.otherwise.explain.Progress;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Seed;
import io.otherwise.metric.KnownTruth;
import io.otherwise.model.AttributeOracle;
import io.otherwise.model.Classifier;
import io.otherwise.model.LatentDiffusion;
import io.otherwise.model.LayeredClassifier;
import io.otherwise.model.NetworkFeatures;
import io.otherwise.model.PixelDiffusion;
import io.otherwise.tensor.Torch;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.World;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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
  private final Map<String, World> photographs = new HashMap<>();
  private final Optional<ProfileNames> profile;
  private final NameResolver names;

  private Workbench(Artifacts artifacts, String profile) {
    this.artifacts = artifacts;
    this.profile =
        profile.equals(Profile.EMBEDDED)
            ? Optional.empty()
            : Optional.of(new ProfileNames(artifacts, artifacts.profile(profile)));
    this.names = this.profile.isPresent() ? this.profile.get() : new EmbeddedNames(artifacts);
  }

  /**
   * Opens the project that the working directory lies in, under the profile that {@code
   * -Dotherwise.profile} or {@code OTHERWISE_PROFILE} names.
   *
   * @throws IllegalArgumentException if there is no such profile, or it is damaged
   */
  public static Workbench open() {
    return new Workbench(Artifacts.find(), Profile.asked());
  }

  /**
   * Opens the project in one folder.
   *
   * @throws IllegalArgumentException if it does not hold data-manifests
   */
  public static Workbench open(Path project) {
    return open(project, Profile.asked());
  }

  /**
   * Opens the project in one folder under a profile.
   *
   * @param profile {@code embedded} for this project's own networks and worlds, or the name of a
   *     file in data-manifests/profiles, which says what their names stand for
   */
  public static Workbench open(Path project, String profile) {
    return new Workbench(Artifacts.at(project), profile);
  }

  /**
   * Whether a name means a network or a world here. Under a profile some do not: then a notebook
   * leaves a row out.
   */
  public boolean has(String name) {
    return names.has(name);
  }

  /**
   * The setting for the embedded world, or under a profile the published one: {@code
   * lab.preset(Dime.world(), Dime.paper())}.
   */
  public <T> T preset(T world, T published) {
    return profile.isPresent() ? published : world;
  }

  /**
   * A world by name: {@code faces} or {@code flowers}, or under a profile the photographs that
   * stand in for it.
   */
  public World world(String name) {
    return profile.isEmpty() ? names.world(name) : photographs(name);
  }

  /** Read once: there may be hundreds of thousands of labels. */
  private World photographs(String name) {
    return photographs.computeIfAbsent(name, names::world);
  }

  /**
   * What a rendered world knows about its pictures, for metrics and controls; searches for model
   * truth are kept in the folder {@code runs/model-truth} of the project. Of photographs nothing is
   * known, and every question is refused.
   */
  public KnownTruth knownTruth(String world) {
    Path folder = artifacts.home().resolve("runs").resolve("model-truth");
    return KnownTruth.of(world(world)).keptIn(folder);
  }

  /** The same, with the searches that are committed beside the answers of {@link #archived}. */
  public KnownTruth archivedTruth(String world) {
    return profile.isPresent()
        ? knownTruth(world)
        : KnownTruth.of(world(world)).keptIn(committed("model-truth"));
  }

  private Path committed(String part) {
    return artifacts.home().resolve("notebooks").resolve("runs").resolve(part);
  }

  /** A latent diffusion model by name, such as {@code faces-ldm}. */
  public LatentDiffusion latentDiffusion(String name) {
    return once(name, names::latentDiffusion);
  }

  /** A diffusion model of the pixels by name, such as {@code world-ddpm}. */
  public PixelDiffusion pixelDiffusion(String name) {
    return once(name, names::pixelDiffusion);
  }

  /** A classifier to explain, by name, such as {@code faces-age}. */
  public LayeredClassifier classifier(String name) {
    return once(name, names::classifier);
  }

  /** A network that judges counterfactuals and is never explained, such as {@code faces-oracle}. */
  public AttributeOracle oracle(String name) {
    return once(name, names::oracle);
  }

  /** A network whose features measure distances of pictures, such as {@code faces-identity}. */
  public NetworkFeatures features(String name) {
    return once(name, names::features);
  }

  @SuppressWarnings("unchecked")
  private <T extends AutoCloseable> T once(String name, Function<String, T> opener) {
    return (T)
        opened.computeIfAbsent(
            names.own(name),
            own -> {
              T fresh = opener.apply(name);
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

  /**
   * Computes a sweep, each explanation stored in {@link #store} as soon as it is finished; what is
   * stored is read back.
   *
   * @param bind the method with the models it needs: {@code m -> m.on(classifier, model)}
   * @throws java.util.concurrent.CancellationException if interrupted; the same call goes on
   */
  public <M extends Method> Runs run(
      Sweep<M> sweep, Function<? super M, ? extends Explainer> bind, Queries queries) {
    return run(sweep, bind, queries, Progress.NONE);
  }

  /** The same, telling answers, the time left and the network calls used. */
  public <M extends Method> Runs run(
      Sweep<M> sweep,
      Function<? super M, ? extends Explainer> bind,
      Queries queries,
      Progress progress) {
    return store().run(sweep, bind, queries, session(), progress);
  }

  /**
   * Chooses the settings of a method as {@link Tuning#choose} does, with the answers in {@link
   * #store}.
   *
   * @param bind the method with the models it needs: {@code m -> m.on(classifier, model)}
   */
  public <M extends Method> Tuned<M> tune(
      Tuning tuning, Sweep<M> sweep, Function<? super M, ? extends Explainer> bind) {
    return tune(tuning, sweep, bind, Progress.NONE);
  }

  /** The same, telling answers, the time left and the network calls used. */
  public <M extends Method> Tuned<M> tune(
      Tuning tuning,
      Sweep<M> sweep,
      Function<? super M, ? extends Explainer> bind,
      Progress progress) {
    return tuning.choose(sweep, bind, store(), session(), progress);
  }

  /**
   * What a classifier of rendered faces looks at, on one page; renders some thousand faces, which
   * takes a minute or two.
   *
   * @throws IllegalArgumentException unless its classes are the two of an attribute of faces
   * @throws IllegalStateException under a profile, whose classifiers never saw a rendered face
   */
  public Audit audit(Classifier classifier) {
    profile.ifPresent(
        p -> {
          throw new IllegalStateException(
              "an audit shows rendered faces to a classifier of rendered faces, but the profile is %s; unset %s"
                  .formatted(p.profile().name(), Profile.VARIABLE));
        });
    return Audit.of(classifier, FaceWorld.v1());
  }

  /** The same on faces that were rendered before, for several classifiers. */
  public Audit audit(Classifier classifier, AuditFaces faces) {
    return Audit.of(classifier, faces);
  }

  /** Where {@link #run} keeps explanations: the folder {@code runs/explanations} of the project. */
  public RunStore store() {
    return RunStore.at(artifacts.home().resolve("runs").resolve("explanations"));
  }

  /**
   * The same as {@link #run} from answers that took hours and are committed with the project, in
   * {@code notebooks/runs/answers}: they are read, and computed only on request, as {@link Archive}
   * says. Under a profile there are none: they are computed and kept as by {@link #run}.
   *
   * @throws IllegalStateException if some are not there
   */
  public <M extends Method> Runs archived(
      Sweep<M> sweep,
      Function<? super M, ? extends Explainer> bind,
      Queries queries,
      Progress progress) {
    return profile.isPresent()
        ? run(sweep, bind, queries, progress)
        : archive().run(sweep, bind, queries, session(), progress);
  }

  /** The same as {@link #tune} from the answers of {@link #archived}. */
  public <M extends Method> Tuned<M> archivedTuning(
      Tuning tuning,
      Sweep<M> sweep,
      Function<? super M, ? extends Explainer> bind,
      Progress progress) {
    return profile.isPresent()
        ? tune(tuning, sweep, bind, progress)
        : tuning.choose(sweep, bind, archive(), session(), progress);
  }

  private Archive archive() {
    long commit = Seed.seed(0).key(provenance().commit(), "archive", 0);
    return new Archive(committed("answers"), Archive.Use.asked(), Seed.seed(commit));
  }

  /**
   * This session, for a store of your own: {@code store.run(sweep, bind, queries, lab.session(),
   * progress)}.
   */
  public Session session() {
    NetworkFiles files = new NetworkFiles(artifacts, profile);
    return new Session(
        provenance(), Torch.threads(), some -> files.of(some.isEmpty() ? opened.keySet() : some));
  }

  /** Five lines that belong in an appendix; under a profile also what is missing for it. */
  @Override
  public String toString() {
    return appendix() + profile.map(p -> "\n" + p.report(Torch.device())).orElse("");
  }

  private String appendix() {
    Runtime machine = Runtime.getRuntime();
    return """
    Otherwise at %s
    project  %s, %d manifests
    engine   %s on %s, %d threads
    java     %s, %d MB heap
    machine  %s %s, %d cores\
    """
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
