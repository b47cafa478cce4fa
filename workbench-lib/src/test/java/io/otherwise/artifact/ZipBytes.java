package io.otherwise.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes archives of records as they are, the way torch does, with numbers of 64 bits, and worse.
 */
final class ZipBytes {
  private static final int NARROW_MAX = 0xFFFFFFFF;

  /**
   * One record.
   *
   * @param hole zero bytes before its own, which take no room on the disk
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Item(String name, String localName, long hole, byte[] bytes, int method, int flags) {
    long length() {
      return hole + bytes.length;
    }
  }

  private final List<Item> items = new ArrayList<>();
  private boolean narrow;
  private int overlap;

  ZipBytes add(String name, byte[] bytes) {
    return add(new Item(name, name, 0, bytes, 0, 0));
  }

  ZipBytes add(Item item) {
    items.add(item);
    return this;
  }

  /** Without the directory of 64 bits, as other programs write it. */
  ZipBytes narrow() {
    narrow = true;
    return this;
  }

  /** Lets each record begin so many bytes before the end of the one before it. */
  ZipBytes overlap(int bytes) {
    overlap = bytes;
    return this;
  }

  void writeTo(Path file) throws IOException {
    Files.deleteIfExists(file);
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      List<Long> places = new ArrayList<>();
      for (Item item : items) {
        places.add(channel.position());
        write(channel, local(item));
        channel.position(channel.position() + item.hole());
        write(channel, ByteBuffer.wrap(item.bytes()));
        channel.position(channel.position() - overlap);
      }
      channel.position(channel.position() + overlap);
      directory(channel, places);
    }
  }

  private static ByteBuffer local(Item item) {
    byte[] name = item.localName().getBytes(UTF_8);
    byte[] padding = {'F', 'B', 3, 0, 'Z', 'Z', 'Z'};
    ByteBuffer out = little(30 + name.length + padding.length);
    out.putInt(0x04034b50).putShort((short) 0).putShort((short) item.flags());
    out.putShort((short) item.method()).putInt(0).putInt(0).putInt(0).putInt(0);
    out.putShort((short) name.length).putShort((short) padding.length).put(name).put(padding);
    return out.flip();
  }

  private void directory(FileChannel channel, List<Long> places) throws IOException {
    long begin = channel.position();
    for (int i = 0; i < items.size(); i++) {
      write(channel, entry(items.get(i), places.get(i)));
    }
    long end = channel.position();
    ByteBuffer out = little(98);
    if (!narrow) {
      out.putInt(0x06064b50).putLong(44).putInt(0).putInt(0).putInt(0);
      out.putLong(items.size()).putLong(items.size()).putLong(end - begin).putLong(begin);
      out.putInt(0x07064b50).putInt(0).putLong(end).putInt(1);
    }
    out.putInt(0x06054b50).putInt(0).putShort((short) items.size());
    out.putShort((short) items.size()).putInt(narrow ? (int) (end - begin) : NARROW_MAX);
    out.putInt(narrow ? (int) begin : NARROW_MAX).putShort((short) 0);
    write(channel, out.flip());
  }

  private ByteBuffer entry(Item item, long place) {
    byte[] name = item.name().getBytes(UTF_8);
    ByteBuffer out = little(46 + name.length + 28);
    out.putInt(0x02014b50).putInt(0).putShort((short) item.flags());
    out.putShort((short) item.method()).putInt(0).putInt(0);
    out.putInt(narrow ? (int) item.length() : NARROW_MAX);
    out.putInt(narrow ? (int) item.length() : NARROW_MAX);
    out.putShort((short) name.length).putShort((short) (narrow ? 0 : 28)).putShort((short) 0);
    out.putShort((short) 0).putShort((short) 0).putInt(0);
    out.putInt(narrow ? (int) place : NARROW_MAX).put(name);
    if (!narrow) {
      out.putShort((short) 1).putShort((short) 24);
      out.putLong(item.length()).putLong(item.length()).putLong(place);
    }
    return out.flip();
  }

  private static ByteBuffer little(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
