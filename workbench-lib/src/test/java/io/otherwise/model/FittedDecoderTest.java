package io.otherwise.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.network.KlAutoencoder;
import io.otherwise.network.VqAutoencoder;
import io.otherwise.tensor.Adam;
import io.otherwise.tensor.Gradients;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FittedDecoderTest {
  private static final double SCALE = 0.5;

  private final KlFirstStage kl =
      new KlFirstStage(
          new KlAutoencoder(32, List.of(1, 1), 1, 4, 4, 1), SCALE, FittedDecoderTest::values);
  private Scope scope;

  private static float[] values(Script.Parameter p) {
    float[] values = new float[p.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (0.1 * Math.sin(1.3 * i + p.key().length()));
    }
    return values;
  }

  @BeforeEach
  void open() {
    scope = Scope.open();
  }

  @AfterEach
  void close() {
    scope.close();
    kl.close();
  }

  private static Tensor latent() {
    float[] values = new float[4 * 4 * 4];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.cos(0.7 * i);
    }
    return Tensor.of(values, 1, 4, 4, 4);
  }

  @Test
  void unfitted_it_decodes_as_the_autoencoder_does() {
    assertArrayEquals(kl.decode(latent()).floats(), kl.fitted().decode(latent()).floats());
  }

  @Test
  void its_weights_are_those_of_the_decoder_and_what_leads_to_it() {
    List<String> keys = kl.fitted().keys();

    assertTrue(keys.contains("post_quant_conv.weight"), keys.toString());
    assertTrue(keys.contains("decoder.conv_out.weight"), keys.toString());
    assertTrue(keys.stream().noneMatch(k -> k.startsWith("encoder.")), keys.toString());
    assertEquals(keys.size(), kl.fitted().weights().size());
  }

  @Test
  void changing_its_weights_leaves_the_autoencoder_and_other_copies_as_they_were() {
    float[] before = kl.decode(latent()).floats();
    FittedDecoder other = kl.fitted();
    FittedDecoder fitted = kl.fitted();

    List<Tensor> ones = fitted.weights().stream().map(w -> Tensor.full(1, w.shape())).toList();
    new Adam(fitted.weights()).step(fitted.weights(), ones, 0.01);

    assertFalse(Arrays.equals(before, fitted.decode(latent()).floats()));
    assertArrayEquals(before, kl.decode(latent()).floats());
    assertArrayEquals(before, other.decode(latent()).floats());
  }

  @Test
  void a_step_against_the_gradient_of_its_weights_lowers_the_loss() {
    FittedDecoder fitted = kl.fitted();
    Tensor wanted = Tensor.full(0.3, 1, 3, 8, 8);
    double before = fitted.decode(latent()).minus(wanted).square().mean().item();
    Adam adam = new Adam(fitted.weights());
    for (int k = 0; k < 3; k++) {
      List<Tensor> gradients;
      try (Gradients graph = Gradients.record()) {
        List<Tensor> leaves = fitted.leaves(graph);
        Tensor loss = fitted.decode(latent(), leaves).minus(wanted).square().mean();
        gradients = graph.vjp(List.of(loss), leaves, List.of(Tensor.full(1, loss.shape())));
      }
      adam.step(fitted.weights(), gradients, 0.001);
    }

    double after = fitted.decode(latent()).minus(wanted).square().mean().item();

    assertTrue(after < before, before + " to " + after);
  }

  @Test
  void its_copies_go_with_their_scope() {
    long before = Scope.live();
    try (Scope inner = Scope.open()) {
      kl.fitted();
      assertTrue(Scope.live() > before);
    }
    assertEquals(before, Scope.live());
  }

  @Test
  void a_code_book_is_shared_not_fitted() {
    VqAutoencoder small = new VqAutoencoder(32, List.of(1, 1), 1, 3, 3, 8, 1);
    try (VqFirstStage vq = new VqFirstStage(small, true, SCALE, FittedDecoderTest::values)) {
      List<String> keys = vq.fitted().keys();
      Tensor latent = latent().narrow(1, 0, 3);

      assertTrue(keys.stream().noneMatch(k -> k.startsWith("quantize")), keys.toString());
      assertTrue(keys.contains("post_quant_conv.bias"), keys.toString());
      assertArrayEquals(vq.decode(latent).floats(), vq.fitted().decode(latent).floats());
    }
  }

  @Test
  void an_autoencoder_whose_weights_are_out_of_reach_says_so_by_name() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> new Closed().fitted()).getMessage();

    assertTrue(message.contains("those of Closed are out of reach"), message);
    assertTrue(message.contains("do not fit the decoder"), message);
  }

  private static final class Closed implements Autoencoder {
    @Override
    public int channels() {
      return 1;
    }

    @Override
    public int factor() {
      return 1;
    }

    @Override
    public Tensor encode(Tensor image, Noise noise) {
      return image;
    }

    @Override
    public Tensor decode(Tensor latent) {
      return latent;
    }

    @Override
    public void close() {}
  }
}
