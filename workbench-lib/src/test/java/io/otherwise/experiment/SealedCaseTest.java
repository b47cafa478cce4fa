package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Image;
import io.otherwise.world.Attribute;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Split;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SealedCaseTest {
  private static SealedCase bearded;

  @BeforeAll
  static void seal() {
    Interventions known = Interventions.of(FaceWorld.v1(), Split.TEST, 2, Attribute.values());
    bearded = new SealedCase(Believer.in(Attribute.BEARD, false), known);
  }

  @Test
  void a_right_answer_opens_the_seal() {
    String answer = bearded.answer("beard");
    assertTrue(answer.startsWith("Yes: beard moves p(old) by -0.80"), answer);
    assertTrue(answer.endsWith("is open."), answer);
    assertTrue(bearded.caused(Attribute.BEARD));
  }

  @Test
  void a_wrong_answer_leaves_it_closed_and_names_nothing() {
    String answer = bearded.answer("glasses");
    assertTrue(answer.startsWith("No: glasses moves p(old) by +0.00"), answer);
    assertFalse(answer.contains("beard"), answer);
    assertFalse(bearded.caused(Attribute.GLASSES));
  }

  @Test
  void the_claim_and_what_is_no_attribute_are_refused() {
    assertThrows(IllegalArgumentException.class, () -> bearded.answer("age"));
    assertThrows(IllegalArgumentException.class, () -> bearded.answer("moustache"));
  }

  @Test
  void its_text_names_the_suspect_alone() {
    assertEquals("SealedCase[believer]", bearded.toString());
    assertEquals(Attribute.AGE, bearded.claim());
  }

  @Test
  void half_of_the_new_pictures_are_of_each_class() {
    List<Image> pictures = bearded.newPictures(6);
    long old =
        pictures.stream().filter(p -> bearded.suspect().score(p).best().equals("old")).count();
    assertEquals(3, old);
    assertEquals(6, pictures.stream().map(Image::id).distinct().count());
  }

  @Test
  void predictions_are_graded_by_the_suspect() {
    List<Image> pictures = bearded.newPictures(4);
    Detective detective = new Detective(Believer.reader(), Attribute.AGE);
    var knowing = detective.predict(pictures, Attribute.BEARD, false);
    assertEquals(1, bearded.right(pictures, knowing).share());
    assertEquals(.5, bearded.right(pictures, Collections.nCopies(4, "old")).share());
    assertThrows(
        IllegalArgumentException.class, () -> bearded.right(pictures, List.of("old", "young")));
  }

  @Test
  void a_confession_changes_the_cause_alone_and_the_suspects_mind() {
    var queries = FaceWorld.v1().queries("old", Split.TEST, 2);
    var told = bearded.confession(queries);
    assertEquals(1, told.flipRatio());
    var changes = new Detective(Believer.reader(), Attribute.AGE).changes(told);
    assertEquals(Math.abs(changes.get(Attribute.BEARD)), bearded.shows(changes));
    assertEquals(0, changes.get(Attribute.HAIR), 1e-9);
  }
}
