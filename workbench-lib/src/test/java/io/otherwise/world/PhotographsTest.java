package io.otherwise.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.Profile;
import io.otherwise.explain.Image;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import io.otherwise.image.Difference;
import io.otherwise.metric.AttributeProbabilities;
import io.otherwise.metric.KnownTruth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Photographs in the place of a rendered world; the photographs are rendered faces here. */
class PhotographsTest {
  private static final Map<String, Profile.Attribute> ATTRIBUTES =
      Artifacts.find().profile("paper").attributes();

  private static final Profile.Photos PHOTOS =
      new Profile.Photos("celeba", 64, Map.of("train", 0, "tuning", 2, "test", 1));

  @TempDir static Path folder;
  private static Photographs world;

  @BeforeAll
  static void write() throws IOException {
    MiniatureCeleba.writeTo(folder);
    world = read(folder);
  }

  private static Photographs read(Path from) {
    return Photographs.of("celeba", from, PHOTOS, ATTRIBUTES);
  }

  private static String refusal(Executable refused) {
    RuntimeException e = assertThrows(RuntimeException.class, refused);
    String message = String.valueOf(e.getMessage());
    assertTrue(message.matches(".+, but .+; .+"), message);
    assertEquals(1, message.lines().count(), message);
    return message;
  }

  /** Mean absolute difference of a value. */
  private static double apart(Image one, Image other) {
    double sum = 0;
    for (float difference : Difference.absolute(one, other)) {
      sum += difference;
    }
    return sum / (one.height() * one.width());
  }

  @Test
  void each_part_counts_its_own_pictures_from_0_in_the_order_of_the_list() {
    assertEquals(2, world.size(Split.TRAIN));
    assertEquals(2, world.size(Split.TUNING));
    assertEquals(8, world.size(Split.TEST));
    assertEquals("celeba/000005.jpg", world.scene(Split.TEST, 0).id());
    assertEquals("celeba/000012.jpg", world.scene(Split.TEST, 7).id());
    assertEquals("celeba/000003.jpg", world.scene(Split.TUNING, 0).id());
    assertEquals("celeba/000005.jpg", world.image(0).id());
  }

  @Test
  void photographs_do_not_go_on_for_ever() {
    String message = refusal(() -> world.scene(Split.TEST, 8));

    assertTrue(message.startsWith("the part TEST of celeba has pictures 0 to 7, but 8"), message);
    refusal(() -> world.scene(Split.TEST, -1));
  }

  @Test
  void a_picture_is_the_middle_of_its_photograph_at_the_side_of_the_networks() {
    Image picture = world.image(0);
    Image rendered = MiniatureCeleba.face(4).image();

    assertEquals(64, picture.height());
    assertEquals(64, picture.width());
    assertTrue(apart(picture, rendered) < 0.02);
    assertTrue(apart(world.image(1), rendered) > 0.05, "another face");
    assertEquals(128, world.scene(Split.TEST, 0).render(128).width());
    refusal(() -> world.scene(Split.TEST, 0).render(4));
  }

  @Test
  void values_are_whole_255ths_as_from_an_8_bit_resampler() {
    for (float value : world.image(2).values()) {
      assertEquals(Math.round(value * 255), value * 255, 1e-3);
    }
  }

  @Test
  void a_picture_of_another_format_is_read_by_its_bytes() {
    Image rendered = MiniatureCeleba.face(11).image();

    assertTrue(apart(world.image(7), rendered) < 0.02);
  }

  @Test
  void an_id_leads_back_to_its_photograph() {
    Photograph scene = world.scene(Split.TEST, 3);

    assertEquals(scene, world.scene(scene.image().id()));
    assertEquals(scene.hashCode(), world.scene(scene.id()).hashCode());
    assertNotEquals(scene, world.scene(Split.TEST, 4));
    assertTrue(world.scene(scene.id()).image().samePixels(scene.image()));
  }

