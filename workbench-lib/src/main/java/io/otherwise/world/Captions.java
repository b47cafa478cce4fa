package io.otherwise.world;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One sentence about a scene, such as "a photo of a smiling old person with glasses". */
public final class Captions {
  private Captions() {}

  /** Names every attribute whose label is true. */
  public static String of(Scene scene) {
    return of(scene, EnumSet.allOf(Attribute.class));
  }

  /**
   * Names the attributes that are both true and asked for. Asked for age alone, it names youth too:
   * "a photo of a young person".
   */
  public static String of(Scene scene, Set<Attribute> mentioned) {
    List<String> before = new ArrayList<>();
    for (Attribute attribute : List.of(Attribute.BLUR, Attribute.SMILE, Attribute.AGE)) {
      if (mentioned.contains(attribute) && scene.label(attribute)) {
        before.add(attribute.positive());
      }
    }
    if (mentioned.equals(EnumSet.of(Attribute.AGE)) && before.isEmpty()) {
      before.add(Attribute.AGE.negative());
    }
    return "a photo of " + article(before) + with(worn(scene, mentioned));
  }

  /**
   * Names the side of every mentioned attribute: "a photo of a not smiling person with glasses".
   */
  public static String sides(Scene scene, Set<Attribute> mentioned) {
    Map<Attribute, Boolean> said = new EnumMap<>(Attribute.class);
    mentioned.forEach(attribute -> said.put(attribute, scene.label(attribute)));
    return sides(said);
  }

  /** Names one side each of some attributes; the prompt of a class where it is one alone. */
  public static String sides(Map<Attribute, Boolean> said) {
    List<String> before = new ArrayList<>();
    for (Attribute attribute : List.of(Attribute.BLUR, Attribute.SMILE, Attribute.AGE)) {
      if (said.containsKey(attribute)) {
        before.add(said.get(attribute) ? attribute.positive() : attribute.negative());
      }
    }
    List<String> worn = new ArrayList<>();
    said.forEach((attribute, yes) -> worn.addAll(yes ? worn(attribute) : without(attribute)));
    return "a photo of " + article(before) + with(worn);
  }

  private static List<String> without(Attribute attribute) {
    return switch (attribute) {
      case BAGS -> List.of("no bags under the eyes");
      case GLASSES, BEARD, HAIR, LIPSTICK -> List.of(attribute.negative());
      case SMILE, AGE, BLUR -> List.of();
    };
  }

  /** "an old person" of "old". */
  private static String article(List<String> before) {
    String person = String.join(" ", before) + (before.isEmpty() ? "" : " ") + "person";
    return ("aeiou".indexOf(person.charAt(0)) >= 0 ? "an " : "a ") + person;
  }

  private static List<String> worn(Scene scene, Set<Attribute> mentioned) {
    List<String> worn = new ArrayList<>();
    for (Attribute attribute : mentioned) {
      if (scene.label(attribute)) {
        worn.addAll(worn(attribute));
      }
    }
    return worn;
  }

  private static List<String> worn(Attribute attribute) {
    return switch (attribute) {
      case GLASSES -> List.of("glasses");
      case BEARD -> List.of("a beard");
      case HAIR -> List.of("long hair");
      case BAGS -> List.of("bags under the eyes");
      case LIPSTICK -> List.of("lipstick");
      case SMILE, AGE, BLUR -> List.of();
    };
  }

  private static String with(List<String> worn) {
    if (worn.isEmpty()) {
      return "";
    }
    int last = worn.size() - 1;
    String head = String.join(", ", worn.subList(0, last));
    return " with " + (last == 0 ? "" : head + " and ") + worn.get(last);
  }
}
