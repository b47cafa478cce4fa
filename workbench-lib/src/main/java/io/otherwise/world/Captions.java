package io.otherwise.world;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
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
    before.add("person");
    String first = before.get(0);
    String article = "aeiou".indexOf(first.charAt(0)) >= 0 ? "an " : "a ";
    String photo = article + String.join(" ", before);
    return "a photo of " + photo + with(worn(scene, mentioned));
  }

  private static List<String> worn(Scene scene, Set<Attribute> mentioned) {
    List<String> worn = new ArrayList<>();
    for (Attribute attribute : mentioned) {
      if (scene.label(attribute)) {
        switch (attribute) {
          case GLASSES -> worn.add("glasses");
          case BEARD -> worn.add("a beard");
          case HAIR -> worn.add("long hair");
          case BAGS -> worn.add("bags under the eyes");
          case LIPSTICK -> worn.add("lipstick");
          case SMILE, AGE, BLUR -> {}
        }
      }
    }
    return worn;
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
