package io.otherwise.experiment;

import io.otherwise.artifact.Json;
import io.otherwise.artifact.Sha256;
import io.otherwise.explain.Cost;
import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Image;
import io.otherwise.explain.Query;
import io.otherwise.explain.Scores;
import io.otherwise.explain.StepRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One answer as a file: everything about it that is the same however often it is computed. Time and
 * memory are not, and lie in {@link CostFile}.
 *
 * @param factualSha256 of the factual image's floats
 * @param seal SHA-256 of this record with an empty seal: a record that was changed shows
 */
record AnswerFile(
    String query,
    String target,
    String trueLabel,
    String factual,
    String factualSha256,
    List<String> classes,
    List<Float> before,
    List<Float> after,
    Calls calls,
    StoredImage edited,
    StoredImage keptMask,
    List<Step> trace,
    String seal) {

  /**
   * Network calls, counted as in {@link Cost}.
   *
   * @param perceptual null where there were none, as in records from before these were counted
   */
  record Calls(
      long unetForwards,
      long unetBackwards,
      long decoderForwards,
      long decoderBackwards,
      long classifierForwards,
      long classifierBackwards,
      long encoderForwards,
      Passes perceptual) {
    /** Calls of one network. */
    record Passes(long forwards, long backwards) {
      private static final Passes NONE = new Passes(0, 0);
    }

    static Calls of(Cost cost) {
      Passes perceptual = new Passes(cost.perceptualForwards(), cost.perceptualBackwards());
      return new Calls(
          cost.unetForwards(),
          cost.unetBackwards(),
          cost.decoderForwards(),
          cost.decoderBackwards(),
          cost.classifierForwards(),
          cost.classifierBackwards(),
          cost.encoderForwards(),
          perceptual.equals(Passes.NONE) ? null : perceptual);
    }

    Cost cost() {
      Passes p = perceptual == null ? Passes.NONE : perceptual;
      return Cost.ZERO
          .unet(unetForwards, unetBackwards)
          .decoder(decoderForwards, decoderBackwards)
          .classifier(classifierForwards, classifierBackwards)
          .encoder(encoderForwards)
          .perceptual(p.forwards, p.backwards);
    }
  }

  /** One step of the trace. */
  record Step(
      int step,
      int timestep,
      double targetProbability,
      double keptFraction,
      StoredImage thumbnail) {}

  /** The record of an answer; the pictures' bytes go into {@code files} by name. */
  static AnswerFile of(
      Counterfactual answer, String name, ImageFormat format, Map<String, byte[]> files) {
    Query query = answer.query();
    StoredImage edited = StoredImage.of(answer.edited(), name + ".edited", format, files);
    StoredImage mask =
        answer
            .keptMask()
            .map(image -> StoredImage.of(image, name + ".mask", format, files))
            .orElse(null);
    AnswerFile open =
        new AnswerFile(
            query.id(),
            query.target(),
            query.trueLabel().orElse(null),
            query.factual().id(),
            Sha256.of(ImageFormat.floats(query.factual())),
            answer.before().classes(),
            list(answer.before()),
            list(answer.after()),
            Calls.of(answer.cost()),
            edited,
            mask,
            steps(answer.trace(), name, format, files),
            "");
    return open.sealed(Sha256.of(Json.bytes(open)));
  }

  private static List<Step> steps(
      List<StepRecord> trace, String name, ImageFormat format, Map<String, byte[]> files) {
    List<Step> steps = new ArrayList<>();
    for (StepRecord s : trace) {
      String file = "%s.step-%03d".formatted(name, steps.size());
      StoredImage thumbnail =
          s.thumbnail().map(image -> StoredImage.of(image, file, format, files)).orElse(null);
      steps.add(
          new Step(s.step(), s.timestep(), s.targetProbability(), s.keptFraction(), thumbnail));
    }
    return steps;
  }

  /**
   * A record that is what it was when written.
   *
   * @throws IOException if it is cut short, changed or something else
   */
  static AnswerFile read(byte[] bytes) throws IOException {
    AnswerFile file = Json.read(bytes, AnswerFile.class);
    if (!Sha256.of(Json.bytes(file.sealed(""))).equals(file.seal)) {
      throw new IOException("its seal does not fit its content");
    }
    return file;
  }

  private AnswerFile sealed(String newSeal) {
    return new AnswerFile(
        query,
        target,
        trueLabel,
        factual,
        factualSha256,
        classes,
        before,
        after,
        calls,
        edited,
        keptMask,
        trace,
        newSeal);
  }

  /**
   * The answer again, unsigned, with calls but no time.
   *
   * @throws IOException if a picture is missing or damaged
   */
  Counterfactual answer(Query asked, Path folder, ImageFormat format) throws IOException {
    List<StepRecord> steps = new ArrayList<>();
    for (Step s : trace == null ? List.<Step>of() : trace) {
      Optional<Image> thumbnail =
          s.thumbnail == null ? Optional.empty() : Optional.of(s.thumbnail.read(folder, format));
      steps.add(new StepRecord(s.step, s.timestep, s.targetProbability, s.keptFraction, thumbnail));
    }
    Counterfactual answer =
        Counterfactual.of(asked, edited.read(folder, format), scores(before), scores(after))
            .trace(steps)
            .cost(calls.cost());
    return keptMask == null ? answer : answer.keptMask(keptMask.read(folder, format));
  }

  private Scores scores(List<Float> values) {
    float[] probabilities = new float[values.size()];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = values.get(i);
    }
    return new Scores(classes, probabilities);
  }

  private static List<Float> list(Scores scores) {
    List<Float> values = new ArrayList<>();
    for (float p : scores.probabilities()) {
      values.add(p);
    }
    return values;
  }
}
