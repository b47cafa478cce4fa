package io.otherwise.tensor;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipOutputStream;

/** A network with its weights as one TorchScript file, which Python opens too. */
final class Export {
  private final Script script;
  private final Weights weights;

  Export(Script script, Weights weights) {
    this.script = script;
    this.weights = weights;
  }

  /** Writes beside the file first, so that a reader never sees half of it. */
  void to(Path file) {
    try {
      Path whole = file.toAbsolutePath();
      Path part = Files.createTempFile(whole.getParent(), whole.getFileName().toString(), ".part");
      try {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
          write(out);
        }
        Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "a network is exported into a folder that can be written, but "
              + file
              + " failed ("
              + e
              + "); choose another place",
          e);
    }
  }

  private void write(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    List<String> names = names();
    Pickle pickle = new Pickle().object("__torch__", "M").attribute("training", false);
    for (int i = 0; i < names.size(); i++) {
      pickle.attribute(names.get(i), i, weights.parameters().get(i).dimensions());
    }
    Archive.frame(zip, pickle.end(), code(names));
    for (int i = 0; i < names.size(); i++) {
      Archive.stored(zip, "m/data/" + i, bytes(weights.tensors().get(i).floats()));
    }
    zip.finish();
  }

  /** Attribute names may hold no dots. */
  private List<String> names() {
    List<String> names = new ArrayList<>();
    for (Script.Parameter p : weights.parameters()) {
      names.add("w" + names.size() + "_" + p.key().replaceAll("[^A-Za-z0-9]", "_"));
    }
    return names;
  }

  private String code(List<String> names) {
    StringBuilder s = new StringBuilder("class M(Module):\n");
    s.append("  __parameters__ = [");
    for (int i = 0; i < names.size(); i++) {
      s.append(weights.parameters().get(i).trained() ? quoted(names.get(i)) + ", " : "");
    }
    s.append("]\n  __buffers__ = [");
    for (int i = 0; i < names.size(); i++) {
      s.append(weights.parameters().get(i).trained() ? "" : quoted(names.get(i)) + ", ");
    }
    s.append("]\n  training : bool\n");
    names.forEach(n -> s.append("  ").append(n).append(" : Tensor\n"));
    return s + forward(names) + script.source();
  }

  private String forward(List<String> names) {
    List<String> inputs = script.inputs();
    String declared = inputs.stream().map(i -> ", " + i + ": Tensor").collect(Collectors.joining());
    String passed = inputs.stream().map(i -> ", " + i).collect(Collectors.joining());
    String own = names.stream().map(n -> "self." + n).collect(Collectors.joining(", "));
    boolean one = script.outputs() == 1;
    return "  def forward(self"
        + declared
        + (one ? ") -> Tensor:\n" : ") -> List[Tensor]:\n")
        + "    p = ["
        + own
        + "]\n    outputs = (self).run(p"
        + passed
        + ")\n    return outputs"
        + (one ? "[0]\n" : "\n");
  }

  private static String quoted(String name) {
    return '"' + name + '"';
  }

  private static byte[] bytes(float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }
}
