package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Image;
import io.otherwise.explain.Scores;
import io.otherwise.model.Classifier;
import io.otherwise.target.Labelled;
import io.otherwise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MistakesTest {
  private static final List<String> PETS = List.of("cat", "dog", "owl");

  private final Reader reader = new Reader(new ArrayList<>());

  /** Sees in a picture what its id begins with; notes how many it was asked at once. */
  private record Reader(List<Integer> chunks) implements Classifier {
    @Override
    public String name() {
      return "reader";
    }

    @Override
    public List<String> classes() {
      return PETS;
    }

    @Override
    public boolean binary() {
      return false;
    }

    @Override
    public Tensor logits(Tensor images) {
      throw new UnsupportedOperationException("ids are read on the heap");
    }

    @Override
    public List<Scores> score(List<Image> images) {
      chunks.add(images.size());
      return images.stream().map(Reader::read).toList();
    }

    private static Scores read(Image image) {
      float[] p = new float[PETS.size()];
      p[PETS.indexOf(image.id().split("/")[0])] = 1;
      return new Scores(PETS, p);
    }

    @Override
    public void close() {}
  }

  /** Of a class, taken for another one. */
  private static Labelled picture(String truth, String seen, int number) {
    return Labelled.of(Image.of(seen + "/" + number, 1, 1, new float[3]), truth);
  }

  private Mistakes some() {
    return Mistakes.of(
        reader,
        List.of(
            picture("cat", "cat", 0),
            picture("cat", "owl", 1),
            picture("dog", "cat", 2),
            picture("cat", "dog", 3),
            picture("dog", "cat", 4),
            picture("owl", "owl", 5),
            picture("cat", "owl", 6),
            picture("dog", "cat", 7)));
  }

  private static List<String> words(List<Mistakes.Confusion> confusions) {
    return confusions.stream().map(c -> c + " " + c.size()).toList();
  }

  @Test
  void what_is_not_seen_as_its_class_is_counted() {
    assertEquals(6, some().count());
    assertEquals("6 of 8 pictures are wrong", some().toString());
    assertEquals("cat", some().seen().get(4));
  }

  @Test
  void the_rate_has_the_interval_of_a_share() {
    assertEquals(.75, some().figure().value());
    assertTrue(some().figure().low() < .5 && some().figure().high() > .9);
    assertTrue(some().sample().share());
    assertEquals(.75, some().sample().value());
  }

  @Test
  void a_sample_has_one_for_each_mistake_in_order() {
    assertArrayEquals(new double[] {0, 1, 1, 1, 1, 0, 1, 1}, some().sample().values());
  }

  @Test
  void confusions_come_the_most_frequent_first_and_of_equal_ones_the_earlier() {
    assertEquals(
        List.of("dog seen as cat 3", "cat seen as owl 2", "cat seen as dog 1"),
        words(some().confusions()));
    Mistakes equal =
        Mistakes.of(reader, List.of(picture("owl", "dog", 0), picture("cat", "dog", 1)));
    assertEquals(List.of("owl seen as dog 1", "cat seen as dog 1"), words(equal.confusions()));
  }

  @Test
  void a_confusion_keeps_its_pictures_in_order() {
    List<String> ids =
        some().confusions().get(0).images().stream().map(l -> l.image().id()).toList();
    assertEquals(List.of("cat/2", "cat/4", "cat/7"), ids);
  }

  @Test
  void the_worst_of_each_class_leaves_out_its_rarer_ones() {
    assertEquals(
        List.of("dog seen as cat 3", "cat seen as owl 2"), words(some().worstOfEachClass()));
  }

  @Test
  void where_all_is_right_nothing_is_confused() {
    Mistakes none = Mistakes.of(reader, List.of(picture("cat", "cat", 0)));
    assertEquals(0, none.count());
    assertEquals(0, none.figure().low());
    assertEquals(List.of(), none.confusions());
    assertEquals(List.of(), none.worstOfEachClass());
  }

  @Test
  void joined_mistakes_are_those_of_all_pictures() {
    Mistakes both = some().and(Mistakes.of(reader, List.of(picture("owl", "cat", 9))));
    assertEquals(9, both.images().size());
    assertEquals(7, both.count());
    assertEquals(1, both.sample().values()[8]);
    assertEquals(4, both.confusions().size());
  }

  @Test
  void many_pictures_are_asked_in_chunks() {
    Mistakes.of(reader, Collections.nCopies(150, picture("cat", "dog", 0)));
    assertEquals(List.of(64, 64, 22), reader.chunks());
  }

  private static String refused(Runnable call) {
    return assertThrows(IllegalArgumentException.class, call::run).getMessage();
  }

  @Test
  void pictures_without_a_class_that_the_classifier_knows_are_refused_before_it_is_asked() {
    assertTrue(refused(() -> Mistakes.of(reader, List.of())).contains("there were none"));
    List<Labelled> unknown =
        Stream.concat(
                Stream.of(picture("cat", "cat", 0)),
                Labelled.unknown(List.of(Image.of("dog/1", 1, 1, new float[3]))).stream())
            .toList();
    assertEquals(
        "a mistake needs the class every image really shows, but that of dog/1 is unknown; give it"
            + " by Labelled.of(image, label)",
        refused(() -> Mistakes.of(reader, unknown)));
    assertTrue(
        refused(() -> Mistakes.of(reader, List.of(picture("cow", "cat", 0)))).contains("cow"));
    assertEquals(List.of(), reader.chunks());
  }
}
