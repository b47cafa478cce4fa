package io.otherwise.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.network.AdmUNet;
import io.otherwise.network.DenseNet;
import io.otherwise.network.ImageNetwork;
import io.otherwise.network.LdmUNet;
import io.otherwise.network.ResNet;
import io.otherwise.network.Vgg;
import io.otherwise.network.VqAutoencoder;
import io.otherwise.tensor.Script.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class WorkTest {
  private static final int PIXELS = 16;

  private static Script linear() {
    Script s = new Script();
    s.returns(s.layers().at("fc").linear(s.input("x"), 5, 7));
    return s;
  }

  @Test
  void a_dense_layer_multiplies_and_adds_once_a_weight_and_row() {
    Work work = linear().work(new long[] {3, 5});

    assertEquals(2 * 3 * 5 * 7, work.forward());
    assertEquals(2 * 3 * 5 * 7, work.backward());
    assertEquals(4 * (5 * 7 + 7), work.weightBytes());
  }

  @Test
  void a_convolution_multiplies_its_kernel_with_every_place() {
    Script s = new Script();
    s.returns(s.layers().at("c").conv(s.input("x"), 4, 6, 3, 2, 1));

    assertEquals(2.0 * 2 * 6 * 8 * 8 * 4 * 9, s.work(new long[] {2, 4, 16, 16}).forward());
  }

  @Test
  void attention_multiplies_twice_forward_and_four_times_backward() {
    Script s = new Script();
    Value x = s.input("x");
    s.returns(s.layers().attention(x, x, x));
    Work work = s.work(new long[] {1, 2, 10, 4});

    assertEquals(2 * (2.0 * 2 * 10 * 10 * 4), work.forward());
    assertEquals(4 * (2.0 * 2 * 10 * 10 * 4), work.backward());
  }

  @Test
  void what_the_first_input_does_not_reach_has_no_gradient() {
    Script s = new Script();
    Value x = s.input("x");
    Value beside = s.layers().at("other").linear(s.input("other"), 5, 5);
    s.returns(x.plus(beside));
    Work work = s.work(new long[] {3, 5}, new long[] {3, 5});

    assertEquals(2 * 3 * 5 * 5, work.forward());
    assertEquals(0, work.backward());
  }

  @Test
  void a_graph_keeps_what_activations_need_and_plain_running_frees_it() {
    Script s = new Script();
    Value h = s.input("x");
    for (int i = 0; i < 10; i++) {
      h = h.silu().plus(1.0);
    }
    s.returns(h);
    Work work = s.work(new long[] {1000});

    assertEquals(2 * 4000, work.runningBytes());
    assertTrue(work.graphBytes() >= 10 * 4000, "bytes " + work.graphBytes());
  }

  @Test
  void every_image_of_a_batch_takes_the_same() {
    Work one = linear().work(new long[] {1, 5});
    Work ten = linear().work(new long[] {10, 5});

    assertEquals(10 * one.forward(), ten.forward());
    assertEquals(10 * one.graphBytes(), ten.graphBytes());
    assertEquals(one.weightBytes(), ten.weightBytes());
  }

  @Test
  void shapes_of_denoisers_are_those_that_the_engine_computes() {
    LdmUNet latent = new LdmUNet(3, 3, 32, 1, List.of(1, 2), List.of(1, 2), 2, -1, 1, 8);
    AdmUNet pixels =
        new AdmUNet(3, 6, 32, 1, List.of(1, 2), List.of(2), 2, -1, 0, AdmUNet.Style.PUBLISHED, 2);

    agree(
        s -> latent.forward(s.layers(), s.input("zt"), s.input("t"), s.input("context")),
        new long[] {2, 3, PIXELS, PIXELS},
        new long[] {2},
        new long[] {2, 3, 8});
    agree(
        s -> pixels.forward(s.layers(), s.input("x"), s.input("t")),
        new long[] {2, 3, PIXELS, PIXELS},
        new long[] {2});
  }

  @Test
  void shapes_of_autoencoders_are_those_that_the_engine_computes() {
    VqAutoencoder vq = new VqAutoencoder(32, List.of(1, 2), 1, 3, 3, 16, 1);

    agree(s -> vq.encode(s.layers(), s.input("image")), new long[] {2, 3, PIXELS, PIXELS});
    agree(
        s -> vq.decode(s.layers(), vq.quantise(s.layers(), s.input("z")).latent()),
        new long[] {2, 3, 8, 8});
  }

  @Test
  void shapes_of_classifiers_are_those_that_the_engine_computes() {
    for (ImageNetwork network :
        List.of(ResNet.resnet18(5), DenseNet.densenet121(5), Vgg.vgg16(5))) {
      Script s = new Script();
      s.returns(network.forward(s.layers(), s.input("image")).logits());
      Tally tally = new Tally(s, new long[] {2, 3, 64, 64});
      tally.work();
      assertArrayEquals(new long[] {2, 5}, tally.shape(s.calls().get(s.calls().size() - 1)));
    }
  }

  /** Every value of a network is returned by the engine and compared. */
  private static void agree(Function<Script, Value> network, long[]... inputs) {
    Script s = new Script();
    Map<String, Value> all = new LinkedHashMap<>();
    s.tell(
        (result, function, arguments) -> {
          if (!function.equals("torch.size")) {
            all.put(result.name(), result);
          }
        });
    Value result = network.apply(s);
    all.put(result.name(), result);
    s.returns(all.values().toArray(Value[]::new));
    Tally tally = new Tally(s, inputs);
    tally.work();
    Weights weights = Weights.from(s.parameters(), p -> new float[p.size()]);
    try (Scope scope = Scope.open();
        Network compiled = new Network(s, weights)) {
      List<Tensor> given = new ArrayList<>();
      for (long[] shape : inputs) {
        given.add(Tensor.full(1, shape));
      }
      List<Tensor> values = compiled.runAll(given.toArray(Tensor[]::new));
      int at = 0;
      for (Script.Call call : s.calls()) {
        if (all.containsKey(call.result())) {
          assertArrayEquals(values.get(at++).shape(), tally.shape(call), call.toString());
        }
      }
      assertTrue(at > 10, "values " + at);
    }
  }

  @Test
  void an_input_without_shape_is_refused() {
    Script s = linear();

    assertThrows(IllegalArgumentException.class, s::work);
  }

  @Test
  void an_unknown_function_is_refused_by_name() {
    Script s = new Script();
    s.returns(s.call("torch.erfinv", s.input("x")));

    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> s.work(new long[] {1}));
    assertTrue(refused.getMessage().contains("torch.erfinv"), refused.getMessage());
  }
}
