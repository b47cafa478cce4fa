package io.otherwise.artifact;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The memory of an unpickler: a stack with marks, numbered memories, and a budget of steps. */
final class PickleStack {
  /** Ten times what the longest checkpoint of a training run needs; some 200 MB at worst. */
  static final int MAX_STEPS = 1 << 20;

  private final List<Object> values = new ArrayList<>();
  private final List<Integer> marks = new ArrayList<>();
  private final Map<Long, Object> memo = new HashMap<>();
  private int steps;

  /** Counts work done, so that no short file makes much of it. */
  void spend(int more) throws Refusal {
    steps += more;
    if (steps < 0 || steps > MAX_STEPS) {
      throw Refusal.of(
          "a checkpoint's pickle takes at most %s steps".formatted(MAX_STEPS),
          "takes more",
          "save the state dict alone, with tensors instead of long lists");
    }
  }

  void push(Object value) {
    values.add(value);
  }

  void mark() {
    marks.add(values.size());
  }

  Object pop() throws Refusal {
    peek();
    return values.remove(values.size() - 1);
  }

  Object peek() throws Refusal {
    Refusal.require(values.size() > floor(), "takes a value from its pickle's empty stack");
    return values.get(values.size() - 1);
  }

  /** The values above the last mark, which go, and the mark with them. */
  List<Object> popToMark() throws Refusal {
    Refusal.require(!marks.isEmpty(), "closes a group in its pickle that it never opened");
    return popFrom(marks.remove(marks.size() - 1));
  }

  /** The last values, the oldest first. */
  List<Object> pop(int count) throws Refusal {
    Refusal.require(
        values.size() - count >= floor(), "takes a value from its pickle's empty stack");
    return popFrom(values.size() - count);
  }

  /** Drops the last value, or the last mark if nothing lies above it. */
  void drop() throws Refusal {
    if (!marks.isEmpty() && floor() == values.size()) {
      marks.remove(marks.size() - 1);
    } else {
      pop();
    }
  }

  void remember(long index) throws Refusal {
    Refusal.require(index >= 0, "numbers a memory in its pickle %s", index);
    memo.put(index, peek());
  }

  void rememberNext() throws Refusal {
    remember(memo.size());
  }

  void recall(long index) throws Refusal {
    Object value = memo.get(index);
    Refusal.require(
        value != null || memo.containsKey(index),
        "recalls memory %s of its pickle, which was never set",
        index);
    push(value);
  }

  private int floor() {
    return marks.isEmpty() ? 0 : marks.get(marks.size() - 1);
  }

  private List<Object> popFrom(int begin) {
    List<Object> tail = values.subList(begin, values.size());
    List<Object> out = new ArrayList<>(tail);
    tail.clear();
    return out;
  }
}
