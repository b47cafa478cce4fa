package io.otherwise.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTest {
  private record Note(String words, List<Integer> numbers, Map<String, Object> more) {}

  private record Doing(Object work) {}

  @Test
  void what_was_written_is_read_back() throws Exception {
    Note note = new Note("a \"b\"", List.of(1, 2), Map.of("c", 1.5));

    assertEquals(note, Json.read(Json.bytes(note), Note.class));
    assertTrue(new String(Json.bytes(note), UTF_8).endsWith("}\n"));
  }

  @Test
  void the_canonical_text_does_not_know_the_order_of_names() {
    Map<String, Object> there = new LinkedHashMap<>();
    there.put("b", Map.of("d", 2));
    there.put("a", List.of(2, 1));
    Map<String, Object> back = new LinkedHashMap<>();
    back.put("a", List.of(2, 1));
    back.put("b", Map.of("d", 2));

    assertEquals("{\"a\":[2,1],\"b\":{\"d\":2}}", Json.canonical(there));
    assertEquals(Json.canonical(there), Json.canonical(back));
  }

  @Test
  void cut_unknown_and_empty_content_is_refused() {
    for (String bad : List.of("{\"words\":", "{\"other\": 1}", "null", "", "{} {}")) {
      assertThrows(IOException.class, () -> Json.read(bad.getBytes(UTF_8), Note.class), bad);
    }
  }

  @Test
  void functions_and_other_objects_are_refused_rather_than_written_as_nothing() {
    Runnable function = () -> {};
    String rule = "what is stored is numbers, words or records of them, but this is not: ";
    for (Object bad : List.of(function, new Object(), new Thread(), Optional.of("a"))) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> Json.canonical(new Doing(bad)))
              .getMessage();
      assertTrue(message.startsWith(rule), message);
      assertEquals(1, message.lines().count(), message);
    }
    String message =
        assertThrows(IllegalArgumentException.class, () -> Json.bytes(new Doing(function)))
            .getMessage();
    assertTrue(message.startsWith(rule), message);
  }

  private enum Kind {
    A
  }

  @Test
  void numbers_words_lists_records_and_choices_are_written() {
    assertEquals(
        "{\"work\":[1,2.5,\"a\",true,\"A\",{\"work\":null}]}",
        Json.canonical(new Doing(List.of(1, 2.5, "a", true, Kind.A, new Doing(null)))));
  }
}
