package io.otherwise.kernel.notebook;

import com.google.gson.FormattingStyle;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A notebook in nbformat 4: a tree of JSON with a list of cells.
 *
 * @param json the whole document; this record does not copy it
 */
public record NotebookFile(JsonObject json) {
  /** Jupyter's own layout: one space a level, keys sorted, no escaped HTML. */
  private static final Gson LAYOUT =
      new GsonBuilder()
          .serializeNulls()
          .disableHtmlEscaping()
          .setFormattingStyle(FormattingStyle.PRETTY.withIndent(" "))
          .create();

  /**
   * Reads a notebook.
   *
   * @throws IOException if the file cannot be read or is not an nbformat 4 notebook
   */
  public static NotebookFile read(Path file) throws IOException {
    try {
      return parse(Files.readString(file));
    } catch (CharacterCodingException | RuntimeException e) {
      // Gson tells a wrong shape by exceptions of many kinds.
      throw new IOException(
          "a notebook is JSON text in nbformat 4, but %s is not: %s; save it again from Jupyter"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /**
   * Parses a notebook's text.
   *
   * @throws JsonParseException if it is no JSON object with cells in nbformat 4
   */
  public static NotebookFile parse(String text) {
    JsonElement root = JsonParser.parseString(text);
    if (!root.isJsonObject()
        || !(root.getAsJsonObject().get("cells") instanceof JsonArray cells)
        || !cells.asList().stream().allMatch(JsonElement::isJsonObject)
        || !root.getAsJsonObject().has("nbformat")
        || root.getAsJsonObject().get("nbformat").getAsInt() != 4) {
      throw new JsonParseException("it has no list of cells in nbformat 4");
    }
    return new NotebookFile(root.getAsJsonObject());
  }

  /** A copy that shares nothing with this one. */
  public NotebookFile copy() {
    return new NotebookFile(json.deepCopy());
  }

  /** The cells in order. */
  public List<JsonObject> cells() {
    List<JsonObject> cells = new ArrayList<>();
    json.getAsJsonArray("cells").forEach(cell -> cells.add(cell.getAsJsonObject()));
    return cells;
  }

  /** The notebook's metadata, made if it had none. */
  public JsonObject metadata() {
    return member(json, "metadata");
  }

  /** Whether this is a code cell. */
  public static boolean isCode(JsonObject cell) {
    return type(cell).equals("code");
  }

  /** The cell's type: {@code code}, {@code markdown} or {@code raw}. */
  public static String type(JsonObject cell) {
    return cell.has("cell_type") ? cell.get("cell_type").getAsString() : "";
  }

  /** The cell's source as one text. */
  public static String source(JsonObject cell) {
    return Multiline.text(cell.get("source"));
  }

  /** Whether the cell carries the tag. */
  public static boolean hasTag(JsonObject cell, String tag) {
    return member(cell, "metadata").get("tags") instanceof JsonArray tags
        && tags.asList().stream().anyMatch(t -> t.getAsString().equals(tag));
  }

  /** The outputs of a code cell, made if it had none. */
  public static JsonArray outputs(JsonObject cell) {
    if (!(cell.get("outputs") instanceof JsonArray)) {
      cell.add("outputs", new JsonArray());
    }
    return cell.getAsJsonArray("outputs");
  }

  /** The document as Jupyter would save it: sorted keys, one space a level, a final line feed. */
  public String text() {
    NotebookFile copy = copy();
    copy.cells().forEach(NotebookFile::splitLines);
    return LAYOUT.toJson(sorted(copy.json)) + "\n";
  }

  /**
   * Writes the document atomically.
   *
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    AtomicFile.write(file, text());
  }

  private static JsonObject member(JsonObject parent, String name) {
    if (!(parent.get(name) instanceof JsonObject)) {
      parent.add(name, new JsonObject());
    }
    return parent.getAsJsonObject(name);
  }

  private static void splitLines(JsonObject cell) {
    cell.add("source", Multiline.lines(source(cell)));
    if (!isCode(cell)) {
      return;
    }
    for (JsonElement element : outputs(cell)) {
      JsonObject output = element.getAsJsonObject();
      if (output.has("text")) {
        output.add("text", Multiline.lines(Multiline.text(output.get("text"))));
      }
      if (output.has("data")) {
        output.add("data", Multiline.splitBundle(output.getAsJsonObject("data")));
      }
    }
  }

  private static JsonElement sorted(JsonElement element) {
    if (element.isJsonArray()) {
      JsonArray array = new JsonArray();
      element.getAsJsonArray().forEach(e -> array.add(sorted(e)));
      return array;
    }
    if (!element.isJsonObject()) {
      return element;
    }
    JsonObject object = new JsonObject();
    new TreeMap<>(element.getAsJsonObject().asMap()).forEach((k, v) -> object.add(k, sorted(v)));
    return object;
  }
}
