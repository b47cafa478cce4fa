package io.otherwise.show;

import io.otherwise.explain.Cost;
import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.explain.Scores;
import io.otherwise.explain.Seed;
import io.otherwise.explain.StepRecord;
import io.otherwise.world.Attribute;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Scene;
import io.otherwise.world.Split;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Answers made from the world's own truth: a face and the same face with a broad smile. */
final class Answers {
  private Answers() {}

  /** An answer whose p(smiling) takes these values at the steps; the last one is the result's. */
  static Counterfactual answer(int index, double... curve) {
    Scene scene = FaceWorld.v1().scene(Split.TEST, index);
    double after = curve.length == 0 ? .9 : curve[curve.length - 1];
    Counterfactual plain =
        Counterfactual.of(
            scene.image().towards("smiling").trueLabel("not smiling"),
            scene.with(Attribute.SMILE, 1).image(),
            Scores.binary("not smiling", "smiling", .125f),
            Scores.binary("not smiling", "smiling", (float) after));
    Counterfactual full =
        plain
            .trace(trace(curve))
            .keptMask(plain(8, 1f))
            .cost(Cost.ZERO.unet(38, 19).time(Duration.ofMillis(1500)));
    return signed(full);
  }

  private static Counterfactual signed(Counterfactual a) {
    return new Counterfactual(
        a.query(),
        a.edited(),
        a.before(),
        a.after(),
        a.trace(),
        a.cost(),
        a.keptMask(),
        "LDCE",
        Map.of("consensusDegrees", 45),
        Seed.seed(3));
  }

  private static List<StepRecord> trace(double... curve) {
    return IntStream.range(0, curve.length)
        .mapToObj(i -> new StepRecord(i, 100 - 10 * i, curve[i], .5))
        .toList();
  }

  /** Answers of which those with a final value above one half have flipped. */
  static Counterfactuals ending(double... last) {
    return new Counterfactuals(
        IntStream.range(0, last.length)
            .mapToObj(i -> answer(i, .125, (.125 + last[i]) / 2, last[i]))
            .toList());
  }

  /** A square of one grey. */
  static Image plain(int side, float grey) {
    float[] values = new float[Image.CHANNELS * side * side];
    Arrays.fill(values, grey);
    return Image.of("grey/" + grey, side, side, values);
  }

  /** How often a word occurs. */
  static int count(String text, String word) {
    return (text.length() - text.replace(word, "").length()) / word.length();
  }
}
