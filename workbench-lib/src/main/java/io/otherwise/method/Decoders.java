package io.otherwise.method;

import io.otherwise.model.Autoencoder;
import io.otherwise.model.FittedDecoder;
import io.otherwise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * What decodes the latents of a batch: the autoencoder for all, or for every image a decoder of its
 * own that was fitted to it.
 *
 * @param own one an image, or none
 */
record Decoders(Autoencoder shared, List<FittedDecoder> own) {
  Decoders {
    own = List.copyOf(own);
  }

  /** The autoencoder for all. */
  static Decoders shared(Autoencoder autoencoder) {
    return new Decoders(autoencoder, List.of());
  }

  /** A copy an image; their weights live in the innermost open scope. */
  static Decoders copied(Autoencoder autoencoder, int images) {
    List<FittedDecoder> own = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      own.add(autoencoder.fitted());
    }
    return new Decoders(autoencoder, own);
  }

  boolean fitted() {
    return !own.isEmpty();
  }

  /** N x 3 x H x W, each row by its own decoder. */
  Tensor decode(Tensor latents) {
    if (!fitted()) {
      return shared.decode(latents);
    }
    List<Tensor> rows = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      rows.add(own.get(i).decode(latents.narrow(0, i, 1)));
    }
    return Tensor.cat(rows, 0);
  }
}
