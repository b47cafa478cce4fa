package io.otherwise.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.bench.FormulaWeights;
import io.otherwise.network.LdmUNet;
import io.otherwise.network.ResNet;
import io.otherwise.network.VqAutoencoder;
import io.otherwise.tensor.Script.Precision;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The error of narrow products: relative L2 of what a network gives and of its input gradient. */
class PrecisionTest {
  private static final LdmUNet SMALL =
      new LdmUNet(3, 3, 32, 1, List.of(1, 2), List.of(1, 2), 2, -1, 1, 8);

  private record Both(float[] output, float[] gradient) {}

  private static Both ofUNet(Precision precision) {
    Script s = new Script(precision, false);
    s.returns(SMALL.forward(s.layers(), s.input("zt"), s.input("t"), s.input("context")));
    return run(s, uniform(1, 3, 16, 16), Tensor.filled(500, 1), uniform(1, 1, 8));
  }

  private static Both ofResNet(Precision precision) {
    Script s = new Script(precision, false);
    s.returns(ResNet.resnet50(1000).forward(s.layers(), s.input("image")).logits());
    return run(s, uniform(1, 3, 224, 224));
  }

  /** The denoiser of cin256 on one latent: 400 million weights. */
  private static Both ofCin256(Precision precision) {
    Script s = new Script(precision, false);
    LdmUNet unet = LdmUNet.cin256();
    s.returns(unet.forward(s.layers(), s.input("zt"), s.input("t"), s.input("context")));
    return run(s, uniform(1, 3, 64, 64), Tensor.of(new long[] {400}, 1), uniform(1, 1, 512));
  }

  /** Its decoder, from 64 to 256 pixels. */
  private static Both ofVqDecoder(Precision precision) {
    Script s = new Script(precision, false);
    s.returns(VqAutoencoder.f4().decode(s.layers(), s.input("z")));
    return run(s, uniform(1, 3, 64, 64));
  }

  private static Tensor uniform(long... shape) {
    float[] values = new float[(int) Shapes.size(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (2 * FormulaWeights.uniform(shape.length, i) - 1);
    }
    return Tensor.of(values, shape);
  }

  private static Both run(Script s, Tensor... inputs) {
    Weights weights = Weights.from(s.parameters(), FormulaWeights.below("", 1));
    try (Network network = new Network(s, weights);
        Gradients graph = Gradients.record()) {
      inputs[0] = graph.leaf(inputs[0]);
      Tensor y = network.run(inputs);
      Tensor g =
          graph.vjp(List.of(y), List.of(inputs[0]), List.of(uniform(y.shape()).plus(0.5))).get(0);
      return new Both(y.detached().floats(), g.floats());
    }
  }

  private static double error(float[] exact, float... rounded) {
    double difference = 0;
    double whole = 0;
    for (int i = 0; i < exact.length; i++) {
      difference += Math.pow(exact[i] - rounded[i], 2);
      whole += Math.pow(exact[i], 2);
    }
    return Math.sqrt(difference / whole);
  }

  /** Bounds of relative L2 errors: what was measured on one machine, about doubled. */
  private record Bounds(double output, double gradient) {}

  private static void check(
      String name, Function<Precision, Both> network, Bounds ofBfloat16, Bounds ofFloat16) {
    try (Scope scope = Scope.open()) {
      Both exact = network.apply(Precision.FLOAT32);
      Bounds bfloat16 = errors(exact, network.apply(Precision.BFLOAT16));
      Bounds float16 = errors(exact, network.apply(Precision.FLOAT16));
      assertWithin(name + " in bfloat16", bfloat16, ofBfloat16);
      assertWithin(name + " in float16", float16, ofFloat16);
      // Eleven bits against eight: an error eight times smaller, or the option does nothing.
      assertTrue(
          bfloat16.output > 3 * float16.output && float16.output > 1e-6, bfloat16 + "" + float16);
    }
  }

  /** Without float16, whose large convolutions take a processor without such units minutes. */
  private static void checkBfloat16(
      String name, Function<Precision, Both> network, Bounds expected) {
    try (Scope scope = Scope.open()) {
      Both exact = network.apply(Precision.FLOAT32);
      assertWithin(name, errors(exact, network.apply(Precision.BFLOAT16)), expected);
    }
  }

  private static Bounds errors(Both exact, Both rounded) {
    return new Bounds(error(exact.output, rounded.output), error(exact.gradient, rounded.gradient));
  }

  private static void assertWithin(String name, Bounds errors, Bounds expected) {
    String said = "%s: %.2e and %.2e".formatted(name, errors.output, errors.gradient);
    assertTrue(
        errors.output > 1e-6
            && errors.output < expected.output
            && errors.gradient < expected.gradient,
        said);
  }

  @Test
  void a_small_denoiser_errs_by_what_was_measured() {
    // 1.6e-2 and 2.1e-2, 1.9e-3 and 2.8e-3.
    check("denoiser", PrecisionTest::ofUNet, new Bounds(4e-2, 4e-2), new Bounds(5e-3, 5e-3));
  }

  @Test
  @EnabledIfSystemProperty(named = "full-size", matches = "true")
  void a_full_size_classifier_errs_by_what_was_measured() {
    // 3.9e-3 and 1.9e-1, 4.8e-4 and 6.9e-2: rounding flips units, and their gradients with them.
    check("ResNet-50", PrecisionTest::ofResNet, new Bounds(8e-3, .4), new Bounds(1e-3, .14));
  }

  @Test
  @EnabledIfSystemProperty(named = "full-size", matches = "true")
  void a_full_size_denoiser_errs_by_what_was_measured() {
    // 1.2e-2 and 1.8e-2.
    checkBfloat16("cin256", PrecisionTest::ofCin256, new Bounds(2.5e-2, 4e-2));
  }

  @Test
  @EnabledIfSystemProperty(named = "full-size", matches = "true")
  void a_full_size_decoder_errs_by_what_was_measured() {
    // 1.5e-2 and 1.3e-2.
    checkBfloat16("VQ-f4", PrecisionTest::ofVqDecoder, new Bounds(3e-2, 3e-2));
  }

  @Test
  void float32_rounds_nothing() {
    try (Scope scope = Scope.open()) {
      assertEquals(
          0, error(ofUNet(Precision.FLOAT32).output(), ofUNet(Precision.FLOAT32).output()));
    }
  }
}
