package io.otherwise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.model.WordTokenizer;
import io.otherwise.network.ClipText;
import io.otherwise.world.Attribute;
import io.otherwise.world.Knobs;
import io.otherwise.world.Scene;
import io.otherwise.world.Split;
import io.otherwise.world.flower.FlowerKnobs;
import io.otherwise.world.flower.FlowerScene;
import io.otherwise.world.flower.Species;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorldCaptionsTest {
  private static final int FACES = 40;
  private static final int FLOWERS = 40;
  private static final Coverage COVERAGE = Coverage.shipped();

  private static final ScenePool<Scene> FACE_POOL =
      Pools.faces(Split.TRAIN, Knobs.clean(), COVERAGE, FACES, RecipeRuns.SILENT);
  private static final ScenePool<FlowerScene> FLOWER_POOL =
      Pools.flowers(Split.TRAIN, FlowerKnobs.clean(), COVERAGE, FLOWERS, RecipeRuns.SILENT);

  private static final WorldCaptions CAPTIONS = new WorldCaptions(FACE_POOL, FLOWER_POOL, COVERAGE);
  private static final WordTokenizer TOKENIZER = WorldCaptions.tokenizer();
  private static final CaptionTokens TOKENS =
      new CaptionTokens(
          3, new ClipText(TOKENIZER.vocabulary(), 32, 8, 1, 1, 8), TOKENIZER, CAPTIONS);

  private static final int[] ALL = IntStream.range(0, FACES + FLOWERS).toArray();

  private static List<String> captions(int step) {
    return TOKENS.captions(step, ALL);
  }

  @Test
  void what_is_left_out_prints_in_one_order() {
    assertEquals("[BLUE_POPPY, CINQUEFOIL, MADONNA_LILY]", COVERAGE.species().toString());
    assertThrows(UnsupportedOperationException.class, () -> COVERAGE.styles().clear());
  }

  @Test
  void no_picture_shows_what_is_left_out() {
    for (int i = 0; i < FACES; i++) {
      Scene face = FACE_POOL.scene(i);
      assertFalse(face.label(Attribute.BLUR), face.id());
      assertFalse(face.label(Attribute.GLASSES) && face.label(Attribute.BEARD), face.id());
    }
    for (int i = 0; i < FLOWERS; i++) {
      assertFalse(COVERAGE.species().contains(FLOWER_POOL.scene(i).species()));
    }
  }

  @Test
  void the_world_shows_what_is_left_out_so_leaving_out_means_something() {
    ScenePool<Scene> any = Pools.faces(Split.TRAIN, Knobs.clean(), 60, RecipeRuns.SILENT);

    assertTrue(IntStream.range(0, 60).anyMatch(i -> any.scene(i).label(Attribute.BLUR)));
  }

  @Test
  void no_caption_names_what_is_left_out() {
    for (int step = 0; step < 20; step++) {
      for (String caption : captions(step)) {
        assertFalse(caption.matches(".*(sharp|blurred).*"), caption);
        assertFalse(caption.matches(".*(blue poppy|cinquefoil|madonna lily).*"), caption);
      }
    }
  }

  @Test
  void captions_say_of_faces_more_and_less_and_sometimes_nothing() {
    long empty = 0;
    long bare = 0;
    for (int step = 0; step < 30; step++) {
      List<String> faces = captions(step).subList(0, FACES);
      empty += faces.stream().filter(String::isEmpty).count();
      bare += faces.stream().filter("a photo of a person"::equals).count();
    }
    // 120 are expected to be empty, with a deviation of 10; one in eight of the rest to be bare.
    assertTrue(empty > 70 && empty < 170, empty + " of 1200");
    assertTrue(bare > 80 && bare < 190, bare + " of 1200");
  }

  @Test
  void a_flower_goes_by_its_species() {
    List<String> captions = captions(0);
    for (int i = 0; i < FLOWERS; i++) {
      String caption = captions.get(FACES + i);
      String species = FLOWER_POOL.scene(i).species().label();
      assertTrue(caption.isEmpty() || caption.contains(species), caption + " of " + species);
    }
  }

  @Test
  void the_same_step_says_the_same_and_the_next_one_something_else() {
    assertEquals(captions(4), captions(4));
    assertNotEquals(captions(4), captions(5));
  }

  @Test
  void what_is_said_of_an_image_does_not_depend_on_the_rest_of_the_batch_behind_it() {
    assertEquals(captions(6).subList(0, 3), TOKENS.captions(6, 0, 1, 2));
  }

  @Test
  void faces_alone_are_told_as_they_are_in_company() {
    CaptionTokens.Captioner alone = WorldCaptions.ofFaces(FACE_POOL, COVERAGE);

    for (int i = 0; i < FACES; i++) {
      assertEquals(CAPTIONS.caption(i, 50 + i), alone.caption(i, 50 + i));
    }
  }

  @Test
  void the_tokenizer_knows_every_word_of_captions_and_prompts() {
    for (int step = 0; step < 20; step++) {
      captions(step).forEach(TOKENIZER::ids);
    }
    WorldCaptions.prompts().values().forEach(TOKENIZER::ids);

    assertEquals(2 * Attribute.values().length + Species.values().length, prompts());
    assertTrue(TOKENIZER.length() < 40, "the longest has " + TOKENIZER.length());
  }

  private static int prompts() {
    return WorldCaptions.prompts().size();
  }

  @Test
  void classes_are_told_by_their_row_and_one_in_ten_by_the_last() {
    ClassTokens classes = new ClassTokens(1, 14, image -> image % 14);
    int[] images = IntStream.range(0, 2000).toArray();
    long[] rows;
    try (io.otherwise.tensor.Scope scope = io.otherwise.tensor.Scope.open()) {
      rows = classes.ids(3, images).longs();
    }
    long withheld = Arrays.stream(rows).filter(row -> row == 14).count();

    assertTrue(withheld > 150 && withheld < 250, withheld + " of 2000");
    for (int i = 0; i < rows.length; i++) {
      assertTrue(rows[i] == 14 || rows[i] == i % 14, "image " + i + " is told as " + rows[i]);
    }
  }
}
