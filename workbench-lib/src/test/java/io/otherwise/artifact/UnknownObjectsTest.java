package io.otherwise.artifact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.otherwise.artifact.TorchFiles.View;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is neither a weight nor a plain value: borne outside the weights, refused among them. */
class UnknownObjectsTest {
  @TempDir Path folder;

  private final TorchFiles files = new TorchFiles().storage("0", 1, 2);

  /** A run with one more entry, which a test fills in, and a state dict after it. */
  private static PickleBytes run(PickleBytes entry) {
    byte[] withStop = entry.stop();
    PickleBytes out = PickleBytes.protocol(2).op('}').text("extra");
    for (int i = 0; i + 1 < withStop.length; i++) {
      out.op(withStop[i]);
    }
    out.op('s').text("state_dict");
    return TorchFiles.stateDict(out, Map.of("w", View.whole("0", 2))).op('s');
  }

  private void assertBorneOutside(String name, PickleBytes entry) throws IOException {
    byte[] pickle = run(entry).stop();
    TorchCheckpoint read = files.readZip(folder, pickle, "state_dict");
    assertEquals(Set.of("w"), read.keys());
    assertArrayEquals(new float[] {1, 2}, read.floats("w"));

    assertRefused(pickle, "", name);
  }

  /** Refused within a nested dictionary, or as a whole where none is named. */
  private void assertRefused(byte[] pickle, String within, String... parts) {
    String[] path = within.isEmpty() ? new String[0] : new String[] {within};
    Refused.assertRefused(
        IllegalArgumentException.class, () -> files.readZip(folder, pickle, path), parts);
  }

  private static PickleBytes thing() {
    return new PickleBytes().empty("thirdparty.kit", "Thing");
  }

  @Test
  void objects_made_in_every_way_are_borne() throws IOException {
    assertBorneOutside("thirdparty.kit.Thing", thing());
    assertBorneOutside("some.Thing", new PickleBytes().global("some", "Thing").op(')', 0x81));
    PickleBytes named = new PickleBytes().global("some", "Thing").op(')', '}').text("k");
    assertBorneOutside("some.Thing", named.number(1).op('s', 0x92));
    assertBorneOutside("some.Thing", new PickleBytes().ascii("(isome\nThing\n"));
    assertBorneOutside("some.Thing", new PickleBytes().ascii("(csome\nThing\no"));
    PickleBytes frozen = new PickleBytes().text("some").text("Outer.Inner").op(0x93);
    assertBorneOutside("some.Outer.Inner", frozen);
  }

  @Test
  void their_attributes_and_entries_go() throws IOException {
    PickleBytes full = thing().op('}').text("lr").number(1).op('s', 'b');
    full.text("k").number(2).op('s').number(3).op('a').op('(').text("k").number(1).op('u');
    assertBorneOutside("thirdparty.kit.Thing", full);
  }

  @Test
  void classes_as_keys_and_in_containers_are_borne() throws IOException {
    PickleBytes key = new PickleBytes().op('}').global("some", "Callback").number(1).op('s');
    assertBorneOutside("some.Callback", key);
    PickleBytes counter = new PickleBytes().global("collections", "Counter").op('(', '}');
    counter.global("some", "Event").number(1).op('s', 't', 'R');
    assertBorneOutside("some.Event", counter);
    PickleBytes byDefault = new PickleBytes().global("collections", "defaultdict");
    assertBorneOutside("some.factory", byDefault.global("some", "factory").op(0x85, 'R'));
    PickleBytes set = new PickleBytes().global("builtins", "set").op(']');
    assertBorneOutside("some.Tag", set.empty("some", "Tag").op('a', 0x85, 'R'));
  }

  @Test
  void tensors_of_unknown_kinds_are_borne() throws IOException {
    PickleBytes sparse = new PickleBytes().global("torch._utils", "_rebuild_sparse_tensor");
    assertBorneOutside("torch._utils._rebuild_sparse_tensor", sparse.op(')', 'R'));
    PickleBytes complex = new PickleBytes().global("torch._utils", "_rebuild_tensor_v2").op('(');
    complex.storage("ComplexFloat", "9", 4).number(0).numbers(4).numbers(1).op(0x89);
    complex.empty("collections", "OrderedDict").op('t', 'R');
    assertBorneOutside("torch.ComplexFloatStorage", complex);
  }

  @Test
  void arrays_of_no_numbers_are_borne_outside_and_refused_inside() throws IOException {
    PickleBytes words = new PickleBytes().global("numpy.core.multiarray", "scalar");
    words.global("numpy", "dtype").text("U3").op(0x85, 'R').text("abc").op(0x86, 'R');
    byte[] pickle = run(words).stop();

    assertEquals(Set.of("w"), files.readZip(folder, pickle, "state_dict").keys());
    assertRefused(pickle, "", "numpy.dtype U3 at extra");
  }

  @Test
  void an_object_that_a_weight_is_made_of_makes_it_unknown() {
    PickleBytes pickle = PickleBytes.protocol(2).op('}').text("state_dict").op('}').text("w");
    pickle.global("torch._tensor", "_rebuild_from_type_v2").op('(');
    pickle.global("thirdparty", "rebuild").global("torch", "Tensor").op(')', '}', 't', 'R');
    byte[] bytes = pickle.op('s', 's').stop();

    assertRefused(bytes, "state_dict", "an object of thirdparty.rebuild at w");
  }

  @Test
  void an_object_deep_among_the_weights_is_named_with_its_path() {
    PickleBytes pickle = PickleBytes.protocol(2).op('}').text("net").op('}').text("a").op(']', 'N');
    pickle.op('a').empty("some", "Thing").op('a', 's', 's');
    byte[] bytes = pickle.stop();

    assertRefused(bytes, "net", "an object of some.Thing at a.1");
  }

  @Test
  void an_object_in_the_place_of_the_weights_is_refused() {
    byte[] pickle = run(thing()).stop();

    assertRefused(
        pickle,
        "extra",
        "has an object of thirdparty.kit.Thing in its place",
        "save the module's state_dict()");
  }
}
