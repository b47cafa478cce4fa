package io.otherwise.kernel.runner;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.otherwise.kernel.notebook.NotebookFile;
import io.otherwise.kernel.notebook.TerminalText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns broadcasts into the outputs of cells, as a front end does: neighbouring text of one stream
 * joins, a display may be updated by a later cell, a clearing may wait for the next output.
 */
final class CellOutputs {
  private final Map<String, List<JsonObject>> displays = new HashMap<>();
  private JsonObject cell = new JsonObject();
  private boolean clearNext;

  /** Directs what comes to this cell, which loses its old outputs. */
  void begin(JsonObject codeCell) {
    cell = codeCell;
    clearNext = false;
    cell.add("outputs", new JsonArray());
    cell.add("execution_count", JsonNull.INSTANCE);
  }

  void accept(Message message) {
    switch (message.type()) {
      case "execute_input" -> cell.add("execution_count", message.content().get("execution_count"));
      case "stream" -> stream(message.text("name"), message.text("text"));
      case "display_data" -> add(display(message, "display_data"));
      case "execute_result" -> add(result(message));
      case "update_display_data" -> update(message);
      case "error" -> add(error(message));
      case "clear_output" -> clear(message.text("wait").equals("true"));
      default -> {
        // Comm messages belong to widgets, which a page cannot keep.
      }
    }
  }

  /** Adds an error that the runner itself has to report. */
  void fail(String name, String value) {
    JsonObject output = new JsonObject();
    output.addProperty("output_type", "error");
    output.addProperty("ename", name);
    output.addProperty("evalue", value);
    JsonArray traceback = new JsonArray();
    traceback.add(name + ": " + value);
    output.add("traceback", traceback);
    add(output);
  }

  /** Plays out carriage returns, so that a progress line keeps only its last state. */
  void end() {
    for (JsonElement element : outputs()) {
      JsonObject output = element.getAsJsonObject();
      if (isStream(output)) {
        output.addProperty("text", TerminalText.overwrite(output.get("text").getAsString()));
      }
    }
  }

  private void stream(String name, String text) {
    JsonObject last =
        outputs().isEmpty() ? null : outputs().get(outputs().size() - 1).getAsJsonObject();
    if (!clearNext
        && last != null
        && isStream(last)
        && last.get("name").getAsString().equals(name)) {
      last.addProperty("text", last.get("text").getAsString() + text);
      return;
    }
    JsonObject output = new JsonObject();
    output.addProperty("output_type", "stream");
    output.addProperty("name", name);
    output.addProperty("text", text);
    add(output);
  }

  private JsonObject display(Message message, String type) {
    JsonObject output = new JsonObject();
    output.addProperty("output_type", type);
    output.add("data", message.object("data"));
    output.add("metadata", message.object("metadata"));
    String id = displayId(message);
    if (!id.isEmpty()) {
      displays.computeIfAbsent(id, key -> new ArrayList<>()).add(output);
    }
    return output;
  }

  private JsonObject result(Message message) {
    JsonObject output = display(message, "execute_result");
    output.add("execution_count", message.content().get("execution_count"));
    return output;
  }

  private static JsonObject error(Message message) {
    JsonObject output = new JsonObject();
    output.addProperty("output_type", "error");
    output.addProperty("ename", message.text("ename"));
    output.addProperty("evalue", message.text("evalue"));
    output.add("traceback", message.content().get("traceback"));
    return output;
  }

  private void update(Message message) {
    for (JsonObject output : displays.getOrDefault(displayId(message), List.of())) {
      output.add("data", message.object("data"));
      output.add("metadata", message.object("metadata"));
    }
  }

  private void clear(boolean wait) {
    clearNext = wait;
    if (!wait) {
      cell.add("outputs", new JsonArray());
    }
  }

  private void add(JsonObject output) {
    if (clearNext) {
      clear(false);
    }
    outputs().add(output);
  }

  private JsonArray outputs() {
    return NotebookFile.outputs(cell);
  }

  private static String displayId(Message message) {
    JsonElement id = message.object("transient").get("display_id");
    return id == null || id.isJsonNull() ? "" : id.getAsString();
  }

  private static boolean isStream(JsonObject output) {
    return output.get("output_type").getAsString().equals("stream");
  }
}
