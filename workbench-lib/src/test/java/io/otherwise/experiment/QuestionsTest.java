package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Image;
import io.otherwise.explain.Queries;
import io.otherwise.model.Classifier;
import io.otherwise.model.HeapClassifier;
import io.otherwise.world.Split;
import io.otherwise.world.World;
import io.otherwise.world.WorldScene;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class QuestionsTest {
  /** Picture i of a class is called CLASS/i. */
  private static final class Numbered implements World {
    @Override
    public String name() {
      return "numbered";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public long seed() {
      return 0;
    }

    @Override
    public List<String> classes() {
      return List.of("young", "old");
    }

    @Override
    public WorldScene scene(Split split, long index) {
      throw new UnsupportedOperationException("has pictures alone");
    }

    @Override
    public WorldScene scene(String id) {
      throw new UnsupportedOperationException("has pictures alone");
    }

    @Override
    public Queries queries(String target, Split split, int n) {
      String actual = target.equals("old") ? "young" : "old";
      return new Queries(
          IntStream.range(0, n)
              .mapToObj(i -> Image.of(actual + "/" + i, 1, 1, new float[3]).towards(target))
              .toList());
    }
  }

  /** Wrong about some of the numbers. */
  private static Classifier wrong(IntPredicate about) {
    return HeapClassifier.ages(
        "wrong",
        image -> {
          String[] id = image.id().split("/");
          return id[0].equals("old") != about.test(Integer.parseInt(id[1])) ? .9 : .1;
        });
  }

  private static Classifier named(String... classes) {
    return new HeapClassifier("wrong", List.of(classes), image -> null);
  }

  private static final World WORLD = new Numbered();
  private static final Classifier EVEN = wrong(i -> i % 2 == 0);

  private static List<String> ids(Queries queries) {
    return queries.stream().map(q -> q.factual().id()).toList();
  }

  private static String refusal(Executable wrong) {
    String message = assertThrows(IllegalArgumentException.class, wrong).getMessage();
    assertFalse(message.contains("\n") || message.contains(". "), message);
    return message;
  }

  @Test
  void pictures_that_are_taken_for_the_target_are_passed_over() {
    Queries three = Questions.towards(WORLD, "old", Split.TEST, 3, EVEN);
    assertEquals(List.of("young/1", "young/3", "young/5"), ids(three));
  }

  @Test
  void fewer_questions_are_the_beginning_of_more() {
    List<String> many = ids(Questions.towards(WORLD, "old", Split.TEST, 40, EVEN));
    assertEquals(40, many.size());
    assertEquals(many.subList(0, 5), ids(Questions.towards(WORLD, "old", Split.TEST, 5, EVEN)));
  }

  @Test
  void several_classifiers_can_be_asked_the_same() {
    Classifier thirds = wrong(i -> i % 3 == 0);
    Queries both = Questions.towards(WORLD, "young", Split.TEST, 3, EVEN, thirds);
    assertEquals(List.of("old/1", "old/5", "old/7"), ids(both));
  }

  @Test
  void without_a_classifier_all_are_asked() {
    Queries two = Questions.towards(WORLD, "young", Split.TEST, 2);
    assertEquals(List.of("old/0", "old/1"), ids(two));
  }

  @Test
  void both_directions_take_turns() {
    Queries five = Questions.bothWays(WORLD, Split.TEST, 5, EVEN);
    assertEquals(List.of("young/1", "old/1", "young/3", "old/3", "young/5"), ids(five));
    assertEquals("young", five.get(1).target());
  }

  @Test
  void no_question_is_no_error() {
    assertEquals(0, Questions.bothWays(WORLD, Split.TEST, 0, EVEN).size());
  }

  @Test
  void a_classifier_that_always_says_the_target_leaves_nothing_to_ask() {
    Classifier always = wrong(i -> true);
    String message = refusal(() -> Questions.towards(WORLD, "old", Split.TEST, 2, always));
    assertTrue(message.contains("only 0 of 2"), message);
  }

  @Test
  void both_ways_needs_two_classes_and_known_ones() {
    Classifier three = named("a", "b", "c");
    String message = refusal(() -> Questions.bothWays(WORLD, Split.TEST, 2, three));
    assertTrue(message.contains("has 3"), message);
    Classifier others = named("no smile", "smile");
    assertThrows(
        IllegalArgumentException.class,
        () -> Questions.towards(WORLD, "old", Split.TEST, 1, others));
  }
}
