package io.otherwise.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.otherwise.artifact.TorchFiles.View;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZipRecordsTest {
  private static final byte[] DATA = TorchFiles.floats(1);
  private static final byte[] PICKLE = TorchFiles.stateDict(Map.of("w", View.whole("0", 1)));

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name_the_file() {
    file = folder.resolve("w.pt");
  }

  private static ZipBytes valid() {
    return new ZipBytes().add("a/data.pkl", PICKLE).add("a/data/0", DATA);
  }

  private void assertRefused(ZipBytes zip, String... parts) throws IOException {
    zip.writeTo(file);
    assertFileRefused(parts);
  }

  private void assertFileRefused(String... parts) {
    Refused.assertRefused(RuntimeException.class, () -> TorchCheckpoint.read(file), parts);
  }

  @Test
  void records_are_found_in_archives_of_both_widths() throws IOException {
    for (ZipBytes zip : List.of(valid(), valid().narrow())) {
      zip.writeTo(file);

      Map<String, Bytes> records = ZipRecords.read(MappedFile.open(file));

      assertEquals(List.of("a/data.pkl", "a/data/0"), List.copyOf(records.keySet()));
      assertEquals(PICKLE.length, records.get("a/data.pkl").length());
      assertEquals(1, records.get("a/data/0").slice(0, 4).getFloat());
    }
  }

  @Test
  void a_part_of_a_record_ends_with_it() throws IOException {
    valid().writeTo(file);
    Bytes record = ZipRecords.read(MappedFile.open(file)).get("a/data/0");

    assertEquals(0, record.slice(4, 0).remaining());
    assertThrows(Refusal.class, () -> record.slice(1, 4));
    assertThrows(Refusal.class, () -> record.slice(-1, 1));
    assertThrows(Refusal.class, () -> record.slice(0, Long.MAX_VALUE));
    assertThrows(Refusal.class, () -> MappedFile.open(file).slice(Long.MAX_VALUE, 2));
    assertThrows(Refusal.class, () -> MappedFile.open(file).region(1, Long.MAX_VALUE));
  }

  @Test
  void stored_records_of_java_are_read_and_compressed_ones_refused() throws IOException {
    for (int method : new int[] {ZipEntry.STORED, ZipEntry.DEFLATED}) {
      try (OutputStream out = Files.newOutputStream(file);
          ZipOutputStream zip = new ZipOutputStream(out)) {
        put(zip, "a/data.pkl", PICKLE, method);
        put(zip, "a/data/0", DATA, method);
        zip.setComment("a comment may follow");
      }
      if (method == ZipEntry.STORED) {
        assertEquals(1, TorchCheckpoint.read(file).floats("w")[0]);
      } else {
        assertFileRefused("has the compressed a/data.pkl", "zip -0");
      }
    }
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes, int method)
      throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(method);
    if (method == ZipEntry.STORED) {
      CRC32 crc = new CRC32();
      crc.update(bytes);
      entry.setSize(bytes.length);
      entry.setCrc(crc.getValue());
    }
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../etc/passwd",
        "a/../../x",
        "/etc/passwd",
        "C:x",
        "a\\..\\x",
        "a/\u0007",
        ".."
      })
  void names_that_lead_out_are_refused(String name) throws IOException {
    assertRefused(valid().add(name, DATA), "stays inside its archive", "do not trust");
  }

  @Test
  void tricks_with_records_are_refused() throws IOException {
    assertRefused(valid().add("a/data/0", DATA), "two records named a/data/0");
    assertRefused(
        valid().add(new ZipBytes.Item("a/x", "a/y", 0, DATA, 0, 0)), "a/x with two names");
    assertRefused(valid().add(new ZipBytes.Item("a/x", "a/x", 0, DATA, 0, 1)), "the locked a/x");
    assertRefused(valid().overlap(1), "overlaps");
    assertRefused(valid().add("b/data.pkl", PICKLE), "has 2 among 3");
    assertRefused(new ZipBytes().add("data.pkl", PICKLE), "has 0 among 1");
    assertRefused(valid().add("a/code/net.py", DATA), "is a TorchScript program");
  }

  @Test
  void words_about_the_format_must_be_known() throws IOException {
    assertRefused(valid().add("a/version", "11".getBytes(UTF_8)), "is of version 11");
    assertRefused(valid().add("a/version", "x".getBytes(UTF_8)), "is of version x");
    assertRefused(valid().add("a/byteorder", "odd".getBytes(UTF_8)), "byte order odd");
    assertRefused(valid().add("a/byteorder", new byte[65]), "long record named byteorder");
  }

  @Test
  void directories_that_lie_are_refused() throws IOException {
    valid().narrow().writeTo(file);
    byte[] whole = Files.readAllBytes(file);
    int end = whole.length - 22;

    assertPatched(whole, end + 10, 3, "broken zip directory");
    assertPatched(whole, end + 16, 5, "broken zip directory");
    assertPatched(whole, end + 16, -1, "bytes, not the");
    assertPatched(whole, end + 12, -1, "has 2 in 4294967295 bytes of directory");
    assertPatched(whole, end + 20, 1, "no zip directory at its end");
    int entry = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt(end + 16);
    assertPatched(whole, entry + 42, 1, "no record a/data.pkl where its directory says");
    assertPatched(whole, entry + 24, 1, "of two lengths");
    assertPatched(whole, entry + 24, -1, "without its length");
  }

  @Test
  void directories_of_64_bits_that_lie_are_refused() throws IOException {
    valid().writeTo(file);
    byte[] whole = Files.readAllBytes(file);
    int end = whole.length - 98;

    assertPatched(whole, end, 0, "broken zip directory");
    assertPatched(whole, end + 36, 1 << 30, "at most 100000 records");
    assertPatched(whole, end + 52, 1 << 30, "bytes, not the");
    assertPatched(whole, whole.length - 22 - 20 + 12, -1, "bytes, not the 56");
  }

  /** Overwrites two bytes, or four if there is room. */
  private void assertPatched(byte[] whole, int at, int value, String part) throws IOException {
    byte[] patched = whole.clone();
    ByteBuffer bytes = ByteBuffer.wrap(patched).order(ByteOrder.LITTLE_ENDIAN);
    if (at + 4 > whole.length) {
      bytes.putShort(at, (short) value);
    } else {
      bytes.putInt(at, value);
    }
    Files.write(file, patched);
    assertFileRefused(part);
  }
}
