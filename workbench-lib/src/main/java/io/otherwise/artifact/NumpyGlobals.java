package io.otherwise.artifact;

import io.otherwise.artifact.Pickled.Maker;
import io.otherwise.artifact.Pickled.Placeholder;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names by which numpy writes arrays and scalars. An array is made empty and filled by the
 * state set on it after; a type likewise gets its byte order.
 */
final class NumpyGlobals {
  private static final Map<String, DType> TYPES =
      Map.ofEntries(
          Map.entry("f2", DType.F16),
          Map.entry("f4", DType.F32),
          Map.entry("f8", DType.F64),
          Map.entry("i1", DType.I8),
          Map.entry("i2", DType.I16),
          Map.entry("i4", DType.I32),
          Map.entry("i8", DType.I64),
          Map.entry("u1", DType.U8),
          Map.entry("u2", DType.U16),
          Map.entry("u4", DType.U32),
          Map.entry("u8", DType.U64),
          Map.entry("b1", DType.BOOL));

  private NumpyGlobals() {}

  /** What numpy completes after it is made. */
  sealed interface Shell permits Type, Array {
    void build(PickleArguments state) throws IOException;
  }

  /** A type of elements. */
  static final class Type implements Shell {
    private final DType dtype;
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

    Type(DType dtype) {
      this.dtype = dtype;
    }

    /** The state: version, byte order, and the parts of a compound type, which are refused. */
    @Override
    public void build(PickleArguments state) throws Refusal {
      order = order(state.word(1));
      for (int i = 2; i < Math.min(5, state.size()); i++) {
        Refusal.require(state.at(i) == null, "has a compound type of numpy's");
      }
    }

    private static ByteOrder order(String sign) throws Refusal {
      return switch (sign) {
        case "<", "|", "=" -> ByteOrder.LITTLE_ENDIAN;
        case ">" -> ByteOrder.BIG_ENDIAN;
        default -> throw Refusal.damaged("has numbers in the order %s", sign);
      };
    }

    @Override
    public String toString() {
      return "numpy.dtype " + dtype;
    }
  }

  /** An array, empty until its state is set. */
  static final class Array implements Shell {
    private static final Maker STATE =
        Maker.unlessUnknown(a -> tensor(a, 2, a.counts(1), a.flag(3), a.at(4)));

    private Object value;

    /** The state: version, shape, type, whether columns come first, bytes. */
    @Override
    public void build(PickleArguments state) throws IOException {
      value = STATE.make(state);
    }

    /** A {@link StoredTensor}, or a placeholder if its type is none of numbers. */
    Object value() throws Refusal {
      Refusal.require(value != null, "has an array of numpy's without its values");
      return value;
    }

    @Override
    public String toString() {
      return "numpy.ndarray";
    }
  }

  /** Every allowed name of numpy's, old and new homes alike. */
  static Map<String, Maker> names() {
    Map<String, Maker> names = new HashMap<>();
    for (String core : List.of("numpy.core.", "numpy._core.")) {
      names.put(core + "multiarray._reconstruct", a -> new Array());
      names.put(core + "multiarray.scalar", NumpyGlobals::scalar);
      names.put(core + "numeric._frombuffer", NumpyGlobals::fromBuffer);
    }
    names.put("numpy.ndarray", a -> new Array());
    names.put("numpy.dtype", NumpyGlobals::type);
    names.replaceAll((name, maker) -> Maker.unlessUnknown(maker));
    return names;
  }

  private static Object type(PickleArguments arguments) throws Refusal {
    String code = arguments.word(0);
    boolean isOrdered = code.length() == 3 && "<>|=".indexOf(code.charAt(0)) >= 0;
    DType dtype = TYPES.get(isOrdered ? code.substring(1) : code);
    if (dtype == null) {
      return new Placeholder("numpy.dtype " + code); // words, dates, objects
    }
    Type type = new Type(dtype);
    type.order = isOrdered ? Type.order(code.substring(0, 1)) : type.order;
    return type;
  }

  private static Object scalar(PickleArguments arguments) throws IOException {
    return tensor(arguments, 0, List.of(), false, arguments.at(1));
  }

  /** Protocol 5: bytes, type, shape and order. */
  private static Object fromBuffer(PickleArguments arguments) throws IOException {
    boolean columnsFirst = arguments.word(3).equals("F");
    return tensor(arguments, 1, arguments.counts(2), columnsFirst, arguments.at(0));
  }

  private static StoredTensor tensor(
      PickleArguments arguments, int type, List<Long> shape, boolean columnsFirst, Object values)
      throws IOException {
    Refusal.require(arguments.at(type) instanceof Type, "has an array of %s", arguments.at(type));
    Type elements = (Type) arguments.at(type);
    Blob bytes = Blob.of(values);
    long count = bytes.length() / elements.dtype.bytes();
    Storage storage = new Storage(elements.dtype, "of an array", count, elements.order).at(bytes);
    List<Long> strides =
        columnsFirst ? StoredTensor.columnMajor(shape) : StoredTensor.rowMajor(shape);
    return StoredTensor.of(elements.dtype, shape, strides, 0, storage);
  }
}
