package io.otherwise.artifact;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumpyPickleTest {
  @TempDir Path folder;

  private TorchCheckpoint read(byte[] pickle, String... within) throws IOException {
    return TorchCheckpoint.read(Files.write(folder.resolve("w.pkl"), pickle), within);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void arrays_that_numpy_wrote_are_read_in_every_protocol(int protocol) throws IOException {
    TorchCheckpoint read = read(TorchFiles.byPython("numpy", protocol));

    assertEquals(Set.of("c", "s", "h", "e", "n"), read.keys());
    assertArrayEquals(new long[] {2, 2}, read.shape("c"));
    assertArrayEquals(new float[] {0, 1, 2, 3}, read.floats("c")); // stored columns first
    assertArrayEquals(new long[0], read.shape("s"));
    assertArrayEquals(new float[] {2.5f}, read.floats("s"));
    assertArrayEquals(new long[] {200, -1}, read.longs("h")); // highest byte first
    assertArrayEquals(new long[] {0, 3}, read.shape("e"));
    assertEquals(0, read.floats("e").length);
    assertEquals(DType.F16, read.dtype("n"));
    assertArrayEquals(new float[] {1.5f, -2}, read.floats("n"));
  }

  /** As Python 2 wrote resnet50_ft_weight.pkl: text without an encoding. */
  private static PickleBytes python2(int count) {
    PickleBytes out = PickleBytes.protocol(2).op('}', 'U', 1).ascii("w");
    out.global("numpy.core.multiarray", "_reconstruct").global("numpy", "ndarray");
    out.op('K', 0, 0x85, 'U', 1).ascii("b").op(0x87, 'R', '(', 'K', 1).numbers(count);
    out.global("numpy", "dtype").op('U', 2).ascii("f4").op('K', 0, 'K', 1, 0x87, 'R');
    out.op('(', 'K', 3, 'U', 1).ascii("<").ascii("NNN").op('J').little(4, -1);
    return out.op('J').little(4, -1).op('K', 0, 't', 'b', 0x89);
  }

  @Test
  void arrays_of_python_2_are_read() throws IOException {
    float[] values = new float[3000]; // longer than any word
    for (int i = 0; i < values.length; i++) {
      values[i] = -i / 7f;
    }
    byte[] bytes = TorchFiles.floats(values);
    PickleBytes longOne = python2(3000).op('T').little(4, bytes.length).raw(bytes);

    assertArrayEquals(values, read(longOne.op('t', 'b', 's').stop()).floats("w"));
    PickleBytes shortOne = python2(1).op('U', 4).raw(TorchFiles.floats(-7));
    assertArrayEquals(new float[] {-7}, read(shortOne.op('t', 'b', 's').stop()).floats("w"));
  }

  @Test
  void long_arrays_spelled_as_latin_text_are_turned_back() throws IOException {
    float[] values = new float[3000];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(i);
    }
    byte[] utf8 = new String(TorchFiles.floats(values), ISO_8859_1).getBytes(UTF_8);
    PickleBytes pickle = python2(3000).global("_codecs", "encode");
    pickle.op('X').little(4, utf8.length).raw(utf8).text("latin1").op(0x86, 'R', 't', 'b', 's');

    assertArrayEquals(values, read(pickle.stop()).floats("w"));
  }

  @Test
  void text_that_is_no_latin_cannot_be_bytes() throws IOException {
    for (String text : new String[] {"\u20ac", "\u20ac".repeat(3000)}) {
      PickleBytes pickle = python2(1).text(text).op('t', 'b', 's');
      assertRefused(pickle.stop(), "bytes belong");
    }
    PickleBytes other = python2(1).global("_codecs", "encode").text("abcd").text("rot13");
    assertRefused(other.op(0x86, 'R', 't', 'b', 's').stop(), "rot13");
  }

  @Test
  void arrays_of_objects_and_words_are_refused_by_their_type() throws IOException {
    assertRefused(TorchFiles.byPython("objects", 2), "numpy.dtype O8", "at w");
    assertRefused(TorchFiles.byPython("words", 2), "numpy.dtype U3", "at w");
  }

  @Test
  void an_array_without_enough_bytes_is_refused() throws IOException {
    byte[] pickle = python2(2).op('U', 4).raw(TorchFiles.floats(1)).op('t', 'b', 's').stop();

    assertRefused(pickle, "[2]", "outside its 1");
  }

  @Test
  void an_array_whose_state_is_never_set_is_refused() throws IOException {
    byte[] pickle =
        PickleBytes.protocol(2).op('}').text("w").empty("numpy", "ndarray").op('s').stop();

    assertRefused(pickle, "without its values");
  }

  @Test
  void a_pickle_of_something_else_than_a_dictionary_is_refused() throws IOException {
    assertRefused(PickleBytes.protocol(2).op('G').little(8, 0).stop(), "has 0.0 in its place");
    byte[] twice = PickleBytes.protocol(2).op('}', '.', '}').stop();
    assertRefused(twice, "goes on after its pickle, for 2 bytes");
  }

  private void assertRefused(byte[] pickle, String... parts) {
    Refused.assertRefused(RuntimeException.class, () -> read(pickle), parts);
  }
}
