package io.otherwise.kernel.runner;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.otherwise.kernel.notebook.Multiline;
import io.otherwise.kernel.notebook.NotebookFile;

/** Notebooks for tests, made cell by cell. */
final class Notebooks {
  private Notebooks() {}

  static NotebookFile of(JsonObject... cells) {
    JsonObject json =
        JsonParser.parseString(
                """
                {"metadata": {"kernelspec": {"display_name": "Java", "language": "java", "name": "java"},
                 "language_info": {"name": "java"}}, "nbformat": 4, "nbformat_minor": 5}
                """)
            .getAsJsonObject();
    JsonArray list = new JsonArray();
    for (JsonObject cell : cells) {
      cell.addProperty("id", "cell-" + list.size());
      list.add(cell);
    }
    json.add("cells", list);
    return new NotebookFile(json);
  }

  static JsonObject markdown(String source) {
    JsonObject cell = new JsonObject();
    cell.addProperty("cell_type", "markdown");
    cell.add("metadata", new JsonObject());
    cell.add("source", Multiline.lines(source));
    return cell;
  }

  static JsonObject code(String source, String... tags) {
    JsonObject cell = markdown(source);
    cell.addProperty("cell_type", "code");
    cell.add("execution_count", JsonNull.INSTANCE);
    cell.add("outputs", new JsonArray());
    if (tags.length > 0) {
      JsonArray list = new JsonArray();
      for (String tag : tags) {
        list.add(tag);
      }
      cell.getAsJsonObject("metadata").add("tags", list);
    }
    return cell;
  }
}
