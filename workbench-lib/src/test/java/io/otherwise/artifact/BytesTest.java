package io.otherwise.artifact;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes of files, of parts of files and of pickles alike. */
class BytesTest {
  @TempDir Path folder;

  private static String text(ByteBuffer bytes) {
    return ISO_8859_1.decode(bytes).toString();
  }

  private static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  @Test
  void slices_are_little_endian_and_apart_from_each_other() throws IOException {
    Path file = Files.write(folder.resolve("f"), new byte[] {1, 0, 2, 0, 3});
    MappedFile mapped = MappedFile.open(file);

    ByteBuffer first = mapped.slice(0, 4);
    assertEquals(ByteOrder.LITTLE_ENDIAN, first.order());
    assertEquals(1, first.getShort());
    assertEquals(1, mapped.slice(0, 4).getShort());
    assertEquals(2, first.getShort());
    assertEquals(5, mapped.length());
    assertEquals(0, mapped.slice(5, 0).remaining());
    assertEquals(3, mapped.region(2, 3).slice(2, 1).get());
  }

  @Test
  void an_empty_file_has_no_slices_but_the_empty_one() throws IOException {
    MappedFile mapped = MappedFile.open(Files.createFile(folder.resolve("empty")));

    assertEquals(0, mapped.slice(0, 0).remaining());
    assertThrows(Refusal.class, () -> mapped.slice(0, 1));
  }

  @Test
  void slices_cross_the_edges_of_the_mappings() throws IOException {
    Path file = folder.resolve("sparse");
    long edge = 1L << 30;
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      for (int i = 1; i <= 3; i++) {
        channel.write(utf8("edge" + i), i * edge - 2);
      }
    }
    MappedFile mapped = MappedFile.open(file);

    for (int i = 1; i <= 3; i++) {
      assertEquals("edge" + i, text(mapped.slice(i * edge - 2, 5)));
    }
    ByteBuffer longest = mapped.slice(edge + 3, edge); // ends just behind the second mark
    assertEquals('2', longest.get((int) edge - 1));
    Refusal e = assertThrows(Refusal.class, () -> mapped.slice(0, edge + 1));
    assertTrue(e.getMessage().contains("1073741825 bytes"), e.getMessage());
    assertEquals(2 * edge, mapped.region(0, 2 * edge).length());
  }

  @Test
  void bytes_given_as_text_are_its_letters() throws Refusal {
    Blob shortOne = Blob.of("a\u00ff\u0000");
    assertEquals(3, shortOne.length());
    assertEquals("\u00ff", text(shortOne.slice(1, 1)));

    Blob longOne = Blob.of(Blob.ofText(utf8("z\u0080\u00bf\u00c0\u00ff")));
    assertEquals(5, longOne.length());
    assertEquals("z\u0080\u00bf\u00c0\u00ff", text(longOne.slice(0, 5)));
    assertEquals("\u00c0", text(longOne.slice(3, 1)));
    assertEquals(longOne, Blob.of(longOne));
  }

  @Test
  void every_byte_survives_its_spelling_as_text() throws Refusal {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    String letters = new String(all, ISO_8859_1);

    Blob blob = Blob.of(Blob.ofText(utf8(letters)));

    assertEquals(256, blob.length());
    assertEquals(letters, text(blob.slice(0, 256)));
  }

  @Test
  void text_beyond_latin_or_cut_is_no_bytes() {
    assertThrows(Refusal.class, () -> Blob.of("\u0100"));
    assertThrows(Refusal.class, () -> Blob.of(Blob.ofText(utf8("\u0100"))));
    assertThrows(Refusal.class, () -> Blob.of(Blob.ofText(utf8("\u20ac"))));
    ByteBuffer cut = ByteBuffer.wrap(new byte[] {'a', (byte) 0xC3});
    assertThrows(Refusal.class, () -> Blob.of(Blob.ofText(cut)));
    ByteBuffer alone = ByteBuffer.wrap(new byte[] {(byte) 0x80});
    assertThrows(Refusal.class, () -> Blob.of(Blob.ofText(alone)));
    ByteBuffer wrong = ByteBuffer.wrap(new byte[] {(byte) 0xC2, 'a'});
    assertThrows(Refusal.class, () -> Blob.of(Blob.ofText(wrong)));
    assertThrows(Refusal.class, () -> Blob.of(3L));
    assertThrows(Refusal.class, () -> Blob.of(null));
  }

  @Test
  void a_blob_ends_where_it_ends() throws Refusal {
    Blob blob = Blob.ofBytes(utf8("abc"));

    assertEquals("bc", text(blob.slice(1, 2)));
    assertThrows(Refusal.class, () -> blob.slice(1, 3));
    assertThrows(Refusal.class, () -> blob.slice(-1, 1));
    assertThrows(Refusal.class, () -> blob.slice(4, 0));
    assertThrows(Refusal.class, () -> blob.slice(Long.MAX_VALUE, Long.MAX_VALUE));
  }
}
