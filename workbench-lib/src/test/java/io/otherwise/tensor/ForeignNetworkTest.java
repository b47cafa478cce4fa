package io.otherwise.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Seed;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForeignNetworkTest {
  @TempDir Path folder;

  /** A convolution, batch statistics and a dense layer: 2 x 3 x 6 x 6 to 2 x 4. */
  private static Network network() {
    Script s = new Script();
    Layers net = s.layers();
    Script.Value h = net.at("conv1").conv(s.input("x"), 3, 5, 3, 1, 1);
    h = net.at("bn1").batchNorm(h, 5, 1e-5).relu();
    s.returns(net.at("fc").linear(h.mean(2, 3), 5, 4));
    return new Network(s, Weights.from(s.parameters(), ForeignNetworkTest::values));
  }

  private static float[] values(Script.Parameter p) {
    float[] values = noise(p.key(), p.size());
    if (p.key().endsWith("running_var")) {
      for (int i = 0; i < values.length; i++) {
        values[i] = 1 + Math.abs(values[i]);
      }
    }
    return values;
  }

  private static float[] noise(String stream, int size) {
    float[] values = new float[size];
    Noise.fill(Seed.seed(5).key("test", stream, 0), values, 0, size);
    return values;
  }

  private Path exported() {
    Path file = folder.resolve("net.pt");
    try (Network network = network()) {
      network.export(file);
    }
    return file;
  }

  @Test
  void an_exported_network_gives_the_same_outputs_and_gradients() {
    Path file = exported();
    try (Network ours = network();
        ForeignNetwork theirs = ForeignNetwork.open(file);
        Scope scope = Scope.open();
        Gradients graph = Gradients.record()) {
      Tensor x = graph.leaf(Tensor.of(noise("x", 216), 2, 3, 6, 6));
      Tensor a = ours.run(x);
      Tensor b = theirs.run(x);
      assertArrayEquals(a.floats(), b.floats(), 1e-6f);
      Tensor cotangent = Tensor.of(noise("cotangent", 8), 2, 4);
      float[] ga = graph.vjp(List.of(a), List.of(x), List.of(cotangent)).get(0).floats();
      float[] gb = graph.vjp(List.of(b), List.of(x), List.of(cotangent)).get(0).floats();
      assertArrayEquals(ga, gb, 1e-6f);
      assertTrue(norm(gb) > 1e-3, "a gradient that is not zero");
    }
  }

  private static double norm(float... values) {
    double sum = 0;
    for (float v : values) {
      sum += v * v;
    }
    return Math.sqrt(sum);
  }

  @Test
  void runs_on_a_new_thread_and_after_many_calls_the_answer_is_the_same() throws Exception {
    try (ForeignNetwork net = ForeignNetwork.open(exported())) {
      float[] first = answer(net);
      for (int i = 0; i < 5; i++) {
        assertArrayEquals(first, answer(net));
      }
      float[][] elsewhere = new float[1][];
      Thread thread = new Thread(() -> elsewhere[0] = answer(net));
      thread.start();
      thread.join();
      assertArrayEquals(first, elsewhere[0]);
    }
  }

  private static float[] answer(ForeignNetwork net) {
    try (Scope scope = Scope.open()) {
      return net.run(Tensor.of(noise("x", 216), 2, 3, 6, 6)).floats();
    }
  }

  @Test
  void the_file_lists_its_weights_by_the_keys_of_the_checkpoint() throws IOException {
    try (ZipFile zip = new ZipFile(exported().toFile())) {
      ZipEntry code = zip.getEntry("m/code/__torch__.py");
      String text = new String(zip.getInputStream(code).readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(text.contains("w0_conv1_weight : Tensor"), text);
      assertTrue(text.contains("__buffers__ = [\"w4_bn1_running_mean\""), text);
      assertEquals(5 * 3 * 9 * 4, zip.getEntry("m/data/0").getSize());
    }
  }

  @Test
  void a_training_network_is_not_exported() {
    Script s = new Script(Script.Precision.FLOAT32, true);
    s.returns(s.layers().at("fc").linear(s.input("x"), 1, 1));
    try (Network network =
        new Network(s, Weights.from(s.parameters(), ForeignNetworkTest::values))) {
      assertThrows(
          IllegalStateException.class, () -> network.export(folder.resolve("training.pt")));
    }
  }

  @Test
  void a_folder_that_does_not_exist_is_named() {
    try (Network network = network()) {
      Path file = folder.resolve("nowhere").resolve("net.pt");
      String message =
          assertThrows(UncheckedIOException.class, () -> network.export(file)).getMessage();
      assertTrue(message.contains("nowhere"), message);
    }
  }

  @Test
  void a_missing_file_is_one_sentence() {
    assertRefused(folder.resolve("none.pt"), "there is no such file");
  }

  @Test
  void a_text_file_is_one_sentence() throws IOException {
    assertRefused(Files.writeString(folder.resolve("a.pt"), "hello"), "no whole zip archive");
  }

  @Test
  void a_file_cut_short_is_one_sentence() throws IOException {
    byte[] whole = Files.readAllBytes(exported());
    Path file = folder.resolve("cut.pt");
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertRefused(file, "no whole zip archive");
  }

  @Test
  void a_state_dict_is_one_sentence() throws IOException {
    Path file = folder.resolve("state_dict.pt");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      Archive.stored(zip, "archive/data.pkl", new byte[] {(byte) 0x80, 2, '}', '.'});
    }
    assertRefused(file, "it holds weights without code");
  }

  @Test
  void code_that_does_not_compile_is_one_sentence() throws IOException {
    Path file = folder.resolve("broken.pt");
    Files.write(file, Archive.bytes("  def forward(self, x: Tensor) -> Tensor:\n    return y\n"));
    assertRefused(file, "the engine could not load it");
  }

  private static void assertRefused(Path file, String reason) {
    String message =
        assertThrows(UncheckedIOException.class, () -> ForeignNetwork.open(file)).getMessage();
    assertTrue(message.contains(reason), message);
    assertTrue(message.contains(file.toString()), message);
    assertFalse(message.contains("\n"), message);
  }

  @Test
  void a_network_that_answers_with_a_tuple_is_refused() throws IOException {
    Path file = folder.resolve("tuple.pt");
    Files.write(
        file,
        Archive.bytes(
            "  def forward(self, x: Tensor) -> Tuple[Tensor, Tensor]:\n    return (x, x)\n"));
    try (ForeignNetwork net = ForeignNetwork.open(file);
        Scope scope = Scope.open()) {
      Tensor x = Tensor.full(1, 2);
      String message = assertThrows(IllegalArgumentException.class, () -> net.run(x)).getMessage();
      assertTrue(message.contains("returns the logits alone"), message);
      assertTrue(message.contains("uple"), message);
    }
  }

  @Test
  void an_input_of_the_wrong_size_is_one_sentence() {
    try (ForeignNetwork net = ForeignNetwork.open(exported());
        Scope scope = Scope.open()) {
      Tensor x = Tensor.full(1, 2, 4, 6, 6);
      String message = assertThrows(IllegalArgumentException.class, () -> net.run(x)).getMessage();
      assertTrue(message.contains("[2, 4, 6, 6]"), message);
      assertTrue(message.contains("channels"), message);
      assertFalse(message.contains("\n"), message);
    }
  }

  @Test
  void a_closed_network_says_so() {
    ForeignNetwork net = ForeignNetwork.open(exported());
    net.close();
    net.close();
    try (Scope scope = Scope.open()) {
      Tensor x = Tensor.full(1, 2, 3, 6, 6);
      assertThrows(IllegalStateException.class, () -> net.run(x));
    }
  }
}
