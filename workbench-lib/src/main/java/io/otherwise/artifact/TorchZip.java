package io.otherwise.artifact;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/**
 * The format of torch 1.6 and later: a zip archive with one folder, in it the pickle {@code
 * data.pkl}, each storage as {@code data/KEY}, and a few words about the format.
 */
final class TorchZip {
  private static final String PICKLE = "/data.pkl";
  private static final int NEWEST_VERSION = 10;
  private static final int LONGEST_WORD = 64;

  private final String folder;
  private final Map<String, Bytes> records;

  private TorchZip(String folder, Map<String, Bytes> records) {
    this.folder = folder;
    this.records = records;
  }

  static Object read(MappedFile file, boolean bearUnknown) throws IOException {
    Map<String, Bytes> records = ZipRecords.read(file);
    TorchZip zip = new TorchZip(folder(records), records);
    zip.checkKind();
    TorchStorages storages = new TorchStorages(bearUnknown, zip.order(), zip::storage);
    Bytes pickle = records.get(zip.folder + PICKLE);
    return PickleReader.read(new PickleInput(pickle.slice(0, pickle.length())), storages);
  }

  private static String folder(Map<String, Bytes> records) throws Refusal {
    List<String> pickles =
        records.keySet().stream()
            .filter(name -> name.endsWith(PICKLE) && name.indexOf('/') == name.length() - 9)
            .toList();
    if (pickles.size() != 1) {
      throw Refusal.of(
          "an archive that torch.save wrote has one data.pkl in its folder",
          "has %s among %s records".formatted(pickles.size(), records.size()),
          "unpack it and name the checkpoint inside");
    }
    return pickles.get(0).substring(0, pickles.get(0).length() - PICKLE.length());
  }

  private void checkKind() throws Refusal {
    if (records.keySet().stream().anyMatch(name -> name.startsWith(folder + "/code/"))) {
      throw Refusal.of(
          "a checkpoint holds weights",
          "is a TorchScript program",
          "save its state_dict() with torch.save");
    }
    String version = word("version", "3");
    if (!version.matches("[0-9]{1,4}") || Integer.parseInt(version) > NEWEST_VERSION) {
      throw Refusal.of(
          "the format's version is at most " + NEWEST_VERSION,
          "is of version " + Refusal.name(version),
          "save it with an older torch");
    }
  }

  private ByteOrder order() throws Refusal {
    String order = word("byteorder", "little");
    return switch (order) {
      case "little" -> ByteOrder.LITTLE_ENDIAN;
      case "big" -> ByteOrder.BIG_ENDIAN;
      default -> throw Refusal.damaged("has the byte order %s", order);
    };
  }

  private String word(String name, String otherwise) throws Refusal {
    Bytes record = records.get(folder + "/" + name);
    if (record == null) {
      return otherwise;
    }
    Refusal.require(record.length() <= LONGEST_WORD, "has a long record named %s", name);
    return US_ASCII.decode(record.slice(0, record.length())).toString().strip();
  }

  private Bytes storage(String key) throws Refusal {
    Bytes record = records.get(folder + "/data/" + key);
    Refusal.require(record != null, "has no record data/%s", key);
    return record;
  }
}
