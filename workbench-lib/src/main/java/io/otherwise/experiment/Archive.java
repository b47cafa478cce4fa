package io.otherwise.experiment;

import io.otherwise.explain.Explainer;
import io.otherwise.explain.Method;
import io.otherwise.explain.Progress;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Answers that took hours and are committed with the project, so that a notebook shows them in
 * seconds on any machine. Pictures are kept with 8 bits a channel.
 *
 * <p>An archive is read: what it does not hold is refused, never computed by surprise. Two other
 * uses are asked for by the environment variable {@value #VARIABLE}: {@code extend} computes and
 * adds what is missing, {@code check} computes one batch of each sweep again and compares it, and
 * {@code sample} does so for one sweep in eight.
 *
 * @param use what happens to answers that are there, and to those that are not
 * @param seed of what is computed again
 */
public record Archive(Path folder, Use use, Seed seed) {
  static final String VARIABLE = "OTHERWISE_ARCHIVE";

  /** All answers of an archive are computed with as many: its keys are the same on any machine. */
  static final int THREADS = 2;

  private static final int ONE_IN = 8;

  /** What is done with an archive. */
  public enum Use {
    /** Answers are read; a missing one is an error. */
    READ,
    /** Missing answers are computed and added. */
    EXTEND,
    /** Answers are read, and a batch of each sweep is computed again and compared. */
    CHECK,
    /**
     * One sweep in eight, drawn anew with every seed, and what differs is only told: other flips on
     * the machine that made them are an error.
     */
    SAMPLE;

    /** The use that the environment asks for. */
    public static Use asked() {
      return of(System.getenv(VARIABLE));
    }

    static Use of(String word) {
      if (word == null || word.isBlank()) {
        return READ;
      }
      try {
        return valueOf(word.strip().toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "%s is one of read, extend, check and sample, but was %s; leave it out to read"
                .formatted(VARIABLE, word),
            e);
      }
    }
  }

  /**
   * The answers of a sweep.
   *
   * @param bind the method with the models it needs: {@code m -> m.on(classifier, model)}
   * @throws IllegalStateException if some are missing, or came out otherwise when checked
   */
  public <M extends Method> Runs run(
      Sweep<M> sweep,
      Function<? super M, ? extends Explainer> bind,
      Queries queries,
      Session session,
      Progress progress) {
    if (use == Use.EXTEND) {
      refuseOtherThreads(session);
      return store().run(sweep, bind, queries, session, progress);
    }
    Runs stored = complete(read(sweep, bind, queries, session));
    int answers = stored.size() * queries.size();
    progress.at(answers, answers, answers + " read back");
    boolean again = use == Use.CHECK || use == Use.SAMPLE && drawn("sweep", stored, ONE_IN) == 0;
    if (!again) {
      return stored;
    }
    Runs checked = checked(stored, sweep, bind, queries, session);
    progress.at(answers, answers, checked.notes().get(checked.notes().size() - 1));
    return checked;
  }

  /** What is there, whatever the threads of this session. */
  private <M extends Method> Runs read(
      Sweep<M> sweep,
      Function<? super M, ? extends Explainer> bind,
      Queries queries,
      Session session) {
    Session fixed = new Session(session.provenance(), THREADS, session.networks());
    return store().readOnly().run(sweep, bind, queries, fixed, Progress.NONE);
  }

  /**
   * The same without samples: a tuning reads dozens of small sweeps, and again for each objective.
   */
  Archive withoutSamples() {
    return use == Use.SAMPLE ? new Archive(folder, Use.READ, seed) : this;
  }

  private RunStore store() {
    if (use != Use.EXTEND && !Files.isDirectory(folder)) {
      throw new IllegalStateException(
          "an archive is a folder of the project, but there is no %s; compute it with %s=extend"
              .formatted(folder, VARIABLE));
    }
    return RunStore.at(folder, ImageFormat.PNG);
  }

  private static void refuseOtherThreads(Session session) {
    if (session.threads() != THREADS) {
      throw new IllegalStateException(
          "an archive is computed with %s threads, so that its keys are the same everywhere, but this session has %s; call Torch.threads(%s) first"
              .formatted(THREADS, session.threads(), THREADS));
    }
  }

  private static Runs complete(Runs runs) {
    int missing = runs.stream().mapToInt(Run::missing).sum();
    if (missing > 0) {
      int all = missing + runs.stream().mapToInt(r -> r.finished() + r.failures().size()).sum();
      throw new IllegalStateException(
          "an archive holds what a notebook shows, but %s of %s answers of %s are missing; compute them once with %s=extend, or ask for what is there"
              .formatted(missing, all, runs.get(0).setting().method().name(), VARIABLE));
    }
    return runs;
  }

  private <M extends Method> Runs checked(
      Runs stored,
      Sweep<M> sweep,
      Function<? super M, ? extends Explainer> bind,
      Queries queries,
      Session session) {
    List<Setting<M>> settings = sweep.settings();
    Setting<M> setting = settings.get(drawn("setting", stored, settings.size()));
    int size = bind.apply(setting.method()).microBatch();
    List<QueryBatch> batches = QueryBatch.cut(queries, size);
    Queries some = batches.get(drawn("batch", stored, batches.size())).queries();
    Sweep<M> one = Sweep.around(setting.method()).seeds(setting.seed().value());
    Run before = read(one, bind, some, session).get(0);
    Agreement agreement = anew(before, one, bind, some, session);
    if (use == Use.CHECK ? !agreement.holds() : agreement.alarms()) {
      throw new IllegalStateException(
          "an archive holds what this program computes, but the answers of %s came out otherwise: %s; if the change is meant, delete %s and compute them with %s=extend"
              .formatted(setting.method().name(), agreement, before.key(), VARIABLE));
    }
    List<String> notes = new ArrayList<>(stored.notes());
    notes.add("%s: %s".formatted(setting, agreement));
    return new Runs(stored.all(), notes);
  }

  private static <M extends Method> Agreement anew(
      Run before,
      Sweep<M> sweep,
      Function<? super M, ? extends Explainer> bind,
      Queries queries,
      Session session) {
    try {
      Path scratch = Files.createTempDirectory("archive-check");
      try {
        RunStore store = RunStore.at(scratch.resolve("store"), ImageFormat.PNG);
        Run after = store.run(sweep, bind, queries, session, Progress.NONE).get(0);
        return Agreement.of(before, after);
      } finally {
        delete(scratch);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "answers are checked in a temporary folder, but there was none: %s; free some space there"
              .formatted(e),
          e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }

  private int drawn(String what, Runs of, int count) {
    return (int) Long.remainderUnsigned(seed.key(of.hash(), what, 0), count);
  }
}
