package io.otherwise.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.otherwise.artifact.AtomicFile;
import io.otherwise.artifact.Json;
import io.otherwise.explain.Cost;
import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Image;
import io.otherwise.explain.Query;
import io.otherwise.explain.Scores;
import io.otherwise.explain.Seed;
import io.otherwise.explain.StepRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerFileTest {
  private static final int CLASSES = 3000;

  @TempDir Path folder;

  /** Random scores of many sizes, so that a rounding in print or parser would show. */
  private static Counterfactual answer(long seed) {
    float[] values = new float[CLASSES];
    for (int i = 0; i < CLASSES; i++) {
      double u = Seed.uniform(Seed.seed(seed).key("scores", "", 0), i);
      values[i] = (float) Math.pow(u, 1 + i % 12);
    }
    List<String> classes = IntStream.range(0, CLASSES).mapToObj(i -> "class " + i).toList();
    Image image = Image.of("pixel", 1, 1, new float[] {.1f, .2f, .3f});
    Scores scores = new Scores(classes, values);
    return Counterfactual.of(Query.of(image, "class 7"), image.named("edited"), scores, scores)
        .trace(
            List.of(
                new StepRecord(0, 9, Double.NaN, 1),
                new StepRecord(1, 5, Math.nextDown(1.0), Double.MIN_VALUE)));
  }

  private Counterfactual stored(Counterfactual answer) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    byte[] record = Json.bytes(AnswerFile.of(answer, "000", ImageFormat.FLOAT, files));
    files.forEach((name, bytes) -> AtomicFile.write(folder.resolve(name), bytes));
    return AnswerFile.read(record).answer(answer.query(), folder, ImageFormat.FLOAT);
  }

  @Test
  void every_number_comes_back_to_the_bit() throws Exception {
    for (long seed = 0; seed < 3; seed++) {
      assertEquals(answer(seed), stored(answer(seed)));
    }
  }

  @Test
  void equal_answers_give_equal_bytes() {
    byte[] once =
        Json.bytes(AnswerFile.of(answer(1), "0", ImageFormat.FLOAT, new LinkedHashMap<>()));
    byte[] again =
        Json.bytes(AnswerFile.of(answer(1), "0", ImageFormat.FLOAT, new LinkedHashMap<>()));

    assertEquals(new String(once, UTF_8), new String(again, UTF_8));
  }

  @Test
  void calls_come_back_by_network() throws Exception {
    Cost cost = Cost.ZERO.unet(1, 2).decoder(3, 4).classifier(5, 6).encoder(7).perceptual(8, 9);

    assertEquals(cost, stored(answer(1).cost(cost)).cost());
  }

  @Test
  void a_record_from_before_perceptual_calls_were_counted_keeps_its_seal() throws Exception {
    Counterfactual answer = answer(1).cost(Cost.ZERO.unet(4, 2).classifier(3, 1));
    byte[] record =
        Json.bytes(AnswerFile.of(answer, "0", ImageFormat.FLOAT, new LinkedHashMap<>()));
    String text = new String(record, UTF_8);
    int calls = text.indexOf("\"calls\"");

    // Word for word what was written then; the seal is over all of it.
    assertEquals(
        """
        "calls" : {
            "unetForwards" : 4,
            "unetBackwards" : 2,
            "decoderForwards" : 0,
            "decoderBackwards" : 0,
            "classifierForwards" : 3,
            "classifierBackwards" : 1,
            "encoderForwards" : 0
          }\
        """,
        text.substring(calls, text.indexOf('}', calls) + 1));
    assertEquals(0, AnswerFile.read(record).calls().cost().perceptualForwards());
  }

  @Test
  void a_record_whose_seal_was_taken_off_is_refused() {
    AnswerFile file = AnswerFile.of(answer(1), "0", ImageFormat.FLOAT, new LinkedHashMap<>());
    String open = new String(Json.bytes(file), UTF_8).replace(file.seal(), "");

    assertThrows(IOException.class, () -> AnswerFile.read(open.getBytes(UTF_8)));
  }
}
