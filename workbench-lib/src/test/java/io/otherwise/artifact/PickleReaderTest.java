package io.otherwise.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.Pickled.Dict;
import io.otherwise.artifact.Pickled.Items;
import io.otherwise.artifact.Pickled.Tuple;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PickleReaderTest {
  private static Object read(byte[] pickle, boolean bearUnknown) throws IOException {
    PickleNames names = new TorchStorages(bearUnknown, ByteOrder.LITTLE_ENDIAN, null);
    return PickleReader.read(new PickleInput(ByteBuffer.wrap(pickle)), names);
  }

  private static Object read(PickleBytes pickle) throws IOException {
    return read(pickle.stop(), false);
  }

  private static Object text(String lines) throws IOException {
    return read(new PickleBytes().ascii(lines));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void plain_values_of_python_are_read_in_every_protocol(int protocol) throws IOException {
    Dict all = (Dict) read(TorchFiles.byPython("values", protocol), false);

    List<Object> numbers =
        Arrays.asList(
            1L,
            -1L,
            255L,
            256L,
            65536L,
            1L << 31,
            -(1L << 40),
            BigInteger.ONE.shiftLeft(80),
            true,
            false,
            null,
            1.5,
            Double.POSITIVE_INFINITY);
    assertEquals(numbers, ((Items) all.entries().get("a")).values);
    Tuple tuples = (Tuple) all.entries().get("t");
    for (int i = 0; i < 5; i++) {
      assertEquals(i, ((Tuple) tuples.values.get(i)).values.size());
    }
    assertEquals("na\u00efve\n\\", all.entries().get("s"));
    assertTrue(((Dict) all.entries().get("d")).entries().isEmpty());
    assertEquals(2, Blob.of(all.entries().get("b")).length());
    assertEquals(List.of(7L), ((Items) all.entries().get("set")).values);
    assertEquals(List.of(8L), ((Items) all.entries().get("fs")).values);
  }

  @Test
  void old_text_spellings_are_read() throws IOException {
    assertEquals(true, text("I01\n"));
    assertEquals(false, text("I00\n"));
    assertEquals(-12L, text("I-12\n"));
    assertEquals(new BigInteger("99999999999999999999"), text("L99999999999999999999L\n"));
    assertEquals(Double.NEGATIVE_INFINITY, text("F-inf\n"));
    assertEquals(2.5, text("F2.5\n"));
    assertEquals("it's\n\u00ff\\", text("S\"it's\\n\\xff\\\\\"\n"));
    assertEquals("\u20ac!", text("V\\u20ac!\n"));
  }

  @Test
  void stack_and_memory_opcodes_do_what_pickletools_says() throws IOException {
    assertEquals(1L, read(new PickleBytes().op('K', 1, 'K', 2, '0')));
    assertEquals(1L, read(new PickleBytes().op('K', 1, '(', 'K', 2, 'K', 3, '1')));
    assertEquals(1L, read(new PickleBytes().op('K', 1, '(', '0')));
    assertEquals(2, ((Tuple) read(new PickleBytes().op('K', 1, '2', 0x86))).values.size());
    assertEquals(
        5L, read(new PickleBytes().op('K', 5, 'r').little(4, 3).op('0', 'j').little(4, 3)));
    assertEquals(5L, read(new PickleBytes().op('K', 5, 0x94, '0', 'h', 0)));
    assertEquals(5L, text("I5\np7\n0g7\n"));
    assertNull(read(new PickleBytes().op('N')));
    assertEquals(0L, read(new PickleBytes().op(0x8a, 0)));
    assertEquals(-2L, read(new PickleBytes().op(0x8b).little(4, 1).op(0xfe)));
    assertEquals(1L, ((Dict) text("(I1\nI1\nd")).entries().get(1L));
    assertEquals(3L, read(new PickleBytes().op(0x8d).little(8, 1).ascii("x").op('0', 'K', 3)));
  }

  @Test
  void containers_of_python_become_plain_ones() throws IOException {
    PickleBytes pairs = new PickleBytes().global("collections", "OrderedDict").op('(', '(', '(');
    pairs.text("a").number(1).op('t', 't', 't', 'R');
    assertEquals(1L, ((Dict) read(pairs)).entries().get("a"));
    PickleBytes counter = new PickleBytes().global("collections", "Counter").op('(', '}');
    counter.text("a").number(2).op('s', 't', 'R');
    assertEquals(2L, ((Dict) read(counter)).entries().get("a"));
    PickleBytes withDefault = new PickleBytes().global("collections", "defaultdict");
    withDefault.global("builtins", "list").op(0x85, 'R');
    assertInstanceOf(Dict.class, read(withDefault));
    PickleBytes size = new PickleBytes().global("torch", "Size").numbers(2, 3).op(0x85, 'R');
    assertEquals(List.of(2L, 3L), ((Tuple) read(size)).values);
    PickleBytes made = new PickleBytes().global("collections", "OrderedDict").op(')', 0x81);
    assertInstanceOf(Dict.class, read(made));
    PickleBytes device = new PickleBytes().global("torch", "device").text("cuda").op(0x85, 'R');
    assertEquals("cuda", read(device));
  }

  @Test
  void old_ways_of_making_objects_reach_the_same_list() throws IOException {
    assertInstanceOf(Dict.class, text("(icollections\nOrderedDict\n"));
    assertInstanceOf(Dict.class, text("(ccollections\nOrderedDict\no"));
    assertRefused("os.system", new PickleBytes().ascii("(S'ls'\nios\nsystem\n"));
    assertRefused("thirdparty.Thing", new PickleBytes().ascii("(cthirdparty\nThing\no"));
  }

  @Test
  void whatever_is_done_to_an_unknown_object_leaves_its_name_alone() throws IOException {
    PickleBytes pickle = new PickleBytes().empty("thirdparty", "Thing");
    pickle.op('}', 'b').text("k").number(1).op('s').number(2).op('a', '(', 'u', '(', 'e');
    pickle.op(')', '}').text("named").number(1).op('s', 0x92);

    assertEquals("an object of thirdparty.Thing", read(pickle.stop(), true).toString());
  }

  @Test
  void opcodes_on_the_wrong_thing_are_refused_in_words() {
    assertRefused("unknown opcode 0xff at byte 0", new PickleBytes().op(0xff));
    assertRefused("unknown opcode 0x82", new PickleBytes().op(0x82, 1)); // extension registry
    assertRefused("unknown opcode 0x97", new PickleBytes().op(0x97)); // bytes outside the file
    assertRefused("unknown protocol 6", PickleBytes.protocol(6));
    assertRefused("empty stack", new PickleBytes());
    assertRefused("empty stack", new PickleBytes().op('0'));
    assertRefused("empty stack", new PickleBytes().op('K', 1, '(', 0x85));
    assertRefused("never opened", new PickleBytes().op('t'));
    assertRefused("appends to 1", new PickleBytes().op('K', 1, 'K', 2, 'a'));
    assertRefused("sets entries of 1", new PickleBytes().op('K', 1, 'K', 2, 'K', 3, 's'));
    assertRefused("without a value", new PickleBytes().op('}', '(', 'K', 2, 'u'));
    assertRefused("sets attributes of a list", new PickleBytes().op(']', '}', 'b'));
    assertRefused("calls a list of 0", new PickleBytes().op(']', ')', 'R'));
    assertRefused("instead of a tuple", new PickleBytes().global("torch", "Size").op('N', 'R'));
    assertRefused("memory 3", new PickleBytes().op('h', 3));
    assertRefused("memory in its pickle -1", new PickleBytes().ascii("I1\np-1\n"));
    assertRefused("frame of 9", new PickleBytes().op(0x95).little(8, 9));
    assertRefused("a word belongs", new PickleBytes().op('K', 1, 'K', 2, 0x93));
    assertRefused("calls the type torch.float32", new PickleBytes().empty("torch", "float32"));
    assertRefused("calls a storage with 1", new PickleBytes().op('K', 1, 'Q'));
    assertRefused("integer of 99999 bytes", new PickleBytes().op(0x8b).little(4, 99999));
  }

  @Test
  void text_that_is_no_value_is_refused_in_words() {
    assertRefused("has x1", new PickleBytes().ascii("Ix1\n"));
    assertRefused("has 1e in", new PickleBytes().ascii("F1e\n"));
    assertRefused("without quotes", new PickleBytes().ascii("Sabc\n"));
    assertRefused("without quotes", new PickleBytes().ascii("S'\n"));
    assertRefused("unknown escape", new PickleBytes().ascii("S'\\q'\n"));
    assertRefused("a number belongs", new PickleBytes().ascii("S'\\x'\n"));
    assertRefused("a number belongs", new PickleBytes().ascii("V\\u12\n"));
    assertRefused("ends inside its pickle", new PickleBytes().ascii("I12"));
    assertRefused("line of over 65536", new PickleBytes().ascii("I" + "1".repeat(70000) + "\n"));
    assertRefused("600 digits", new PickleBytes().ascii("L" + "1".repeat(700) + "\n"));
    assertRefused("no UTF-8", new PickleBytes().op('X').little(4, 1).op(0xff));
  }

  private static void assertRefused(String part, PickleBytes pickle) {
    Refusal e = assertThrows(Refusal.class, () -> read(pickle));
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }
}
