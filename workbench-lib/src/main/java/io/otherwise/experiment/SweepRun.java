package io.otherwise.experiment;

import io.otherwise.artifact.AtomicFile;
import io.otherwise.artifact.Json;
import io.otherwise.artifact.Provenance;
import io.otherwise.explain.Cost;
import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Explainer;
import io.otherwise.explain.Method;
import io.otherwise.explain.Outcome;
import io.otherwise.explain.Progress;
import io.otherwise.explain.Queries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One pass over a sweep: what is there is read back, the rest of this share is computed. */
final class SweepRun {
  /** A setting bound to its models, with its place in the store. */
  private record Bound(
      Setting<?> setting, Explainer explainer, RunKey key, Path folder, Provenance provenance) {}

  /** One batch under one setting, and what the store holds of it now. */
  private static final class Task {
    final Bound bound;
    final BatchFolder folder;
    final boolean mine;
    List<Slot> slots;

    Task(Bound bound, BatchFolder folder, boolean mine, List<Slot> slots) {
      this.bound = bound;
      this.folder = folder;
      this.mine = mine;
      this.slots = slots;
    }
  }

  private final RunStore store;
  private final List<Bound> settings = new ArrayList<>();
  private final List<Task> tasks = new ArrayList<>();
  private final Set<String> notes = new LinkedHashSet<>();

  private SweepRun(RunStore store) {
    this.store = store;
  }

  /** Binds every setting and looks at what is there; nothing is computed yet. */
  static <M extends Method> SweepRun plan(
      RunStore store,
      Sweep<M> sweep,
      Function<? super M, ? extends Explainer> bind,
      Queries queries,
      Session session) {
    if (store.writes()) {
      Leftovers.sweep(store.folder());
    }
    SweepRun run = new SweepRun(store);
    Map<Integer, List<QueryBatch>> cuts = new HashMap<>();
    for (Setting<M> setting : sweep.settings()) {
      Explainer explainer = bind.apply(setting.method());
      Bound bound = run.bound(setting, explainer, session);
      run.settings.add(bound);
      cuts.computeIfAbsent(explainer.microBatch(), size -> QueryBatch.cut(queries, size))
          .forEach(batch -> run.add(bound, batch));
    }
    return run;
  }

  private Bound bound(Setting<?> setting, Explainer explainer, Session session) {
    Method method = setting.method();
    Map<String, String> files = sorted(session.networks().files(explainer.networks()));
    RunKey key =
        new RunKey(
            RunStore.FORMAT,
            method.name(),
            method.hyperparameters(),
            setting.seed().value(),
            files,
            store.about(),
            explainer.microBatch(),
            session.threads());
    Path folder = store.folder().resolve(key.id());
    return new Bound(setting, explainer, key, folder, provenance(session.provenance(), key));
  }

  private static Provenance provenance(Provenance here, RunKey key) {
    Map<String, String> versions = new HashMap<>(here.versions());
    versions.put("microBatch", Integer.toString(key.microBatch()));
    versions.put("threads", Integer.toString(key.threads()));
    Map<String, String> files = new HashMap<>(key.networks());
    key.about().forEach(words -> files.put(words, "(as stated)"));
    return new Provenance(
        here.commit(),
        sorted(versions),
        here.device(),
        sorted(files),
        key.hyperparameters(),
        key.seed(),
        here.time());
  }

  private static <V> Map<String, V> sorted(Map<String, V> map) {
    return new TreeMap<>(map);
  }

  private void add(Bound bound, QueryBatch batch) {
    Path folder = bound.folder().resolve(batch.key());
    BatchFolder stored = new BatchFolder(folder, store.images(), bound.setting(), batch);
    boolean mine = store.computes(tasks.size());
    tasks.add(new Task(bound, stored, mine, stored.slots(notes::add)));
  }

  Runs run(Progress progress) {
    List<Task> open = tasks.stream().filter(this::open).toList();
    notes.addAll(oldFailures());
    Pace pace = Pace.of(answers(tasks), answers(open), progress);
    for (Task task : open) {
      if (Thread.currentThread().isInterrupted()) {
        throw pace.stopped(null);
      }
      task.slots = task.folder.slots(notes::add); // another process may have been here
      if (open(task)) {
        compute(task, pace);
      }
      pace.done(task.folder.batch().size(), task.bound.setting());
    }
    List<Run> runs = settings.stream().map(this::result).toList();
    notes.addAll(strangers(runs));
    return new Runs(runs, List.copyOf(notes));
  }