  @Test
  void labels_are_known_by_the_data_sets_names_and_by_this_projects() {
    for (int i = 0; i < MiniatureCeleba.SIZE; i++) {
      Photograph scene = world.scene("celeba/" + MiniatureCeleba.file(i));
      Scene face = MiniatureCeleba.face(i);
      for (String key : ATTRIBUTES.keySet()) {
        assertEquals(face.label(Attribute.of(key)) ? 1 : 0, scene.shown(key), scene.id() + key);
      }
      assertEquals(1 - scene.shown("age"), scene.shown("Young"));
      assertEquals(scene.shown("smile"), scene.shown("Smiling"));
      assertEquals(scene.shown("Smiling") == 1, scene.facts().get("Smiling"));
    }
    String message = refusal(() -> world.scene(Split.TEST, 0).shown("hair"));
    assertTrue(message.contains("nobody labelled hair in celeba/000005.jpg"), message);
  }

  @Test
  void questions_are_put_to_pictures_of_the_other_class() {
    for (String target : List.of("old", "young", "smiling", "not smiling")) {
      Queries queries = world.queries(target, Split.TEST, 100);
      assertTrue(queries.size() > 0 && queries.size() < 8, target + " " + queries.size());
      for (Query query : queries) {
        Attribute attribute = Attribute.ofClass(target);
        double shown = world.scene(query.factual().id()).shown(attribute.key());
        boolean positive = attribute.positive().equals(target);
        assertEquals(positive ? 0 : 1, shown, query.id());
        String other = positive ? attribute.negative() : attribute.positive();
        assertEquals(Optional.of(other), query.trueLabel());
      }
    }
  }

  @Test
  void every_picture_is_of_one_of_two_classes_and_fewer_questions_are_the_first_of_more() {
    Queries old = world.queries("old", Split.TEST, 100);
    Queries young = world.queries("young", Split.TEST, 100);

    assertEquals(world.size(Split.TEST), old.size() + young.size());
    assertEquals(old.take(2), world.queries("old", Split.TEST, 2));
    assertEquals(0, world.queries("old", Split.TEST, 0).size());
  }

  @Test
  void classes_are_those_of_the_attributes_and_others_are_refused() {
    assertTrue(world.classes().containsAll(List.of("old", "young", "no beard", "glasses")));
    assertTrue(FaceWorld.v1().classes().containsAll(world.classes()), "the same words");

    String message = refusal(() -> world.queries("long hair", Split.TEST, 1));

    assertTrue(message.startsWith("a class of celeba is one of [not smiling, smiling"), message);
  }

  @Test
  void truth_is_refused_in_one_sentence() {
    Photograph scene = world.scene(Split.TEST, 0);
    List<Executable> asked =
        List.of(
            () -> scene.with("smile", 1),
            () -> scene.towards("smiling"),
            () -> scene.mask("smiling"),
            () -> scene.moves(),
            () -> scene.factors());
    for (Executable one : asked) {
      assertEquals(
          "a photograph has no known truth, but celeba/000005.jpg was asked for it; ask a rendered"
              + " world, without a profile",
          refusal(one));
    }
  }

  @Test
  void known_truth_refuses_every_question_about_a_photograph() {
    KnownTruth truth = KnownTruth.of(world);
    Query query = world.queries("old", Split.TEST, 1).get(0);

    assertEquals(query.factual().id(), truth.scene(query.factual()).id());
    for (Executable one :
        List.<Executable>of(() -> truth.worldTruth(query), () -> truth.mask(query))) {
      assertTrue(refusal(one).startsWith("a photograph has no known truth"));
    }
  }

  @Test
  void another_picture_of_somebody_is_refused() {
    for (String id : List.of("celeba/000005.jpg#1", "faces/test/7", "celeba/000005.jpg smile=1")) {
      assertTrue(refusal(() -> world.scene(id)).contains("reads celeba/FILE, but was " + id));
    }
  }

  @Test
  void labels_of_many_photographs_come_without_their_pictures() throws IOException {
    Path bare = Files.createDirectory(folder.resolve("bare"));
    for (String list : List.of("list_attr_celeba.txt", "list_eval_partition.txt")) {
      Files.copy(folder.resolve(list), bare.resolve(list));
    }
    AttributeProbabilities reader =
        new AttributeProbabilities("oracle", List.of("age", "Young"), images -> new float[0][]);

    boolean[][] labels = reader.labels(read(bare), Split.TEST, 8);

    for (int i = 0; i < labels.length; i++) {
      assertEquals(MiniatureCeleba.face(4 + i).label(Attribute.AGE), labels[i][0]);
      assertEquals(labels[i][0], !labels[i][1]);
    }
    assertThrows(UncheckedIOException.class, () -> read(bare).image(0));
  }

