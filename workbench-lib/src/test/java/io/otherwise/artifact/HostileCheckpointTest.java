package io.otherwise.artifact;

import static io.otherwise.artifact.TorchFiles.stateDict;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.TorchFiles.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that mean harm: each is refused in one sentence, and nothing of it runs. */
class HostileCheckpointTest {
  private static final long HUGE = 1L << 60;

  @TempDir Path folder;

  private final TorchFiles files = new TorchFiles().storage("0", 1, 2, 3, 4, 5, 6);

  private void assertRefused(byte[] pickle, String... parts) {
    Refused.assertRefused(RuntimeException.class, () -> files.readZip(folder, pickle), parts);
  }

  private void assertViewRefused(View view, String... parts) {
    assertRefused(stateDict(Map.of("w", view)), parts);
  }

  @ParameterizedTest
  @CsvSource({
    "os, system",
    "posix, system",
    "nt, system",
    "subprocess, Popen",
    "builtins, eval",
    "builtins, exec",
    "__builtin__, execfile",
    "builtins, __import__",
    "importlib, import_module",
    "os.path, join",
    "socket, socket",
    "ctypes, CDLL"
  })
  void attacks_are_refused_even_outside_the_asked_for_dictionary(String module, String name)
      throws IOException {
    Path witness = folder.resolve("witness");
    PickleBytes pickle = PickleBytes.protocol(2).op('}').text("net");
    stateDict(pickle, Map.of("w", View.whole("0", 6))).op('s').text("x");
    pickle.global(module, name).text("touch " + witness).op(0x85, 'R', 's');
    byte[] bytes = pickle.stop();

    Refused.assertRefused(
        IllegalArgumentException.class,
        () -> files.readZip(folder, bytes, "net"),
        "runs nothing",
        "w.pt calls for " + module + "." + name,
        "do not trust");
    assertFalse(Files.exists(witness));
  }

  @ParameterizedTest
  @CsvSource({
    "torch.hub, load",
    "builtins, getattr",
    "functools, partial",
    "torch, load",
    "operator, attrgetter",
    "numpy, load",
    "torch._utils, _rebuild_sparse_tensor",
    "collections, namedtuple",
    "torch, ComplexFloatStorage",
    "codecs, decode",
    "torch, os.system",
    "%s%n%999d, %x"
  })
  void whatever_is_not_listed_is_refused_by_name(String module, String name) {
    byte[] imported = PickleBytes.protocol(2).text(module).text(name).op(0x93).stop();
    byte[] called = PickleBytes.protocol(2).empty(module, name).stop();

    assertRefused(imported, "has an object of " + module + "." + name);
    assertRefused(called, "has an object of " + module + "." + name);
  }

  @Test
  void allowed_names_cannot_be_led_astray() {
    PickleBytes nested = PickleBytes.protocol(2);
    nested.global("torch._tensor", "_rebuild_from_type_v2").op('q', 0, '(', 'h', 0);
    nested.global("torch", "Tensor").op(')', '}', 't', 'R');
    assertRefused(nested.stop(), "by torch._tensor._rebuild_from_type_v2 as torch.Tensor");
    PickleBytes astray = PickleBytes.protocol(2).global("torch._utils", "_rebuild_parameter");
    assertRefused(astray.op('}', 0x85, 'R').stop(), "has a parameter of a dictionary of 0");
    PickleBytes noStorage = PickleBytes.protocol(2).global("torch._utils", "_rebuild_tensor_v2");
    assertRefused(noStorage.text("/etc/passwd").op(0x85, 'R').stop(), "a storage belongs");
    PickleBytes other = PickleBytes.protocol(2).op('(').text("module").text("x").op('t', 'Q');
    assertRefused(other.stop(), "something else than a storage");
    PickleBytes outside = PickleBytes.protocol(2).storage("Float", "../../secret", 1);
    assertRefused(outside.stop(), "no record data/../../secret");
    PickleBytes format = PickleBytes.protocol(2).storage("Float", "%s%d%n", 1);
    assertRefused(format.stop(), "no record data/%s%d%n");
  }

  @Test
  void names_in_messages_are_short_and_plain() {
    String ugly = "evil\u001b[31m\u202e" + "x".repeat(4000);
    byte[] pickle = PickleBytes.protocol(2).text(ugly).text("y").op(0x93).stop();

    RuntimeException e = assertThrows(RuntimeException.class, () -> files.readZip(folder, pickle));

    assertTrue(e.getMessage().chars().allMatch(c -> c >= ' ' && c < 0x7F), e.getMessage());
    assertTrue(e.getMessage().length() < 600, e.getMessage());
  }

