package io.otherwise.tensor;

import ai.djl.pytorch.jni.JniUtils;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Counts what the engine really does, by its own profiler: nothing is taken on trust. */
public final class EngineCalls {
  private final Map<String, Integer> counts = new TreeMap<>();

  private EngineCalls() {}

  /** Profiles some work on this thread. */
  public static EngineCalls during(Runnable work) throws IOException {
    Torch.root();
    Path trace = Files.createTempFile("engine", ".json");
    try {
      JniUtils.startProfile(false, false, false);
      try {
        work.run();
      } finally {
        JniUtils.stopProfile(trace.toString());
      }
      EngineCalls calls = new EngineCalls();
      JsonNode root = new ObjectMapper().readTree(trace.toFile());
      JsonNode events = root.isArray() ? root : root.get("traceEvents");
      for (JsonNode event : events) {
        calls.counts.merge(event.path("name").asText(), 1, Integer::sum);
      }
      return calls;
    } finally {
      Files.delete(trace);
    }
  }

  /** How often an operation ran, such as {@code aten::convolution_backward}. */
  public int of(String operation) {
    return counts.getOrDefault(operation, 0);
  }

  @Override
  public String toString() {
    return counts.toString();
  }
}
