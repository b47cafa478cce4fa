package io.otherwise.metric;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.explain.Query;
import io.otherwise.explain.Scores;
import io.otherwise.world.Attribute;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Scene;
import io.otherwise.world.Split;
import java.util.List;

/** Answers whose edit is known, because it was rendered or painted. */
final class Truthful {
  private Truthful() {}

  /** A young, serious, sharp face without glasses or lipstick. */
  static Scene plain(int index) {
    return FaceWorld.v1()
        .scene(Split.TEST, index)
        .with(Attribute.BLUR, 0)
        .with(Attribute.GLASSES, 0)
        .with(Attribute.LIPSTICK, 0)
        .with(Attribute.SMILE, 0.1)
        .with(Attribute.AGE, 0.1);
  }

  /** An answer that flips to the target, whatever the picture. */
  static Counterfactual answer(Image factual, String target, Image edited) {
    Attribute attribute = Attribute.ofClass(target);
    float after = attribute.positive().equals(target) ? 0.9f : 0.1f;
    return Counterfactual.of(
        Query.of(factual, target),
        edited,
        Scores.binary(attribute.negative(), attribute.positive(), 1 - after),
        Scores.binary(attribute.negative(), attribute.positive(), after));
  }

  static Counterfactuals answers(Counterfactual... all) {
    return new Counterfactuals(List.of(all));
  }

  /** The picture with every value of one pixel moved. */
  static Image dotted(Image image, int y, int x, float by) {
    float[] values = image.values();
    for (int channel = 0; channel < Image.CHANNELS; channel++) {
      int at = (channel * image.height() + y) * image.width() + x;
      values[at] += values[at] + by <= 1 ? by : -by;
    }
    return Image.of(image.id() + " dotted", image.height(), image.width(), values);
  }
}
