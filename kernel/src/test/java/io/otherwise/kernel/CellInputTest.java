package io.otherwise.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Scanner;
import org.junit.jupiter.api.Test;

class CellInputTest {
  private final Deque<String> answers = new ArrayDeque<>(List.of("first é\n", "2\n"));
  private final CellInput input = new CellInput(answers::remove);

  @Test
  void a_reader_with_a_buffer_gets_one_line_at_a_time() throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
    assertEquals("first é", reader.readLine());
    assertEquals(1, answers.size());
    assertEquals("2", reader.readLine());
  }

  @Test
  void a_scanner_reads_numbers() {
    answers.removeFirst();
    assertEquals(2, new Scanner(input, StandardCharsets.UTF_8).nextInt());
  }

  @Test
  void a_front_end_without_input_is_an_error_and_not_a_wait() {
    CellInput silent =
        new CellInput(
            () -> {
              throw new IOException("none");
            });
    assertThrows(IOException.class, silent::read);
  }
}
