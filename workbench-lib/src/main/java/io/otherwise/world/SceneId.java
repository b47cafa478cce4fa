package io.otherwise.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of a scene, read: {@code faces/test/7#2 smile=0.9}.
 *
 * @param shot another photo of the same person or plant; 0 is the first
 * @param edits in order
 */
public record SceneId(Split split, long index, long shot, List<Setting> edits) {
  private static final Pattern FORM =
      Pattern.compile(
          "(\\w+)/(train|tuning|test)/(\\d{1,18})(?:#(\\d{1,18}))?((?: [-\\w]+=[-\\w.]+)*)");
  private static final Pattern EDIT = Pattern.compile("([-\\w]+)=(\\S+)");

  public SceneId {
    edits = List.copyOf(edits);
  }

  /** One factor, by its key, and the value it is set to. */
  public record Setting(String factor, double value) {}

  /**
   * Reads an id of one world.
   *
   * @param example an id with an edit, to show somebody who is mistaken
   * @throws IllegalArgumentException if it names no scene of that world
   */
  public static SceneId of(String world, String id, String example) {
    Matcher form = FORM.matcher(id);
    if (!form.matches() || !form.group(1).equals(world)) {
      throw refused(world, id, example);
    }
    List<Setting> edits = new ArrayList<>();
    Matcher edit = EDIT.matcher(form.group(5));
    while (edit.find()) {
      try {
        edits.add(new Setting(edit.group(1), Double.parseDouble(edit.group(2))));
      } catch (NumberFormatException e) {
        throw refused(world, id, example);
      }
    }
    return new SceneId(
        Split.valueOf(form.group(2).toUpperCase(Locale.ROOT)),
        Long.parseLong(form.group(3)),
        form.group(4) == null ? 0 : Long.parseLong(form.group(4)),
        edits);
  }

  private static IllegalArgumentException refused(String world, String id, String example) {
    return new IllegalArgumentException(
        "the id of a scene reads "
            + world
            + "/SPLIT/INDEX, #SHOT and FACTOR=VALUE where needed, but was "
            + id
            + "; write for example "
            + example);
  }
}
