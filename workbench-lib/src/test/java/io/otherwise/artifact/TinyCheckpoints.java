package io.otherwise.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.otherwise.artifact.TorchFiles.View;
import io.otherwise.explain.Seed;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A project whose manifests are published ones with small networks, and files in their layouts. */
final class TinyCheckpoints {
  private final Path project;

  TinyCheckpoints(Path project) throws IOException {
    this.project = project;
    Files.createDirectories(project.resolve("data-manifests"));
    Files.createDirectories(project.resolve("downloads"));
  }

  Artifacts artifacts() {
    return Artifacts.at(project);
  }

  /** The published manifest with other arguments of the network, and no hash. */
  Path manifest(String name, Map<String, ?> config, String... labels) throws IOException {
    Path published = Artifacts.find().home().resolve("data-manifests/published");
    ObjectNode json =
        (ObjectNode) Json.MAPPER.readTree(Files.readString(published.resolve(name + ".json")));
    json.put("sha256", Manifest.UNKNOWN).put("bytes", 0);
    if (labels.length > 0) {
      json.set("labels", Json.MAPPER.valueToTree(List.of(labels)));
    }
    ObjectNode all = json.withObject("/config");
    config.forEach((key, value) -> all.set(key, Json.MAPPER.valueToTree(value)));
    Manifest manifest = ManifestJson.parse(json, name);
    manifest.writeTo(project.resolve("data-manifests"));
    return project.resolve(manifest.path());
  }

  /** Every weight that a network asks for, none like another, with a prefix to its name. */
  static Map<String, FloatTensor> weights(String prefix, Consumer<Script> network) {
    Script s = new Script();
    network.accept(s);
    Map<String, FloatTensor> weights = new LinkedHashMap<>();
    for (Script.Parameter p : s.parameters()) {
      float[] values = new float[p.size()];
      float lowest = p.key().endsWith("running_var") ? 0.5f : -0.25f;
      for (int i = 0; i < values.length; i++) {
        values[i] = lowest + 0.5f * (float) Seed.uniform(p.key().hashCode(), i);
      }
      weights.put(prefix + p.key(), new FloatTensor(p.shape(), values));
    }
    return weights;
  }

  /** 1 x channels x side x side. */
  static Tensor picture(int channels, int side) {
    float[] values = new float[channels * side * side];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Seed.uniform(5, i);
    }
    return Tensor.of(values, 1, channels, side, side);
  }

  static void assertSame(Tensor expected, Tensor actual) {
    assertArrayEquals(expected.shape(), actual.shape());
    assertArrayEquals(expected.floats(), actual.floats());
  }

  static Map<String, FloatTensor> table(String key, int rows, int width) {
    float[] values = new float[rows * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return Map.of(key, FloatTensor.of(values, rows, width));
  }

  /** What torch.save makes of weights in nested dictionaries, with counters among them. */
  static void torch(Path file, String within, Map<String, FloatTensor> weights, String... counters)
      throws IOException {
    PickleBytes pickle = PickleBytes.protocol(2);
    TorchFiles files = new TorchFiles();
    if (within.isEmpty()) {
      dict(pickle, files, weights, counters);
    } else {
      // What a training run keeps besides: objects of classes that nobody here knows.
      pickle.op('}').text("callbacks").empty("lightning", "Checkpoint").op('s').text(within);
      dict(pickle, files, weights, counters).op('s');
    }
    files.zip(pickle.stop()).writeTo(file);
  }

  /** The older format. */
  static void legacy(Path file, Map<String, FloatTensor> weights, String... counters)
      throws IOException {
    TorchFiles files = new TorchFiles();
    byte[] pickle = dict(PickleBytes.protocol(2), files, weights, counters).stop();
    Files.write(file, files.legacy(pickle));
  }

  /** Two dictionaries side by side, named by the first step of each name. */
  static void split(Path file, Map<String, FloatTensor> weights) throws IOException {
    Map<String, Map<String, FloatTensor>> parts = new LinkedHashMap<>();
    weights.forEach(
        (key, value) -> {
          String[] steps = key.split("\\.", 2);
          parts.computeIfAbsent(steps[0], k -> new LinkedHashMap<>()).put(steps[1], value);
        });
    TorchFiles files = new TorchFiles();
    PickleBytes pickle = PickleBytes.protocol(2).op('}');
    for (Map.Entry<String, Map<String, FloatTensor>> part : parts.entrySet()) {
      dict(pickle.text(part.getKey()), files, part.getValue()).op('s');
    }
    files.zip(pickle.stop()).writeTo(file);
  }

  private static PickleBytes dict(
      PickleBytes pickle, TorchFiles files, Map<String, FloatTensor> weights, String... counters) {
    Map<String, View> views = new LinkedHashMap<>();
    weights.forEach(
        (key, tensor) -> {
          String storage = "s" + Math.abs(key.hashCode());
          files.storage(storage, tensor.values());
          long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
          views.put(key, View.whole(storage, shape));
        });
    for (String counter : counters) {
      files.storage("n", TorchFiles.longs(7), 1);
      views.put(counter, View.whole("n", 1).of("Long"));
    }
    return TorchFiles.stateDict(pickle, views);
  }

  static void lines(Path file, String... lines) throws IOException {
    Files.write(file, List.of(lines), UTF_8);
  }
}
