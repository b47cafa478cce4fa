package io.otherwise.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Seed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Random programs of valid opcodes, which go deeper than damaged files: they call every allowed
 * name with every kind of value. Each ends in a value or a refusal. {@code -Dfuzz=N} tries five
 * times N.
 */
class PickleProgramsTest {
  private static final int PROGRAMS = 5 * Integer.getInteger("fuzz", 250);
  private static final int LONGEST = 60;

  private static final List<String> NAMES = TorchGlobals.names().stream().sorted().toList();

  private long key;
  private long draws;

  private int below(int bound) {
    return (int) (Seed.uniform(key, draws++) * bound);
  }

  private byte[] program(int length) {
    PickleBytes out = PickleBytes.protocol(2);
    for (int i = 0; i < length; i++) {
      step(out);
    }
    return out.stop();
  }

  private void step(PickleBytes out) {
    switch (below(16)) {
      case 0 -> out.number(number());
      case 1 -> out.text(word());
      case 2, 3 -> global(out);
      case 4 -> out.op(pick('N', 0x88, 0x89, ')', ']', '}', 0x8f));
      case 5 -> out.op('(');
      case 6 -> out.op(pick('t', 'l', 'd', 'u', 'e', '1', 'o', 0x90, 0x91));
      case 7, 8 -> out.op(pick(0x85, 0x86, 0x87));
      case 9, 10 -> out.op(pick('R', 'R', 0x81, 0x92, 'b', 'Q'));
      case 11 -> out.op(pick('s', 'a', '0', '2'));
      case 12 -> out.op(pick('q', 'h'), below(4));
      case 13 -> out.op(0x94);
      case 14 -> out.numbers(number(), number());
      default -> tensorParts(out);
    }
  }

  private int pick(int... opcodes) {
    return opcodes[below(opcodes.length)];
  }

  private long number() {
    return switch (below(5)) {
      case 0 -> -1;
      case 1 -> Long.MAX_VALUE;
      case 2 -> 1L << below(63);
      default -> below(6);
    };
  }

  private String word() {
    return List.of("storage", "latin1", "f4", "<", "0", "weight", "O8", "\u00ff").get(below(8));
  }

  private void global(PickleBytes out) {
    String name = below(8) == 0 ? "thirdparty.Thing" : NAMES.get(below(NAMES.size()));
    int dot = name.lastIndexOf('.');
    out.global(name.substring(0, dot), name.substring(dot + 1));
  }

  /** Whole calls, nearly right, since chance alone seldom makes one. */
  private void tensorParts(PickleBytes out) {
    switch (below(4)) {
      case 0 -> out.storage("Float", "0", below(3) == 0 ? number() : 6);
      case 1 -> {
        out.global("torch._utils", "_rebuild_tensor_v2").op('(').storage("Float", "0", 6);
        out.number(below(4)).numbers(below(3), below(3)).numbers(below(4), 1).op('t', 'R');
      }
      case 2 -> {
        out.global("numpy", "dtype").text(word()).op('K', 0, 'K', 1, 0x87, 'R', '(', 'K', 3);
        out.text(word()).op('N', 'N', 'N', 't', 'b');
      }
      default -> {
        out.global("numpy.core.multiarray", "_reconstruct").op(')', 'R', '(', 'K', 1);
        out.numbers(below(3)).global("numpy", "dtype").text("f4").op(0x85, 'R', 0x89);
        out.text("x".repeat(below(12))).op('t', 'b');
      }
    }
  }

  private static Bytes place(String storage) throws Refusal {
    Refusal.require(storage.equals("0"), "has no storage %s", storage);
    return Blob.ofBytes(ByteBuffer.allocate(24));
  }

  /** Whether the program ends in a value; its tensors, if it has any, must be readable. */
  private static boolean isRead(byte[] program, boolean bearUnknown) throws IOException {
    try {
      PickleNames names =
          new TorchStorages(bearUnknown, ByteOrder.LITTLE_ENDIAN, PickleProgramsTest::place);
      Object value = PickleReader.read(new PickleInput(ByteBuffer.wrap(program)), names);
      Pickled.Dict root = new Pickled.Dict();
      root.put("value", value);
      Map<String, StoredTensor> tensors = TorchTensors.of(root, List.of());
      for (StoredTensor tensor : tensors.values()) {
        int size = tensor.dtype().isFloat() ? tensor.floats().length : tensor.longs().length;
        assertEquals(tensor.size(), size);
      }
      return true;
    } catch (Refusal e) {
      assertTrue(e.getMessage().length() < 700, e.getMessage());
      return false;
    }
  }

  @Test
  void random_programs_end_in_a_value_or_a_refusal() throws IOException {
    int read = 0;
    for (int i = 0; i < PROGRAMS; i++) {
      key = Seed.seed(21).key("fuzz", "program", i);
      draws = 0;
      byte[] program = program(1 + below(below(3) == 0 ? LONGEST : 5));
      try {
        read += isRead(program, below(2) == 0) ? 1 : 0;
      } catch (RuntimeException | Error e) {
        throw new AssertionError("program " + i, e);
      }
    }
    assertTrue(read > PROGRAMS / 50, "only %s of %s were read".formatted(read, PROGRAMS));
    assertTrue(read < PROGRAMS, "all were read");
  }
}
