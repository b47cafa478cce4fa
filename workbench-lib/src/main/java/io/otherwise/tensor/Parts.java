package io.otherwise.tensor;

import io.otherwise.tensor.Script.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A script cut into parts of a few calls each, which together compute what the whole does. */
final class Parts {
  /** About two residual blocks. */
  private static final int CALLS = 16;

  /** What gives numbers instead of tensors, which cannot be handed from part to part. */
  private static final Set<String> NUMBERS = Set.of("torch.size", "torch.floordiv", "int");

  /**
   * Calls from one place to another.
   *
   * @param takes values from before
   * @param gives values of its own that others take
   */
  record Part(int from, int to, List<String> takes, List<String> gives) {}

  private Parts() {}

  /** In order; one part where the script counts with sizes. */
  static List<Part> of(Script script) {
    List<Script.Call> calls = script.calls();
    boolean whole = calls.stream().anyMatch(c -> NUMBERS.contains(c.function()));
    int step = whole ? Math.max(1, calls.size()) : CALLS;
    Map<String, Integer> lastUse = new HashMap<>();
    for (int i = 0; i < calls.size(); i++) {
      int place = i;
      names(calls.get(i)).forEach(name -> lastUse.put(name, place));
    }
    script.results().forEach(name -> lastUse.put(name, calls.size()));
    List<Part> parts = new ArrayList<>();
    for (int from = 0; from < calls.size(); from += step) {
      parts.add(part(calls, from, Math.min(calls.size(), from + step), lastUse));
    }
    return parts;
  }

  private static Part part(
      List<Script.Call> calls, int from, int to, Map<String, Integer> lastUse) {
    Set<String> own = new HashSet<>();
    Set<String> takes = new LinkedHashSet<>();
    List<String> gives = new ArrayList<>();
    for (Script.Call call : calls.subList(from, to)) {
      names(call).filter(name -> !own.contains(name)).forEach(takes::add);
      own.add(call.result());
      if (lastUse.getOrDefault(call.result(), -1) >= to) {
        gives.add(call.result());
      }
    }
    return new Part(from, to, List.copyOf(takes), gives);
  }

  /** Values that a call takes, weights aside. */
  private static Stream<String> names(Script.Call call) {
    return Arrays.stream(call.arguments())
        .flatMap(a -> a instanceof Object[] all ? Arrays.stream(all) : Stream.of(a))
        .filter(Value.class::isInstance)
        .map(a -> ((Value) a).name())
        .filter(name -> !name.startsWith("p["));
  }

  /** A method for each part, {@code part0} and so on, from a list of tensors to a list. */
  static String source(Script script, List<Part> parts) {
    StringBuilder s = new StringBuilder();
    List<String> lines = script.lines();
    for (int k = 0; k < parts.size(); k++) {
      Part part = parts.get(k);
      s.append("  def part")
          .append(k)
          .append("(self, p: List[Tensor], taken_: List[Tensor]) -> List[Tensor]:\n");
      for (int i = 0; i < part.takes().size(); i++) {
        s.append("    ").append(part.takes().get(i)).append(" = taken_[").append(i).append("]\n");
      }
      lines.subList(part.from(), part.to()).forEach(line -> s.append(line).append('\n'));
      s.append("    return [").append(String.join(", ", part.gives())).append("]\n");
    }
    return s.toString();
  }
}
