package io.otherwise.method;

import io.otherwise.explain.Cost;

/**
 * Counts the network calls of one query while a method runs. A method counts where it calls, once
 * for a batch: every query of the batch took part.
 */
final class Calls {
  private Cost cost = Cost.ZERO;

  void unet(int forwards, int backwards) {
    cost = cost.plus(Cost.ZERO.unet(forwards, backwards));
  }

  void decoder(int forwards, int backwards) {
    cost = cost.plus(Cost.ZERO.decoder(forwards, backwards));
  }

  void classifier(int forwards, int backwards) {
    cost = cost.plus(Cost.ZERO.classifier(forwards, backwards));
  }

  void encoder(int forwards) {
    cost = cost.plus(Cost.ZERO.encoder(forwards));
  }

  /** All calls so far. */
  Cost cost() {
    return cost;
  }
}
