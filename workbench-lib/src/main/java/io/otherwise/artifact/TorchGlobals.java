package io.otherwise.artifact;

import io.otherwise.artifact.Pickled.Dict;
import io.otherwise.artifact.Pickled.Global;
import io.otherwise.artifact.Pickled.Items;
import io.otherwise.artifact.Pickled.Maker;
import io.otherwise.artifact.Pickled.Placeholder;
import io.otherwise.artifact.Pickled.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The names a checkpoint may use: tensors, numbers, words and containers. Each stands for our own
 * code, so that even an allowed name runs nothing of the file's.
 *
 * <p>Other names are refused. A training checkpoint often holds objects besides its weights, such
 * as callbacks and schedules; where the caller asks for one nested dictionary, objects outside of
 * it are borne as {@link Placeholder}s, for which nothing is made, called or kept but the name.
 * Names that only an attack has use for are refused everywhere: bearing them would be safe too, but
 * such a file should not be trusted in its numbers either.
 */
final class TorchGlobals {
  /** First parts of module names that run programs or open files or connections. */
  private static final Set<String> ATTACKS =
      Set.of(
          "os",
          "posix",
          "nt",
          "subprocess",
          "sys",
          "shutil",
          "socket",
          "importlib",
          "runpy",
          "pty",
          "ctypes",
          "webbrowser",
          "popen2",
          "multiprocessing",
          "marshal",
          "urllib",
          "requests");

  private static final Set<String> BUILTIN_ATTACKS =
      Set.of(
          "eval",
          "exec",
          "execfile",
          "compile",
          "open",
          "file",
          "input",
          "__import__",
          "apply",
          "breakpoint",
          "globals");

  private static final Set<String> BUILTINS = Set.of("builtins", "__builtin__");

  private static final Map<String, Global> ALLOWED = allowed();

  private TorchGlobals() {}

  /**
   * Looks a name up.
   *
   * @param bearUnknown whether classes that are not on the list become placeholders
   */
  static Object find(String module, String name, boolean bearUnknown) throws Refusal {
    String full = module + "." + name;
    Global known = ALLOWED.get(full);
    if (known != null) {
      return known;
    }
    if (isAttack(module, name)) {
      throw Refusal.of(
          "a checkpoint holds weights and runs nothing",
          "calls for " + Refusal.name(full),
          "do not trust it, and fetch the weights from their authors");
    }
    if (!bearUnknown) {
      throw Refusal.of(
          "a checkpoint holds tensors, numbers, words and dictionaries",
          "has an object of " + Refusal.name(full),
          "ask for the nested dictionary that holds the weights, such as state_dict, or save that "
              + "alone");
    }
    return new Placeholder(full);
  }

  /** Every allowed name. */
  static Set<String> names() {
    return ALLOWED.keySet();
  }

  private static boolean isAttack(String module, String name) {
    String first = module.split("\\.", 2)[0];
    return ATTACKS.contains(first) || (BUILTINS.contains(first) && BUILTIN_ATTACKS.contains(name));
  }

  private static Map<String, Global> allowed() {
    Map<String, Global> names = new HashMap<>();
    putContainers(names);
    NumpyGlobals.names().forEach((name, maker) -> put(names, name, maker));
    TorchTensorMakers.names().forEach((name, maker) -> put(names, name, maker));
    for (String type : TorchTensorMakers.CLASSES) {
      type(names, type, null);
    }
    putTypes(names);
    put(names, "_codecs.encode", Maker.unlessUnknown(TorchGlobals::encode));
    put(names, "torch.device", a -> String.valueOf(a.at(0)));
    return Map.copyOf(names);
  }

  private static void put(Map<String, Global> names, String name, Maker maker) {
    names.put(name, new Global(name, null, maker));
  }

  /** A container may hold unknown objects: only they are unknown then. */
  private static void putContainers(Map<String, Global> names) {
    put(names, "collections.OrderedDict", a -> dict(a, 0));
    put(names, "collections.Counter", a -> dict(a, 0));
    put(names, "collections.defaultdict", a -> dict(a, 1)); // its factory is never called
    put(names, "torch.Size", a -> a.size() == 0 ? new Tuple(List.of()) : a.tuple(0));
    for (String builtins : BUILTINS) {
      put(names, builtins + ".dict", a -> dict(a, 0));
      for (String group : List.of("list", "set", "frozenset", "tuple")) {
        put(names, builtins + "." + group, a -> a.size() == 0 ? new Items() : group(a.at(0)));
      }
      for (String bytes : List.of("bytes", "bytearray")) {
        Maker maker = a -> Blob.of(a.size() == 0 ? "" : a.at(0));
        put(names, builtins + "." + bytes, Maker.unlessUnknown(maker));
      }
    }
  }

  /** Storages name a type of numbers, and so do the constants torch.float32 and so on. */
  private static void putTypes(Map<String, Global> names) {
    Map<String, DType> storages =
        Map.of(
            "Double", DType.F64,
            "Float", DType.F32,
            "Half", DType.F16,
            "BFloat16", DType.BF16,
            "Long", DType.I64,
            "Int", DType.I32,
            "Short", DType.I16,
            "Char", DType.I8,
            "Byte", DType.U8,
            "Bool", DType.BOOL);
    storages.forEach(
        (name, dtype) -> {
          type(names, "torch.%sStorage".formatted(name), dtype);
          type(names, "torch.cuda.%sStorage".formatted(name), dtype);
        });
    type(names, "torch.storage.UntypedStorage", DType.U8);
    type(names, "torch.UntypedStorage", DType.U8);
    for (DType dtype : DType.values()) {
      String letter = dtype.name().substring(0, 1).toUpperCase(Locale.ROOT);
      String bits = dtype.name().replaceAll("\\D", "");
      String word = Map.of("F", "float", "I", "int", "U", "uint", "B", "bfloat").get(letter);
      type(names, dtype == DType.BOOL ? "torch.bool" : "torch." + word + bits, dtype);
    }
  }

  private static void type(Map<String, Global> names, String name, DType dtype) {
    Maker refuse =
        a -> {
          throw Refusal.damaged("calls the type %s", name);
        };
    names.put(name, new Global(name, dtype, refuse));
  }

  private static Object encode(PickleArguments a) throws Refusal {
    String how = a.size() < 2 ? "utf-8" : a.word(1);
    Refusal.require(how.equals("latin1") || how.equals("latin-1"), "has bytes written as %s", how);
    return Blob.of(a.at(0));
  }

  private static Dict dict(PickleArguments a, int index) throws Refusal {
    Dict dict = new Dict();
    if (a.size() <= index) {
      return dict;
    }
    if (a.at(index) instanceof Dict old) {
      for (Map.Entry<Object, Object> entry : old.entries().entrySet()) {
        dict.put(entry.getKey(), entry.getValue());
      }
      return dict;
    }
    for (Object pair : group(a.at(index)).values) {
      List<Object> both = group(pair).values;
      Refusal.require(both.size() == 2, "makes a dictionary of no pairs");
      dict.put(both.get(0), both.get(1));
    }
    return dict;
  }

  /** The given list itself: nothing here is changed after it is made. */
  private static Items group(Object value) throws Refusal {
    if (value instanceof Tuple tuple) {
      return new Items(tuple.values);
    }
    Refusal.require(value instanceof Items, "has %s where a list belongs", value);
    return (Items) value;
  }
}
