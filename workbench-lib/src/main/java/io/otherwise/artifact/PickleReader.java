package io.otherwise.artifact;

import io.otherwise.artifact.Pickled.Dict;
import io.otherwise.artifact.Pickled.Global;
import io.otherwise.artifact.Pickled.Items;
import io.otherwise.artifact.Pickled.Placeholder;
import io.otherwise.artifact.Pickled.Tuple;
import java.io.IOException;
import java.util.List;

/**
 * Reads one pickle of protocols 0 to 5 into {@link Pickled plain values}. A pickle is a program for
 * a small stack machine that may import and call anything; here an import looks a name up in an
 * allow list, a call runs that list's own code, and nothing else exists. No opcode recurses or
 * repeats, so a pickle of n bytes takes at most n steps.
 *
 * <p>Opcodes: <a
 * href="https://github.com/python/cpython/blob/main/Lib/pickletools.py">pickletools</a>.
 */
final class PickleReader {
  private static final int STOP = '.';

  private final PickleInput in;
  private final PickleNames names;
  private final PickleStack stack = new PickleStack();

  private PickleReader(PickleInput in, PickleNames names) {
    this.in = in;
    this.names = names;
  }

  /** The value of the pickle that begins at the input's position, which goes behind its end. */
  static Object read(PickleInput in, PickleNames names) throws IOException {
    return new PickleReader(in, names).run();
  }

  private Object run() throws IOException {
    for (int opcode = in.u8(); opcode != STOP; opcode = in.u8()) {
      stack.spend(1);
      if (!plain(opcode) && !words(opcode) && !group(opcode) && !memory(opcode) && !call(opcode)) {
        throw Refusal.damaged(
            "has the unknown opcode 0x%02x at byte %s of its pickle", opcode, in.position() - 1);
      }
    }
    return stack.pop();
  }

