package io.otherwise.world;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a scene back from its id. */
final class SceneId {
  private SceneId() {}

  private static final Pattern FORM =
      Pattern.compile(
          "faces/(train|tuning|test)/(\\d{1,18})(?:#(\\d{1,18}))?((?: \\w+=[-\\w.]+)*)");

  static Scene parse(FaceWorld world, String id) {
    Matcher form = FORM.matcher(id);
    if (!form.matches()) {
      throw refused(id);
    }
    Split split = Split.valueOf(form.group(1).toUpperCase(Locale.ROOT));
    long shot = form.group(3) == null ? 0 : Long.parseLong(form.group(3));
    Scene scene = world.shot(split, Long.parseLong(form.group(2)), shot);
    Matcher edit = Pattern.compile("(\\w+)=(\\S+)").matcher(form.group(4));
    while (edit.find()) {
      scene = scene.with(edit.group(1), number(id, edit.group(2)));
    }
    return scene;
  }

  private static double number(String id, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw refused(id);
    }
  }

  private static IllegalArgumentException refused(String id) {
    return new IllegalArgumentException(
        "the id of a scene reads faces/SPLIT/INDEX, #SHOT and ATTRIBUTE=VALUE where needed, but"
            + " was "
            + id
            + "; write for example faces/test/7 smile=0.9");
  }
}
