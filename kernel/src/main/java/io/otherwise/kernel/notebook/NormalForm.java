package io.otherwise.kernel.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The one form in which source notebooks are kept, so that a difference between two of them is a
 * difference in what somebody wrote: no outputs, no counts, no editor's traces, Jupyter's layout.
 */
public final class NormalForm {
  private static final String ID = "[a-zA-Z0-9_-]{1,64}";

  private NormalForm() {}

  /**
   * What keeps the text from being in normal form, one phrase each; empty if it is.
   *
   * @param text the notebook file's text
   */
  public static List<String> deviations(String text) {
    NotebookFile notebook = NotebookFile.parse(text);
    List<String> found = new ArrayList<>();
    JsonElement minor = notebook.json().get("nbformat_minor");
    if (minor == null || minor.getAsInt() != 5) {
      found.add("nbformat is not 4.5");
    }
    if (!notebook.metadata().equals(metadata())) {
      found.add("the metadata are not those of a Java notebook alone");
    }
    Set<String> ids = new HashSet<>();
    List<JsonObject> cells = notebook.cells();
    for (int i = 0; i < cells.size(); i++) {
      String where = "cell %d ".formatted(i + 1);
      cell(cells.get(i), ids).forEach(what -> found.add(where + what));
    }
    if (found.isEmpty() && !text.equals(notebook.text())) {
      found.add("the layout is not one space a level with sorted keys and a final line feed");
    }
    return found;
  }

  /** The notebook in normal form; what a person wrote stays as it is. */
  public static NotebookFile of(NotebookFile notebook) {
    NotebookFile normal = notebook.copy();
    normal.json().addProperty("nbformat", 4);
    normal.json().addProperty("nbformat_minor", 5);
    normal.json().add("metadata", metadata());
    Set<String> ids = new HashSet<>();
    List<JsonObject> cells = normal.cells();
    for (int i = 0; i < cells.size(); i++) {
      normalise(cells.get(i), "cell-" + (i + 1), ids);
    }
    return normal;
  }

  private static List<String> cell(JsonObject cell, Set<String> ids) {
    List<String> found = new ArrayList<>();
    String id = id(cell);
    if (!id.matches(ID)) {
      found.add("has no id");
    } else if (!ids.add(id)) {
      found.add("has the id of another: " + id);
    }
    JsonElement metadata = cell.get("metadata");
    if (!(metadata instanceof JsonObject) || !metadata.equals(tagsOnly(cell))) {
      found.add("has metadata other than tags");
    }
    if (!(cell.get("source") instanceof JsonArray source)
        || !source.equals(Multiline.lines(NotebookFile.source(cell)))) {
      found.add("has a source that is not a list of lines");
    }
    if (NotebookFile.isCode(cell)) {
      if (!(cell.get("outputs") instanceof JsonArray outputs) || !outputs.isEmpty()) {
        found.add("has outputs");
      }
      if (!(cell.get("execution_count") instanceof JsonNull)) {
        found.add("has an execution count");
      }
    }
    return found;
  }

  private static void normalise(JsonObject cell, String fallbackId, Set<String> ids) {
    String id = id(cell);
    String base = id.matches(ID) ? id : fallbackId;
    String unique = base;
    for (int i = 2; !ids.add(unique); i++) {
      unique = base + "-" + i;
    }
    cell.addProperty("id", unique);
    cell.add("metadata", tagsOnly(cell));
    if (NotebookFile.isCode(cell)) {
      cell.add("outputs", new JsonArray());
      cell.add("execution_count", JsonNull.INSTANCE);
    }
  }

  private static String id(JsonObject cell) {
    return cell.has("id") && cell.get("id").isJsonPrimitive() ? cell.get("id").getAsString() : "";
  }

  private static JsonObject tagsOnly(JsonObject cell) {
    JsonObject kept = new JsonObject();
    if (cell.get("metadata") instanceof JsonObject metadata
        && metadata.get("tags") instanceof JsonArray tags
        && !tags.isEmpty()) {
      kept.add("tags", tags);
    }
    return kept;
  }

  private static JsonObject metadata() {
    JsonObject spec = new JsonObject();
    spec.addProperty("display_name", "Java");
    spec.addProperty("language", "java");
    spec.addProperty("name", "java");
    JsonObject language = new JsonObject();
    language.addProperty("name", "java");
    JsonObject metadata = new JsonObject();
    metadata.add("kernelspec", spec);
    metadata.add("language_info", language);
    return metadata;
  }
}
