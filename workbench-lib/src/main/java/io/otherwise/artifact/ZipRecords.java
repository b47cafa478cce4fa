package io.otherwise.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The records of a zip archive whose bytes lie in it as they are, found by its directory at the
 * end; sizes and places of 64 bits included. Nothing is unpacked: a record is a part of the mapped
 * file. Torch writes no compressed record, and archives with tricks are refused: records that
 * overlap, twice the same name, names that lead out of a folder.
 *
 * <p>Format: PKWARE's <a
 * href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE.TXT</a>.
 */
final class ZipRecords {
  private static final int END = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int LOCATOR_64 = 0x07064b50;
  private static final int LOCATOR_64_LENGTH = 20;
  private static final int END_64 = 0x06064b50;
  private static final int END_64_LENGTH = 56;
  private static final int ENTRY = 0x02014b50;
  private static final int ENTRY_LENGTH = 46;
  private static final int LOCAL = 0x04034b50;
  private static final int LOCAL_LENGTH = 30;
  private static final int LONGEST_COMMENT = 0xFFFF;
  private static final long MAX_DIRECTORY = 1 << 26;
  private static final int MAX_RECORDS = 100_000;

  /** Where the directory lies and how many entries it has. */
  private record Directory(long begin, long length, long count) {}

  /** One line of the directory. */
  private record Entry(String name, long local, long length) {}

  private final MappedFile file;
  private final Map<String, Bytes> records = new LinkedHashMap<>();

  private ZipRecords(MappedFile file) {
    this.file = file;
  }

  /** Every record by its name, in the order of the bytes. */
  static Map<String, Bytes> read(MappedFile file) throws Refusal {
    ZipRecords zip = new ZipRecords(file);
    Directory directory = zip.directory();
    List<Entry> entries = zip.entries(directory);
    entries.sort(Comparator.comparingLong(Entry::local));
    long end = 0;
    for (Entry entry : entries) {
      Refusal.require(entry.local() >= end, "has a record %s that overlaps another", entry.name());
      long begin = zip.begin(entry);
      Bytes bytes = file.region(begin, entry.length());
      end = begin + entry.length();
      Refusal.require(end <= directory.begin(), "has a record %s in its directory", entry.name());
      Refusal.require(
          zip.records.put(entry.name(), bytes) == null, "has two records named %s", entry.name());
    }
    return zip.records;
  }

  /** Looks for the end record, which only a comment may follow. */
  private Directory directory() throws Refusal {
    long tail = Math.min(file.length(), END_LENGTH + LONGEST_COMMENT);
    ByteBuffer bytes = file.slice(file.length() - tail, tail);
    for (int at = (int) tail - END_LENGTH; at >= 0; at--) {
      if (bytes.getInt(at) == END && u16(bytes, at + 20) == tail - at - END_LENGTH) {
        return directory(bytes, at, file.length() - tail + at);
      }
    }
    throw Refusal.damaged("has no zip directory at its end");
  }

  private Directory directory(ByteBuffer bytes, int at, long position) throws Refusal {
    if (position >= LOCATOR_64_LENGTH) {
      ByteBuffer locator = file.slice(position - LOCATOR_64_LENGTH, LOCATOR_64_LENGTH);
      if (locator.getInt(0) == LOCATOR_64) {
        ByteBuffer end = file.slice(locator.getLong(8), END_64_LENGTH);
        Refusal.require(end.getInt(0) == END_64, "has a broken zip directory");
        return new Directory(end.getLong(48), end.getLong(40), end.getLong(32));
      }
    }
    return new Directory(u32(bytes, at + 16), u32(bytes, at + 12), u16(bytes, at + 10));
  }

  private List<Entry> entries(Directory directory) throws Refusal {
    if (directory.count() > MAX_RECORDS || directory.length() > MAX_DIRECTORY) {
      throw Refusal.of(
          "a checkpoint has at most %s records".formatted(MAX_RECORDS),
          "has %s in %s bytes of directory".formatted(directory.count(), directory.length()),
          "save the state dict alone");
    }
    ByteBuffer bytes = file.slice(directory.begin(), directory.length());
    List<Entry> entries = new ArrayList<>();
    for (long i = 0; i < directory.count(); i++) {
      entries.add(entry(bytes));
    }
    return entries;
  }