  @Test
  void it_has_a_version_no_noise_and_a_text_that_tells_its_pictures() {
    assertEquals("celeba", world.name());
    assertEquals(1, world.version());
    assertEquals(0, world.seed());
    assertTrue(world.toString().contains("celeba, side 64"), world.toString());
    assertEquals("Photograph[celeba/000005.jpg]", world.scene(Split.TEST, 0).toString());
  }

  /** What is said of the folder after one of its lists was changed. */
  private static String damaged(String list, UnaryOperator<String> change) throws IOException {
    Path copy = Files.createTempDirectory(folder, "damaged");
    for (String each : List.of("list_attr_celeba.txt", "list_eval_partition.txt")) {
      String text = Files.readString(folder.resolve(each));
      Files.writeString(copy.resolve(each), each.equals(list) ? change.apply(text) : text);
    }
    return refusal(() -> read(copy));
  }

  private static final String LABELS = "list_attr_celeba.txt";
  private static final String PARTS = "list_eval_partition.txt";

  @Test
  void damaged_lists_of_labels_are_refused_with_their_line() throws IOException {
    assertTrue(
        damaged(LABELS, t -> "").startsWith("line 1 of list_attr_celeba.txt has the number"));
    assertTrue(damaged(LABELS, t -> t.replaceFirst("12", "twelve")).contains("\"twelve\""));
    String zero = damaged(LABELS, t -> t.replaceFirst("jpg +-?1", "jpg 0"));
    assertTrue(zero.startsWith("line 3 of list_attr_celeba.txt has labels that are 1 or -1"), zero);
    String cut = damaged(LABELS, t -> t.substring(0, t.length() - 5));
    assertTrue(cut.startsWith("line 14 of list_attr_celeba.txt has a picture"), cut);
    String column = damaged(LABELS, t -> t.replaceFirst("Young", "Younger"));
    assertTrue(column.contains("there is no Young"), column);
    assertTrue(damaged(LABELS, t -> t.replaceFirst("000003", "000033")).startsWith("line 5 of"));
  }

  @Test
  void lists_that_name_other_pictures_are_refused() throws IOException {
    String fewer = damaged(LABELS, t -> t.substring(0, t.lastIndexOf("000012")));
    assertTrue(fewer.contains("the 12 pictures"), fewer);
    assertTrue(fewer.contains("has 11 and list_eval_partition.txt has 12"), fewer);
    String twice = damaged(LABELS, t -> t.replaceFirst("000012", "000011"));
    assertTrue(twice.contains("has 11"), twice);
    String more = damaged(PARTS, t -> t + "000013.jpg 1\n");
    assertTrue(more.contains("list_eval_partition.txt has 13"), more);
  }

  @Test
  void damaged_lists_of_parts_are_refused_with_their_line() throws IOException {
    String other = damaged(PARTS, t -> t.replaceFirst("000002.jpg 0", "000002.jpg 3"));
    assertTrue(other.startsWith("line 2 of list_eval_partition.txt has a picture"), other);
    assertTrue(other.contains("\"000002.jpg 3\""), other);
    assertTrue(damaged(PARTS, t -> t.replaceFirst(" 0", "")).startsWith("line 1 of"));
  }

  @Test
  void a_missing_list_and_a_missing_or_broken_picture_are_refused() throws IOException {
    assertTrue(
        refusal(() -> read(folder.resolve("nowhere"))).contains("nowhere/list_attr_celeba.txt"));

    Path copy = Files.createDirectory(folder.resolve("broken"));
    MiniatureCeleba.writeTo(copy);
    Path picture = copy.resolve("img_align_celeba/000005.jpg");
    Files.writeString(picture, "no picture");
    assertTrue(refusal(() -> read(copy).image(0)).contains("000005.jpg"));
    Files.delete(picture);
    assertTrue(refusal(() -> read(copy).image(0)).contains("000005.jpg"));
    assertFalse(Files.exists(picture));
  }
}
