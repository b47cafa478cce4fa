package io.otherwise.tensor;

import com.sun.jna.Library;
import com.sun.jna.Native;
import io.otherwise.network.LdmUNet;
import io.otherwise.network.ResNet;
import io.otherwise.network.VqAutoencoder;
import io.otherwise.tensor.Script.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Measures what more images take of memory, and prints it beside what was counted. A process of its
 * own: what another test leaves in the heap or in the allocator is not counted.
 */
final class CountedMemory {
  private static final int IMAGES = 3;
  private static final double MIB = 1 << 20;

  private interface C extends Library {
    int malloc_trim(long pad);
  }

  private CountedMemory() {}

  /** Property {@code network}: which one; prints measured and counted MiB. */
  public static void main(String... none) {
    switch (System.getProperty("network")) {
      case "decoder" -> decoder();
      case "denoiser" -> denoiser();
      case "attention" -> attention();
      default -> classifier();
    }
  }

  private static void decoder() {
    VqAutoencoder vq = new VqAutoencoder(32, List.of(1, 2), 1, 3, 3, 16, 1);
    measure(s -> vq.decode(s.layers(), s.input("z")), new long[] {1, 3, 40, 40});
  }

  private static void denoiser() {
    LdmUNet unet = new LdmUNet(3, 3, 32, 1, List.of(1, 2), List.of(2), 2, -1, 1, 8);
    measure(
        s -> unet.forward(s.layers(), s.input("zt"), s.input("t"), s.input("context")),
        new long[] {1, 3, 48, 48},
        new long[] {1},
        new long[] {1, 1, 8});
  }

  /** Tokens whose channels do not lie together: the engine writes all scores down. */
  private static void attention() {
    measure(
        s -> {
          Value heads = s.input("picture").flatten(2).permute(0, 2, 1).splitHeads(2);
          return s.layers().attention(heads, heads, heads).mergedHeads();
        },
        new long[] {1, 64, 32, 32});
  }

  private static void classifier() {
    ResNet resnet = ResNet.resnet18(10);
    measure(
        s -> resnet.forward(s.layers(), s.input("image")).logits(), new long[] {1, 3, 224, 224});
  }

  /** What more images take: the engine's own workspace is the same for one and for many. */
  private static void measure(Function<Script, Value> written, long[]... shapes) {
    Script s = new Script();
    s.returns(written.apply(s));
    long[][] many =
        Arrays.stream(shapes).map(long[]::clone).peek(n -> n[0] *= IMAGES).toArray(long[][]::new);
    double counted = s.work(many).graphBytes() - s.work(shapes).graphBytes();
    try (Network network = new Network(s, Weights.from(s.parameters(), p -> new float[p.size()]))) {
      peak(network, shapes); // the engine loads code and makes plans once
      double measured = peak(network, many) - peak(network, shapes);
      System.out.printf(Locale.ROOT, "%.3f %.3f%n", measured / MIB, counted / MIB);
    }
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