  @Test
  void tensors_outside_their_storage_are_refused() {
    View six = View.whole("0", 6);
    assertViewRefused(six.at(1), "ends at number 7", "outside its 6");
    assertViewRefused(six.at(-1), "from -1 on");
    assertViewRefused(six.strides(2), "outside its 6");
    assertViewRefused(six.strides(-1), "strides [-1]");
    assertViewRefused(six.strides(1, 1), "strides [1, 1]");
    assertViewRefused(six.strides(HUGE), "impossible shape");
    assertViewRefused(six.strides(Long.MAX_VALUE), "impossible shape");
    assertViewRefused(six.at(Long.MAX_VALUE), "impossible shape");
    assertViewRefused(View.whole("0", HUGE).count(6), "outside its 6");
    assertViewRefused(View.whole("0", HUGE, HUGE).count(6), "impossible shape");
    assertViewRefused(View.whole("0", 0, HUGE, HUGE).count(6), "impossible shape");
    assertViewRefused(View.whole("0", -1, -6).count(6), "negative shape");
    assertViewRefused(View.whole("0", new long[65]).count(6), "65 sides");
  }

  @Test
  void storages_that_claim_more_than_is_there_are_refused() {
    View six = View.whole("0", 6);
    assertViewRefused(six.count(HUGE), "has 24 bytes");
    assertViewRefused(six.count(-1), "claims -1 numbers");
    assertViewRefused(six.count(Long.MAX_VALUE), "claims");
    assertViewRefused(six.of("Double"), "24 bytes for the storage 0, which needs 48");
    Map<String, View> two = new LinkedHashMap<>();
    two.put("a", six);
    two.put("b", six.of("Int"));
    assertRefused(stateDict(two), "two types or lengths");
  }

  @Test
  void a_tensor_that_repeats_numbers_to_fill_the_memory_is_refused() {
    View repeated = new View("Float", "0", 6, 0, new long[] {1 << 28}, new long[] {0});
    assertViewRefused(repeated, "[268435456] over 1 numbers", "contiguous");
    View more = new View("Float", "0", 6, 0, new long[] {1 << 16, 1 << 16}, new long[] {0, 0});
    assertViewRefused(more, "65536, 65536");
  }

  @Test
  void endless_opcodes_are_refused_before_they_fill_the_memory() {
    for (int opcode : new int[] {'(', ']'}) {
      byte[] many = new byte[PickleStack.MAX_STEPS + 9];
      Arrays.fill(many, (byte) opcode);
      assertRefused(many, "at most 1048576 steps", "takes more");
    }
  }

  @Test
  void deep_nesting_is_refused_without_a_deep_call() {
    PickleBytes lists = PickleBytes.protocol(2).op('}').text("w");
    for (int i = 0; i < 50_000; i++) {
      lists.op(']');
    }
    for (int i = 0; i < 49_999; i++) {
      lists.op('a');
    }
    assertRefused(lists.op('s').stop(), "32 dictionaries deep", "goes on at w.0.0");
    PickleBytes itself = PickleBytes.protocol(2).op('}', 'q', 0).text("me").op('h', 0, 's');
    assertRefused(itself.stop(), "goes on at me.me.me");
    PickleBytes tuples = PickleBytes.protocol(2).op('}').text("w").op(')');
    for (int i = 0; i < 50_000; i++) {
      tuples.op(0x85);
    }
    assertRefused(tuples.op('s').stop(), "goes on at");
  }

  /** Thirty tuples of which each holds the one before ten times: 10^30 paths in 700 bytes. */
  @Test
  void a_billion_laughs_are_refused() {
    PickleBytes pickle = PickleBytes.protocol(2).op('}').text("w").op(')');
    for (int i = 0; i < 30; i++) {
      pickle.op('q', i, '0', '(');
      for (int k = 0; k < 10; k++) {
        pickle.op('h', i);
      }
      pickle.op('t');
    }
    assertRefused(pickle.op('s').stop(), "among 1048576 values");
  }

  @Test
  void copies_of_a_long_list_count_as_steps() {
    PickleBytes pickle = PickleBytes.protocol(2).op(']', 'q', 0, '(');
    for (int i = 0; i < 100_000; i++) {
      pickle.op('N');
    }
    pickle.op('e');
    for (int i = 0; i < 11; i++) {
      pickle.global("builtins", "list").op('h', 0, 0x85, 'R', '0');
    }
    assertRefused(pickle.stop(), "takes more");
  }

  @Test
  void keys_that_come_twice_are_refused() {
    PickleBytes twice = PickleBytes.protocol(2).op('}', '(');
    twice.text("w").tensor(View.whole("0", 6)).text("w").tensor(View.whole("0", 6));
    assertRefused(twice.op('u').stop(), "has the key w twice");
    PickleBytes paths = PickleBytes.protocol(2).op('}', '(');
    paths.text("a.b").tensor(View.whole("0", 6)).text("a").op('}').text("b");
    paths.tensor(View.whole("0", 6)).op('s', 'u');
    assertRefused(paths.stop(), "has two at a.b");
  }

  @Test
  void a_path_of_endless_letters_is_refused() {
    PickleBytes pickle = PickleBytes.protocol(2).op('}').text("x".repeat(600));
    assertRefused(pickle.tensor(View.whole("0", 6)).op('s').stop(), "paths of 512 letters");
  }
}