  /** A failure is stored as well, so whoever mended a method sees the old one until asked again. */
  private List<String> oldFailures() {
    long old =
        tasks.stream()
            .filter(task -> !open(task))
            .flatMap(task -> task.slots.stream())
            .filter(Slot::failed)
            .count();
    return old == 0
        ? List.of()
        : List.of(
            "%s answers failed in an earlier run and were not tried again; lab.store().retryingFailures() tries them"
                .formatted(old));
  }

  /** A stored answer is not computed again for a new commit or device; nobody should miss that. */
  private List<String> strangers(List<Run> runs) {
    String here = origin(settings.get(0).provenance());
    return runs.stream()
        .flatMap(run -> run.provenances().stream().map(SweepRun::origin).distinct())
        .filter(there -> !there.equals(here))
        .collect(Collectors.groupingBy(there -> there, TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(
            there ->
                "%s of %s runs hold answers computed by %s, and this is %s%s"
                    .formatted(there.getValue(), runs.size(), there.getKey(), here, wayOut()))
        .toList();
  }

  private String wayOut() {
    return store.writes()
        ? "; delete their folders in %s to compute them again".formatted(shortly(store.folder()))
        : "";
  }

  /** A page of results is read on other machines, so where the project lies here is left out. */
  private static Path shortly(Path folder) {
    int names = folder.getNameCount();
    return names > 2 ? folder.subpath(names - 2, names) : folder;
  }

  private static String origin(Provenance provenance) {
    return "commit %s on %s".formatted(provenance.commit(), provenance.device());
  }

  private boolean open(Task task) {
    return task.mine
        && task.slots.stream().anyMatch(s -> s.empty() || (s.failed() && store.retries()));
  }

  private static int answers(List<Task> tasks) {
    return tasks.stream().filter(task -> task.mine).mapToInt(t -> t.folder.batch().size()).sum();
  }

  private void compute(Task task, Pace pace) {
    describe(task.bound);
    long start = System.nanoTime();
    List<Outcome> outcomes;
    try {
      outcomes = outcomes(task);
    } catch (CancellationException e) {
      throw pace.stopped(e);
    } catch (RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw pace.stopped(e); // a network or file that was cut off, not one that failed
      }
      outcomes =
          task.folder.batch().queries().stream().map(query -> Outcome.failed(query, e)).toList();
    }
    pace.calls(
        outcomes.stream()
            .flatMap(outcome -> outcome.answer().stream())
            .map(Counterfactual::cost)
            .reduce(Cost.ZERO, Cost::plus));
    task.folder.write(outcomes, task.slots, attempt(task, start), notes::add);
    task.slots = task.folder.slots(notes::add);
  }

  private static List<Outcome> outcomes(Task task) {
    Queries queries = task.folder.batch().queries();
    List<Outcome> outcomes = task.bound.explainer().attempt(queries, task.bound.setting().seed());
    if (!outcomes.stream().map(Outcome::query).toList().equals(queries.all())) {
      throw new IllegalStateException(
          "an explainer answers every query in order, but %s queries from %s on got %s answers or those of others; return one for each"
              .formatted(queries.size(), queries.get(0).id(), outcomes.size()));
    }
    return outcomes;
  }

  private static CostFile.Attempt attempt(Task task, long start) {
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    Provenance p = task.bound.provenance();
    String began = Instant.now().minus(took).truncatedTo(ChronoUnit.SECONDS).toString();
    Provenance then =
        new Provenance(
            p.commit(),
            p.versions(),
            p.device(),
            p.manifests(),
            p.hyperparameters(),
            p.seed(),
            began);
    return new CostFile.Attempt(then, took.toNanos() / 1e9, "", Map.of());
  }

  private static void describe(Bound bound) {
    Path file = bound.folder().resolve("run.json");
    if (!Files.exists(file)) {
      AtomicFile.write(file, Json.bytes(bound.key()));
    }
  }

  private Run result(Bound bound) {
    List<Run.Part> parts =
        tasks.stream()
            .filter(task -> task.bound == bound)
            .map(task -> new Run.Part(task.folder, task.slots))
            .toList();
    return new Run(bound.setting(), bound.key().id(), bound.provenance(), parts);
  }
}