  /** Constants and numbers. */
  private boolean plain(int opcode) throws IOException {
    switch (opcode) {
      case 'N' -> stack.push(null);
      case 0x88 -> stack.push(true);
      case 0x89 -> stack.push(false);
      case 'I' -> stack.push(PickleText.integer(in.line()));
      case 'L' -> stack.push(PickleText.number(in.line()));
      case 'F' -> stack.push(PickleText.real(in.line()));
      case 'J' -> stack.push((long) in.i32());
      case 'K' -> stack.push((long) in.u8());
      case 'M' -> stack.push((long) in.u16());
      case 0x8a -> stack.push(in.integer(in.u8()));
      case 0x8b -> stack.push(in.integer(in.i32()));
      case 'G' -> stack.push(in.f64());
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Text and bytes. */
  private boolean words(int opcode) throws IOException {
    switch (opcode) {
      case 'S' -> stack.push(PickleText.quoted(in.line()));
      case 'V' -> stack.push(PickleText.unicode(in.line()));
      case 'T' -> stack.push(in.latin(in.i32()));
      case 'U' -> stack.push(in.latin(in.u8()));
      case 'X' -> stack.push(in.text(in.u32()));
      case 0x8c -> stack.push(in.text(in.u8()));
      case 0x8d -> stack.push(in.text(in.i64()));
      case 'B' -> stack.push(Blob.ofBytes(in.take(in.u32())));
      case 'C' -> stack.push(Blob.ofBytes(in.take(in.u8())));
      case 0x8e, 0x96 -> stack.push(Blob.ofBytes(in.take(in.i64())));
      case 0x98 -> stack.peek(); // a buffer made read-only: all of ours are
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Tuples, lists, sets and dictionaries. */
  private boolean group(int opcode) throws IOException {
    switch (opcode) {
      case '(' -> stack.mark();
      case ')' -> stack.push(new Tuple(List.of()));
      case 0x85 -> stack.push(new Tuple(stack.pop(1)));
      case 0x86 -> stack.push(new Tuple(stack.pop(2)));
      case 0x87 -> stack.push(new Tuple(stack.pop(3)));
      case 't' -> stack.push(new Tuple(stack.popToMark()));
      case ']', 0x8f -> stack.push(new Items());
      case 'l', 0x91 -> stack.push(new Items(stack.popToMark()));
      case 'a' -> append(stack.pop(1));
      case 'e', 0x90 -> append(stack.popToMark());
      case '}' -> stack.push(new Dict());
      case 'd' -> {
        List<Object> entries = stack.popToMark();
        stack.push(new Dict());
        set(entries);
      }
      case 's' -> set(stack.pop(2));
      case 'u' -> set(stack.popToMark());
      default -> {
        return false;
      }
    }
    return true;
  }

  /** The stack and the numbered memories. */
  private boolean memory(int opcode) throws IOException {
    switch (opcode) {
      case 0x80 -> {
        int protocol = in.u8();
        Refusal.require(protocol <= 5, "has a pickle of the unknown protocol %s", protocol);
      }
      case 0x95 -> {
        long frame = in.i64();
        Refusal.require(
            frame >= 0 && frame <= in.remaining(), "has a pickle frame of %s bytes", frame);
      }
      case '0' -> stack.drop();
      case '1' -> stack.popToMark();
      case '2' -> stack.push(stack.peek());
      case 'p' -> stack.remember(index(in.line()));
      case 'q' -> stack.remember(in.u8());
      case 'r' -> stack.remember(in.u32());
      case 0x94 -> stack.rememberNext();
      case 'g' -> stack.recall(index(in.line()));
      case 'h' -> stack.recall(in.u8());
      case 'j' -> stack.recall(in.u32());
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Names and what is made with them. */
  private boolean call(int opcode) throws IOException {
    switch (opcode) {
      case 'c' -> stack.push(names.find(in.line(), in.line()));
      case 0x93 -> {
        PickleArguments path = new PickleArguments("an import", stack.pop(2));
        stack.push(names.find(path.word(0), path.word(1)));
      }
      case 'i' -> {
        Object made = names.find(in.line(), in.line());
        make(made, new Tuple(stack.popToMark()));
      }
      case 'o' -> {
        List<Object> parts = stack.popToMark();
        Refusal.require(!parts.isEmpty(), "makes an object of nothing in its pickle");
        make(parts.get(0), new Tuple(parts.subList(1, parts.size())));
      }
      case 'R', 0x81 -> {
        List<Object> parts = stack.pop(2);
        make(parts.get(0), parts.get(1));
      }
      case 0x92 -> {
        List<Object> parts = stack.pop(3);
        boolean isPlain = parts.get(2) instanceof Dict named && named.entries().isEmpty();
        Refusal.require(
            isPlain || parts.get(0) instanceof Placeholder,
            "calls %s with named arguments",
            parts.get(0));
        make(parts.get(0), parts.get(1));
      }
      case 'b' -> build(stack.pop());
      case 'Q' -> stack.push(names.persistent(stack.pop()));
      default -> {
        return false;
      }
    }
    return true;
  }

  private static long index(String line) throws Refusal {
    return PickleText.number(line) instanceof Long index ? index : -1;
  }

  private void append(List<Object> values) throws Refusal {
    if (stack.peek() instanceof Items items) {
      items.values.addAll(values);
    } else {
      requirePlaceholder("appends to");
    }
  }

  private void set(List<Object> keysAndValues) throws Refusal {
    Refusal.require(keysAndValues.size() % 2 == 0, "has a key without a value in its pickle");
    if (stack.peek() instanceof Dict dict) {
      for (int i = 0; i < keysAndValues.size(); i += 2) {
        dict.put(keysAndValues.get(i), keysAndValues.get(i + 1));
      }
    } else {
      requirePlaceholder("sets entries of");
    }
  }

  private void make(Object callee, Object arguments) throws IOException {
    if (callee instanceof Placeholder) {
      stack.push(callee);
    } else if (callee instanceof Global global) {
      PickleArguments given = PickleArguments.of(global.name(), arguments);
      stack.spend(given.weight());
      stack.push(global.maker().make(given));
    } else {
      throw Refusal.damaged("calls %s in its pickle", callee);
    }
  }

  /** Attributes of a dictionary (a state dict carries its modules' versions) say nothing to us. */
  private void build(Object state) throws IOException {
    if (stack.peek() instanceof NumpyGlobals.Shell shell) {
      shell.build(PickleArguments.of(shell.toString(), state));
    } else if (!(stack.peek() instanceof Dict)) {
      requirePlaceholder("sets attributes of");
    }
  }

  private void requirePlaceholder(String what) throws Refusal {
    Object target = stack.peek();
    Refusal.require(target instanceof Placeholder, "%s %s in its pickle", what, target);
  }
}
