package io.otherwise.tensor;

import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * TorchScript written by Java: source text in the zip layout that the native library (and Python's
 * {@code torch.jit.load}) opens. A module compiled here has no weights of its own; they are passed
 * in.
 */
final class Archive {
  /** Protocol 2 pickle of an instance of {@code __torch__.M} with {@code training = False}. */
  private static final byte[] MODULE =
      "\u0080\u0002c__torch__\nM\n)\u0081}(X\u0008\u0000\u0000\u0000training\u0089ub."
          .getBytes(StandardCharsets.ISO_8859_1);

  private static final byte[] NO_CONSTANTS = "\u0080\u0002).".getBytes(StandardCharsets.ISO_8859_1);

  /** Below 10 the tanh form of GELU is unknown. */
  private static final byte[] VERSION = "10\n".getBytes(StandardCharsets.US_ASCII);

  private static final String HEADER =
      "class M(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n";

  private Archive() {}

  /** Compiles method definitions, each indented by two spaces. */
  static PtSymbolBlock load(PtNDManager manager, String methods) {
    try {
      PtSymbolBlock block =
          JniUtils.loadModule(manager, new ByteArrayInputStream(bytes(methods)), false, false);
      JniUtils.enableInferenceMode(block);
      return block;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(String methods) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      frame(zip, MODULE, HEADER + methods);
    }
    return out.toByteArray();
  }

  /** What every archive has: the pickled module, and its code. */
  static void frame(ZipOutputStream zip, byte[] module, String code) throws IOException {
    stored(zip, "m/data.pkl", module);
    stored(zip, "m/constants.pkl", NO_CONSTANTS);
    stored(zip, "m/version", VERSION);
    stored(zip, "m/code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
  }

  static void stored(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
