package io.otherwise.tensor;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The few words of the pickle format (protocol 2) in which TorchScript files list their weights.
 * The values themselves lie beside it in the zip file, under the number of their storage.
 */
final class Pickle {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** An instance of a class of the archive's code, whose attributes follow. */
  Pickle object(String module, String name) {
    return bytes(0x80, 2).global(module, name).op(')').bytes(0x81).op('}').op('(');
  }

  /** An attribute that is true or false. */
  Pickle attribute(String name, boolean value) {
    return text(name).bytes(value ? 0x88 : 0x89);
  }

  /** An attribute that is a float tensor in storage {@code index}, row-major from its start. */
  Pickle attribute(String name, int index, long... shape) {
    long size = 1;
    long[] strides = new long[shape.length];
    for (int d = shape.length - 1; d >= 0; d--) {
      strides[d] = size;
      size *= shape[d];
    }
    text(name).global("torch._utils", "_rebuild_tensor_v2").op('(');
    op('(').text("storage").global("torch", "FloatStorage").text(Integer.toString(index));
    text("cpu").integer(size).op('t').op('Q');
    integer(0).tuple(shape).tuple(strides).bytes(0x89);
    return global("collections", "OrderedDict").op(')').op('R').op('t').op('R');
  }

  /** The bytes, with the object complete. */
  byte[] end() {
    op('u').op('b').op('.');
    return out.toByteArray();
  }

  private Pickle op(char code) {
    return bytes(code);
  }

  private Pickle bytes(int... codes) {
    for (int code : codes) {
      out.write(code);
    }
    return this;
  }

  private Pickle global(String module, String name) {
    return plain("c" + module + "\n" + name + "\n");
  }

  private Pickle plain(String ascii) {
    out.writeBytes(ascii.getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  private Pickle text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    bytes('X').little(utf8.length);
    out.writeBytes(utf8);
    return this;
  }

  private Pickle integer(long value) {
    return bytes('J').little(Math.toIntExact(value));
  }

  private Pickle tuple(long... values) {
    op('(');
    for (long value : values) {
      integer(value);
    }
    return op('t');
  }

  private Pickle little(int value) {
    byte[] four = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
    out.writeBytes(four);
    return this;
  }
}
