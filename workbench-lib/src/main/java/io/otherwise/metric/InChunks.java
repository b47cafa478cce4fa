package io.otherwise.metric;

import io.otherwise.explain.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Feeds images to a network a chunk at a time: a chunk holds images of one size. */
final class InChunks {
  /** Images a call, where nothing else is said. */
  static final int SIZE = 64;

  private InChunks() {}

  /** One result an image, in order. */
  static <R> List<R> map(List<Image> images, Function<List<Image>, List<R>> network) {
    return map(images.stream(), SIZE, network);
  }

  /**
   * One result an image, in order. Images are taken one after the other, so the stream may make
   * them on the way and no more than a chunk is alive.
   *
   * @param most images a call
   * @throws IllegalStateException if the network answers with another number of results
   */
  static <R> List<R> map(Stream<Image> images, int most, Function<List<Image>, List<R>> network) {
    List<R> results = new ArrayList<>();
    List<Image> chunk = new ArrayList<>();
    images.forEachOrdered(
        image -> {
          if (chunk.size() == most || (!chunk.isEmpty() && !sameSize(chunk.get(0), image))) {
            results.addAll(answered(chunk, network));
            chunk.clear();
          }
          chunk.add(image);
        });
    if (!chunk.isEmpty()) {
      results.addAll(answered(chunk, network));
    }
    return results;
  }

  private static boolean sameSize(Image a, Image b) {
    return a.height() == b.height() && a.width() == b.width();
  }

  private static <R> List<R> answered(List<Image> chunk, Function<List<Image>, List<R>> network) {
    List<R> results = network.apply(List.copyOf(chunk));
    if (results.size() != chunk.size()) {
      throw new IllegalStateException(
          "a network gives one result an image, but gave "
              + results.size()
              + " for "
              + chunk.size()
              + " images; make it answer for every image");
    }
    return results;
  }
}
