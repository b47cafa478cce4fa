package io.otherwise.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.Pickled.Global;
import io.otherwise.artifact.Pickled.Placeholder;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TorchGlobalsTest {
  /** The whole list, spelled out once more: a name gets onto it by two decisions, not by one. */
  private static final Set<String> LISTED =
      Set.of(
          "_codecs.encode",
          "__builtin__.bytearray",
          "__builtin__.bytes",
          "__builtin__.dict",
          "__builtin__.frozenset",
          "__builtin__.list",
          "__builtin__.set",
          "__builtin__.tuple",
          "builtins.bytearray",
          "builtins.bytes",
          "builtins.dict",
          "builtins.frozenset",
          "builtins.list",
          "builtins.set",
          "builtins.tuple",
          "collections.Counter",
          "collections.OrderedDict",
          "collections.defaultdict",
          "numpy._core.multiarray._reconstruct",
          "numpy._core.multiarray.scalar",
          "numpy._core.numeric._frombuffer",
          "numpy.core.multiarray._reconstruct",
          "numpy.core.multiarray.scalar",
          "numpy.core.numeric._frombuffer",
          "numpy.dtype",
          "numpy.ndarray",
          "torch.BFloat16Storage",
          "torch.BoolStorage",
          "torch.ByteStorage",
          "torch.CharStorage",
          "torch.DoubleStorage",
          "torch.FloatStorage",
          "torch.HalfStorage",
          "torch.IntStorage",
          "torch.LongStorage",
          "torch.ShortStorage",
          "torch.Size",
          "torch.Tensor",
          "torch.UntypedStorage",
          "torch._tensor._rebuild_from_type_v2",
          "torch._utils._rebuild_parameter",
          "torch._utils._rebuild_parameter_with_state",
          "torch._utils._rebuild_tensor",
          "torch._utils._rebuild_tensor_v2",
          "torch._utils._rebuild_tensor_v3",
          "torch.bfloat16",
          "torch.bool",
          "torch.cuda.BFloat16Storage",
          "torch.cuda.BoolStorage",
          "torch.cuda.ByteStorage",
          "torch.cuda.CharStorage",
          "torch.cuda.DoubleStorage",
          "torch.cuda.FloatStorage",
          "torch.cuda.HalfStorage",
          "torch.cuda.IntStorage",
          "torch.cuda.LongStorage",
          "torch.cuda.ShortStorage",
          "torch.device",
          "torch.float16",
          "torch.float32",
          "torch.float64",
          "torch.int16",
          "torch.int32",
          "torch.int64",
          "torch.int8",
          "torch.nn.parameter.Buffer",
          "torch.nn.parameter.Parameter",
          "torch.storage.UntypedStorage",
          "torch.uint16",
          "torch.uint32",
          "torch.uint64",
          "torch.uint8");

  @Test
  void the_allow_list_is_this_and_nothing_else() {
    assertEquals(new TreeSet<>(LISTED), new TreeSet<>(TorchGlobals.names()));
  }

  @Test
  void a_listed_name_is_found_whether_or_not_others_are_borne() throws Refusal {
    for (String name : LISTED) {
      int dot = name.lastIndexOf('.');
      for (boolean bear : new boolean[] {true, false}) {
        Object found = TorchGlobals.find(name.substring(0, dot), name.substring(dot + 1), bear);
        assertEquals(name, ((Global) found).name());
      }
    }
  }

  @Test
  void types_stand_for_their_numbers() throws Refusal {
    assertEquals(DType.BF16, ((Global) TorchGlobals.find("torch", "bfloat16", false)).dtype());
    assertEquals(DType.BF16, type("BFloat16Storage"));
    assertEquals(DType.F16, type("HalfStorage"));
    assertEquals(DType.F64, type("DoubleStorage"));
    assertEquals(DType.I8, type("CharStorage"));
    assertEquals(DType.U8, type("ByteStorage"));
    assertEquals(DType.BOOL, type("bool"));
    assertEquals(DType.U16, type("uint16"));
    assertEquals(DType.I64, type("int64"));
    assertEquals(null, type("Tensor"));
  }

  private static DType type(String name) throws Refusal {
    return ((Global) TorchGlobals.find("torch", name, false)).dtype();
  }

  @ParameterizedTest
  @ValueSource(strings = {"torch", "Torch", "torch.nn", "collections.", "", "numpy.core"})
  void near_misses_are_other_names(String module) throws Refusal {
    Refusal e = assertThrows(Refusal.class, () -> TorchGlobals.find(module, "orderedDict", false));

    assertTrue(e.getMessage().contains(module + ".orderedDict"), e.getMessage());
    assertEquals(
        new Placeholder(module + ".orderedDict"), TorchGlobals.find(module, "orderedDict", true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"os", "os.path", "posix", "nt", "sys", "subprocess", "shutil", "pty"})
  void modules_that_run_programs_are_borne_nowhere(String module) {
    for (boolean bear : new boolean[] {true, false}) {
      assertThrows(Refusal.class, () -> TorchGlobals.find(module, "anything", bear));
    }
  }

  @Test
  void modules_that_only_sound_alike_are_borne() throws Refusal {
    for (String module : List.of("osmosis", "system", "my.os", "networks.sys")) {
      assertEquals(new Placeholder(module + ".Net"), TorchGlobals.find(module, "Net", true));
    }
    assertEquals(
        new Placeholder("builtins.getattr"), TorchGlobals.find("builtins", "getattr", true));
  }
}