  private static Entry entry(ByteBuffer bytes) throws Refusal {
    int at = bytes.position();
    Refusal.require(
        bytes.remaining() >= ENTRY_LENGTH && bytes.getInt(at) == ENTRY,
        "has a broken zip directory");
    int nameLength = u16(bytes, at + 28);
    int extraLength = u16(bytes, at + 30);
    int length = ENTRY_LENGTH + nameLength + extraLength + u16(bytes, at + 32);
    Refusal.require(bytes.remaining() >= length, "has a broken zip directory");
    String name = safe(UTF_8.decode(bytes.slice(at + ENTRY_LENGTH, nameLength)).toString());
    checkStored(name, u16(bytes, at + 8), u16(bytes, at + 10));
    ByteBuffer extra =
        bytes.slice(at + ENTRY_LENGTH + nameLength, extraLength).order(bytes.order());
    Wide wide = new Wide(wideFields(extra), name);
    long size = wide.orElse(u32(bytes, at + 24));
    long stored = wide.orElse(u32(bytes, at + 20));
    long local = wide.orElse(u32(bytes, at + 42));
    Refusal.require(size == stored, "has a record %s of two lengths", name);
    bytes.position(at + length);
    return new Entry(name, local, size);
  }

  private static String safe(String name) throws Refusal {
    boolean leadsOut = name.startsWith("/") || List.of(name.split("/")).contains("..");
    if (leadsOut || name.chars().anyMatch(c -> c < ' ' || c == '\\' || c == ':' || c > 0x7E)) {
      throw Refusal.of(
          "a record's name stays inside its archive",
          "has one named " + Refusal.name(name),
          "do not trust it, and fetch the weights from their authors");
    }
    return name;
  }

  private static void checkStored(String name, int flags, int method) throws Refusal {
    if (method != 0 || (flags & 1) != 0) {
      throw Refusal.of(
          "a checkpoint's records are neither compressed nor locked, so that they can be mapped",
          "has %s %s".formatted((flags & 1) != 0 ? "the locked" : "the compressed", name),
          "unpack it and pack it again with zip -0, or save it with torch");
    }
  }

  /** The extra field of 64-bit numbers, or nothing. */
  private static ByteBuffer wideFields(ByteBuffer extra) {
    for (int at = 0; at + 4 <= extra.limit(); ) {
      int length = u16(extra, at + 2);
      if (u16(extra, at) == 1 && at + 4 + length <= extra.limit()) {
        return extra.slice(at + 4, length).order(extra.order());
      }
      at += 4 + length;
    }
    return ByteBuffer.allocate(0);
  }

  /** Takes the numbers that did not fit into 32 bits, in their fixed order. */
  private record Wide(ByteBuffer fields, String name) {
    long orElse(long narrow) throws Refusal {
      if (narrow != 0xFFFFFFFFL) {
        return narrow;
      }
      Refusal.require(fields.remaining() >= Long.BYTES, "has a record %s without its length", name);
      return fields.getLong();
    }
  }

  /** The first byte behind a record's own header. */
  private long begin(Entry entry) throws Refusal {
    ByteBuffer local = file.slice(entry.local(), LOCAL_LENGTH);
    Refusal.require(
        local.getInt(0) == LOCAL, "has no record %s where its directory says", entry.name());
    int nameLength = u16(local, 26);
    ByteBuffer name = file.slice(entry.local() + LOCAL_LENGTH, nameLength);
    Refusal.require(
        UTF_8.decode(name).toString().equals(entry.name()),
        "has a record %s with two names",
        entry.name());
    return entry.local() + LOCAL_LENGTH + nameLength + u16(local, 28);
  }

  private static int u16(ByteBuffer bytes, int at) {
    return bytes.getShort(at) & 0xFFFF;
  }

  private static long u32(ByteBuffer bytes, int at) {
    return bytes.getInt(at) & 0xFFFFFFFFL;
  }
}
