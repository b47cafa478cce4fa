package io.otherwise.tensor;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Library;
import com.sun.jna.Native;
import io.otherwise.network.LdmUNet;
import io.otherwise.network.ResNet;
import io.otherwise.network.VqAutoencoder;
import io.otherwise.tensor.Script.Value;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Memory that was counted beforehand against memory that a run then took. */
class WorkMemoryTest {
  private static final double LEAST = 0.6;

  /** Alone it is 1.35 at most; a process that has done much else hands back less between runs. */
  private static final double MOST = 1.7;

  private static final int IMAGES = 3;
  private static final int TRIES = 4;
  private static final double MIB = 1 << 20;

  private interface C extends Library {
    int malloc_trim(long pad);
  }

  @BeforeAll
  static void linux() {
    assumeTrue(ResidentMemory.isKnown(), "this system does not tell");
  }

  @Test
  void a_decoder_takes_what_was_counted() {
    VqAutoencoder vq = new VqAutoencoder(32, List.of(1, 2), 1, 3, 3, 16, 1);

    check(s -> vq.decode(s.layers(), s.input("z")), new long[] {1, 3, 40, 40});
  }

  @Test
  void a_denoiser_takes_what_was_counted() {
    LdmUNet unet = new LdmUNet(3, 3, 32, 1, List.of(1, 2), List.of(2), 2, -1, 1, 8);

    check(
        s -> unet.forward(s.layers(), s.input("zt"), s.input("t"), s.input("context")),
        new long[] {1, 3, 48, 48},
        new long[] {1},
        new long[] {1, 1, 8});
  }

  @Test
  void a_classifier_takes_what_was_counted() {
    ResNet resnet = ResNet.resnet18(10);

    check(s -> resnet.forward(s.layers(), s.input("image")).logits(), new long[] {1, 3, 224, 224});
  }

  /** What more images take: the engine's own workspace is the same for one and for many. */
  private static void check(Function<Script, Value> written, long[]... shapes) {
    Script s = new Script();
    s.returns(written.apply(s));
    long[][] many =
        Arrays.stream(shapes).map(long[]::clone).peek(n -> n[0] *= IMAGES).toArray(long[][]::new);
    double counted = s.work(many).graphBytes() - s.work(shapes).graphBytes();
    try (Network network = new Network(s, Weights.from(s.parameters(), p -> new float[p.size()]))) {
      peak(network, shapes); // the engine loads code and makes plans once
      double measured = least(network, many) - least(network, shapes);
      String said = "measured %.0f and counted %.0f MiB".formatted(measured / MIB, counted / MIB);
      assertTrue(measured >= LEAST * counted && measured <= MOST * counted, said);
    }
  }

  /** Other parts of this process only ever add to what is seen. */
  private static long least(Network network, long[]... shapes) {
    return LongStream.generate(() -> peak(network, shapes)).limit(TRIES).min().orElseThrow();
  }

  private static long peak(Network network, long[]... shapes) {
    try (Scope scope = Scope.open();
        Gradients graph = Gradients.record()) {
      Tensor[] inputs = Arrays.stream(shapes).map(n -> Tensor.full(0.5, n)).toArray(Tensor[]::new);
      inputs[0] = graph.leaf(inputs[0]);
      Native.load("c", C.class).malloc_trim(0);
      long before = ResidentMemory.megabytes() << 20;
      PeakResident.mark();
      graph.of(network.run(inputs).sum(), inputs[0]);
      return PeakResident.bytes() - before;
    }
  }
}
