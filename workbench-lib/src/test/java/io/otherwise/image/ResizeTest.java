package io.otherwise.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.otherwise.explain.Image;
import io.otherwise.explain.Seed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ResizeTest {
  @TestFactory
  Stream<DynamicTest> torch_is_matched_in_float() throws IOException {
    return cases("resize-torch.json").map(c -> DynamicTest.dynamicTest(name(c), () -> torch(c)));
  }

  private static void torch(JsonNode golden) throws NoSuchAlgorithmException {
    JsonNode from = golden.path("input").path("shape");
    JsonNode to = golden.path("shape");
    boolean antialias = name(golden).endsWith(", antialias");
    Kernel kernel = Kernel.valueOf(name(golden).split(" ", 2)[0].toUpperCase(Locale.ROOT));
    Taps[] taps = new Taps[2];
    for (int axis = 0; axis < 2; axis++) {
      int source = from.get(2 + axis).asInt();
      int target = to.get(2 + axis).asInt();
      double scale =
          golden.has("scale_factor")
              ? 1 / golden.path("scale_factor").get(axis).asDouble()
              : (double) source / target;
      taps[axis] =
          antialias ? Taps.antialiased(source, target, kernel) : Taps.plain(target, scale, kernel);
    }

    float[] actual =
        Resize.planes(input(golden), 2, from.get(2).asInt(), from.get(3).asInt(), taps[0], taps[1]);

    assertArrayEquals(floats(golden.path("values")), actual, 2e-6f);
  }

  @TestFactory
  Stream<DynamicTest> pil_is_matched_to_the_bit() throws IOException {
    return cases("resize-pil.json").map(c -> DynamicTest.dynamicTest(name(c), () -> pil(c)));
  }

  private static void pil(JsonNode golden) throws NoSuchAlgorithmException {
    JsonNode from = golden.path("input").path("shape");
    JsonNode to = golden.path("shape");
    float[] bytes = input(golden);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (float) Math.floor(bytes[i] * 256);
    }
    Image source = fromBytes(bytes, from.get(0).asInt(), from.get(1).asInt());
    Kernel kernel = Kernel.valueOf(golden.path("kernel").asText().toUpperCase(Locale.ROOT));

    Image exact = Resize.eightBit(source, to.get(0).asInt(), to.get(1).asInt(), kernel);
    Image inFloat = Resize.antialiased(source, to.get(0).asInt(), to.get(1).asInt(), kernel);

    Image expected = fromBytes(floats(golden.path("values")), to.get(0).asInt(), to.get(1).asInt());
    assertArrayEquals(expected.values(), exact.values());
    if (kernel == Kernel.BILINEAR) { // a cubic's overshoot is also clipped between PIL's passes
      assertArrayEquals(expected.values(), inFloat.values(), 1.5f / 255);
    }
  }

  @Test
  void the_same_size_changes_nothing() {
    Image image = noise(7, 5);

    for (Kernel kernel : Kernel.values()) {
      assertTrue(image.samePixels(Resize.antialiased(image, 7, 5, kernel)));
      assertTrue(image.samePixels(Resize.plain(image, 7, 5, kernel)));
    }
  }

  @Test
  void a_flat_image_stays_flat_at_every_size() {
    float[] flat = new float[3 * 6 * 4];
    Arrays.fill(flat, .25f);
    Image image = Image.of("flat", 6, 4, flat);

    for (Kernel kernel : Kernel.values()) {
      for (float value : Resize.antialiased(image, 5, 11, kernel).values()) {
        assertEquals(.25f, value, 1e-6f);
      }
      for (float value : Resize.plain(image, 13, 3, kernel).values()) {
        assertEquals(.25f, value, 1e-6f);
      }
    }
  }

  @Test
  void a_thin_line_survives_antialiased_reduction_and_is_missed_without() {
    float[] values = new float[3 * 16 * 16];
    for (int i = 0; i < values.length; i += 16) {
      values[i] = 1; // the first column
    }
    Image line = Image.of("line", 16, 16, values);

    assertTrue(Resize.antialiased(line, 2, 2, Kernel.BILINEAR).at(0, 0, 0) > .05f);
    assertEquals(0f, Resize.plain(line, 2, 2, Kernel.BILINEAR).at(0, 0, 0));
  }

  @Test
  void cubic_overshoot_is_clamped() {
    Image edge = Image.of("edge", 1, 4, new float[] {0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1});

    for (float value : Resize.plain(edge, 1, 16, Kernel.BICUBIC).values()) {
      assertTrue(value >= 0 && value <= 1);
    }
  }

  @Test
  void nearest_doubles_every_pixel() {
    Image image = noise(2, 3);
    Image twice = Resize.nearest(image, 4, 6);

    for (int y = 0; y < 4; y++) {
      for (int x = 0; x < 6; x++) {
        assertEquals(image.at(2, y / 2, x / 2), twice.at(2, y, x));
      }
    }
  }

  @Test
  void the_short_side_decides_and_the_long_one_is_rounded_down() {
    Image image = Resize.shortSide(noise(20, 31), 10, Kernel.BILINEAR);

    assertEquals(10, image.height());
    assertEquals(15, image.width());
    assertEquals(10, Resize.squash(noise(20, 31), 10, Kernel.BILINEAR).width());
  }

  @Test
  void the_middle_is_cropped_and_halves_go_to_the_even_margin() {
    Image image = noise(9, 8);

    Image crop = Resize.centreCrop(image, 4, 3); // margins 2.5 and 2.5: both become 2

    assertEquals(image.at(1, 2, 2), crop.at(1, 0, 0));
    assertEquals(image.at(2, 5, 4), crop.at(2, 3, 2));
  }

  @Test
  void a_margin_of_one_and_a_half_becomes_two() {
    Image image = noise(7, 1);

    assertEquals(image.at(0, 2, 0), Resize.centreCrop(image, 4, 1).at(0, 0, 0));
  }

  @Test
  void a_crop_larger_than_the_image_is_refused() {
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> Resize.centreCrop(noise(4, 4), 5, 4));

    assertTrue(e.getMessage().contains("4 x 5 was asked of Image[noise, 4 x 4]"), e.getMessage());
  }

  @Test
  void no_size_at_all_is_refused() {
    assertThrows(
        IllegalArgumentException.class, () -> Resize.plain(noise(4, 4), 0, 4, Kernel.BICUBIC));
  }

  static Image noise(int height, int width) {
    float[] values = new float[3 * height * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Seed.uniform(1, i) * .999f;
    }
    return Image.of("noise", height, width, values);
  }

  /** H x W x RGB bytes to an image. */
  private static Image fromBytes(float[] bytes, int height, int width) {
    int pixels = height * width;
    float[] values = new float[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      values[i % 3 * pixels + i / 3] = bytes[i] / 255f;
    }
    return Image.of("pil", height, width, values);
  }

  private static float[] input(JsonNode golden) throws NoSuchAlgorithmException {
    byte[] name = (golden.path("input").path("name").asText() + "#1").getBytes(UTF_8);
    long key = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(name)).getLong();
    int size = 1;
    for (JsonNode side : golden.path("input").path("shape")) {
      size *= side.asInt();
    }
    float[] out = new float[size];
    for (int i = 0; i < size; i++) {
      out[i] = (Seed.bits(key, i) >>> 40) * 0x1p-24f;
    }
    return out;
  }

  private static float[] floats(JsonNode numbers) {
    float[] out = new float[numbers.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) numbers.get(i).asDouble();
    }
    return out;
  }

  private static String name(JsonNode golden) {
    return golden.path("case").asText();
  }

  private static Stream<JsonNode> cases(String resource) throws IOException {
    try (InputStream in = ResizeTest.class.getResourceAsStream("/image/" + resource)) {
      JsonNode all = new ObjectMapper().readTree(in).path("cases");
      assertTrue(all.size() >= 6, "the goldens are there");
      return StreamSupport.stream(all.spliterator(), false);
    }
  }
}
