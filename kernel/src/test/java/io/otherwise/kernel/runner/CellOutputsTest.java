package io.otherwise.kernel.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.otherwise.kernel.notebook.NotebookFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CellOutputsTest {
  private final JsonObject cell = Notebooks.code("x");
  private final CellOutputs outputs = new CellOutputs();

  @BeforeEach
  void begin() {
    outputs.begin(cell);
  }

  @Test
  void neighbouring_text_of_one_stream_joins() {
    stream("stdout", "a");
    stream("stdout", "b\n");
    stream("stderr", "c");
    stream("stdout", "d");
    assertEquals(3, NotebookFile.outputs(cell).size());
    assertEquals("ab\n", text(cell, 0));
  }

  @Test
  void a_later_cell_updates_an_earlier_display() {
    display("display_data", "bar", "10 %");
    JsonObject second = Notebooks.code("y");
    outputs.begin(second);
    display("update_display_data", "bar", "100 %");
    assertEquals("100 %", plain(cell, 0));
    assertTrue(NotebookFile.outputs(second).isEmpty());
  }

  @Test
  void one_update_reaches_every_display_of_its_name_and_no_other() {
    display("display_data", "bar", "a");
    display("display_data", "other", "b");
    display("display_data", "bar", "c");
    display("update_display_data", "bar", "d");
    assertEquals("d", plain(cell, 0));
    assertEquals("b", plain(cell, 1));
    assertEquals("d", plain(cell, 2));
  }

  @Test
  void an_update_before_its_display_changes_nothing() {
    display("update_display_data", "bar", "d");
    assertTrue(NotebookFile.outputs(cell).isEmpty());
  }

  @Test
  void clearing_now_empties_the_cell() {
    stream("stdout", "a");
    accept("clear_output", "{\"wait\": false}");
    assertTrue(NotebookFile.outputs(cell).isEmpty());
  }

  @Test
  void clearing_may_wait_for_the_next_output() {
    stream("stdout", "a");
    accept("clear_output", "{\"wait\": true}");
    assertEquals("a", text(cell, 0));
    stream("stdout", "b");
    assertEquals(1, NotebookFile.outputs(cell).size());
    assertEquals("b", text(cell, 0));
    stream("stdout", "c");
    assertEquals("bc", text(cell, 0));
  }

  @Test
  void a_progress_line_keeps_its_last_state() {
    stream("stdout", "10 %\r50 ");
    stream("stdout", "%\r100 %\ndone\n");
    outputs.end();
    assertEquals("100 %\ndone\n", text(cell, 0));
  }

  @Test
  void a_result_has_the_count_and_no_transient_data() {
    accept(
        "execute_result",
        "{\"execution_count\": 7, \"data\": {\"text/plain\": \"3\"}, \"metadata\": {}, \"transient\": {}}");
    JsonObject result = NotebookFile.outputs(cell).get(0).getAsJsonObject();
    assertEquals(7, result.get("execution_count").getAsInt());
    assertEquals("[output_type, data, metadata, execution_count]", result.keySet().toString());
  }

  private void stream(String name, String text) {
    JsonObject content = new JsonObject();
    content.addProperty("name", name);
    content.addProperty("text", text);
    outputs.accept(new Message("stream", "", content));
  }

  private void display(String type, String id, String value) {
    accept(
        type,
        "{\"data\": {\"text/plain\": \"%s\"}, \"metadata\": {}, \"transient\": {\"display_id\": \"%s\"}}"
            .formatted(value, id));
  }

  private void accept(String type, String json) {
    outputs.accept(new Message(type, "", JsonParser.parseString(json).getAsJsonObject()));
  }

  private static String text(JsonObject cell, int index) {
    return NotebookFile.outputs(cell).get(index).getAsJsonObject().get("text").getAsString();
  }

  private static String plain(JsonObject cell, int index) {
    JsonObject output = NotebookFile.outputs(cell).get(index).getAsJsonObject();
    return output.getAsJsonObject("data").get("text/plain").getAsString();
  }
}
