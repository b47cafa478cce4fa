package io.otherwise.metric;

import io.otherwise.explain.Cost;
import io.otherwise.explain.Counterfactuals;

/**
 * Network calls an answer takes: images through the denoiser, the decoder, the classifier, the
 * encoder and the perceptual network, forwards and backwards each counted once. It does not depend
 * on the machine.
 */
public record NetworkCalls(Population population) implements PairMetric, CostMetric {
  /** Over all answers. */
  public NetworkCalls() {
    this(Population.ALL);
  }

  public NetworkCalls population(Population value) {
    return new NetworkCalls(value);
  }

  @Override
  public String name() {
    return "network calls";
  }

  @Override
  public Values sample(Counterfactuals answers) {
    return Values.of(answers, population, answer -> of(answer.cost()));
  }

  /** All calls of a cost. */
  public static long of(Cost cost) {
    return cost.unetForwards()
        + cost.unetBackwards()
        + cost.decoderForwards()
        + cost.decoderBackwards()
        + cost.classifierForwards()
        + cost.classifierBackwards()
        + cost.encoderForwards()
        + cost.perceptualForwards()
        + cost.perceptualBackwards();
  }
}
