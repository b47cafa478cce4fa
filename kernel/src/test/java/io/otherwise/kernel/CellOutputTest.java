package io.otherwise.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CellOutputTest {
  private record Piece(String stream, String text) {}

  private final List<Piece> pieces = new ArrayList<>();
  private final CellOutput output = new CellOutput((s, t) -> pieces.add(new Piece(s, t)));

  private String all(String stream) {
    StringBuilder text = new StringBuilder();
    pieces.stream().filter(p -> p.stream().equals(stream)).forEach(p -> text.append(p.text()));
    return text.toString();
  }

  @Test
  void many_lines_become_few_pieces_complete_and_in_order() {
    PrintStream out = output.stream("stdout");
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      out.println("line " + i);
      expected.append("line ").append(i).append(System.lineSeparator());
    }
    output.flush();
    assertEquals(expected.toString(), all("stdout"));
    assertTrue(pieces.size() < 200, () -> pieces.size() + " pieces");
  }

  @Test
  void streams_keep_their_order() {
    output.stream("stdout").print("a");
    output.stream("stderr").print("b");
    output.stream("stdout").print("c");
    output.flush();
    assertEquals("ac", all("stdout"));
    assertEquals("b", all("stderr"));
    assertEquals("stderr", pieces.get(pieces.size() - 2).stream());
  }

  @Test
  void characters_are_never_cut() {
    String text = "aéx€y\uD83D\uDE00z".repeat(9000);
    output.stream("stdout").print(text);
    output.flush();
    assertEquals(text, all("stdout"));
    assertTrue(pieces.stream().noneMatch(p -> p.text().contains("\uFFFD")));
  }

  @Test
  void a_line_appears_without_a_flush() throws InterruptedException {
    output.stream("stdout").print("no newline");
    for (int i = 0; i < 100 && all("stdout").isEmpty(); i++) {
      Thread.sleep(20);
    }
    assertEquals("no newline", all("stdout"));
  }
}
