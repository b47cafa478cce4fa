package io.otherwise.artifact;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes pickles opcode by opcode, as torch's pickler does at protocol 2, and worse. */
final class PickleBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  static PickleBytes protocol(int protocol) {
    return new PickleBytes().op(0x80, protocol);
  }

  /** Bytes as they are. */
  PickleBytes op(int... bytes) {
    for (int b : bytes) {
      out.write(b);
    }
    return this;
  }

  PickleBytes raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /** Letters as they are. */
  PickleBytes ascii(String text) {
    return raw(text.getBytes(ISO_8859_1));
  }

  PickleBytes text(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return op('X').little(4, bytes.length).raw(bytes);
  }

  /** The lowest bytes of a number. */
  PickleBytes little(int width, long value) {
    byte[] all = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    out.write(all, 0, width);
    return this;
  }

  PickleBytes number(long value) {
    return op(0x8a, 8).little(8, value);
  }

  PickleBytes global(String module, String name) {
    return ascii("c" + module + "\n" + name + "\n");
  }

  /** A tuple of numbers. */
  PickleBytes numbers(long... values) {
    op('(');
    for (long value : values) {
      number(value);
    }
    return op('t');
  }

  /** A call without arguments. */
  PickleBytes empty(String module, String name) {
    return global(module, name).op(')', 'R');
  }

  /** One tensor, as torch writes it. */
  PickleBytes tensor(TorchFiles.View view) {
    global("torch._utils", "_rebuild_tensor_v2").op('(');
    storage(view.type(), view.storage(), view.count()).number(view.offset());
    numbers(view.shape()).numbers(view.strides()).op(0x89);
    return empty("collections", "OrderedDict").op('t', 'R');
  }

  PickleBytes storage(String type, String key, long count) {
    op('(').text("storage").global("torch", type + "Storage").text(key).text("cpu");
    return number(count).op('t', 'Q');
  }

  /** The end. */
  byte[] stop() {
    op('.');
    return out.toByteArray();
  }
}
