package io.otherwise.kernel.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTextTest {
  @ParameterizedTest
  @CsvSource({
    "plain, plain",
    "'ab\rc', cb",
    "'10 %\r100 %\r', 100 %",
    "'ab\b\bxy', xy",
    "'\b\ba', a",
    "'one\r\ntwo', 'one\ntwo'",
    "'a\nb\rc\n\nd', 'a\nc\n\nd'",
    "'', ''",
  })
  void returns_and_backspaces_are_played_out(String raw, String shown) {
    assertEquals(shown, TerminalText.overwrite(raw));
  }
}
