package io.otherwise.show;

import io.otherwise.explain.Scores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A classifier's answers as a small table, most probable classes first. */
final class ScoresHtml {
  /** More classes than a reader compares are left out. */
  private static final int SHOWN = 6;

  private static final String TABLE =
      "<table style=\"border-collapse:collapse;font-size:13px;margin:0\">";
  private static final String CELL = "border:none;background:none;padding:2px 10px;text-align:";

  private ScoresHtml() {}

  static Html of(Scores scores) {
    List<String> classes = chosen(scores, scores, "");
    return table(
        List.of("class", "p"),
        classes,
        name -> List.of(Numbers.probability(scores.of(name))),
        scores.best());
  }

  static Html of(Scores before, Scores after, String target) {
    return table(
        List.of("class", "before", "after"),
        chosen(before, after, target),
        name -> List.of(Numbers.probability(before.of(name)), Numbers.probability(after.of(name))),
        target);
  }

  /** The target and those that are most probable in either, in the classifier's order. */
  private static List<String> chosen(Scores before, Scores after, String target) {
    List<String> classes = before.classes();
    Comparator<String> falling =
        Comparator.comparingDouble(name -> -Math.max(before.of(name), after.of(name)));
    List<String> best =
        new ArrayList<>(
            classes.stream()
                .sorted(
                    Comparator.comparing((String n) -> !n.equals(target)).thenComparing(falling))
                .limit(SHOWN)
                .toList());
    if (classes.size() > SHOWN) {
      return best;
    }
    best.sort(Comparator.comparingInt(classes::indexOf));
    return best;
  }

  private static Html table(
      List<String> head, List<String> classes, Function<String, List<String>> values, String bold) {
    StringBuilder html = new StringBuilder(TABLE);
    StringBuilder text = new StringBuilder(String.join(" | ", head));
    html.append(row("th", head, false));
    for (String name : classes) {
      List<String> cells = new ArrayList<>(List.of(name));
      cells.addAll(values.apply(name));
      html.append(row("td", cells, name.equals(bold)));
      text.append('\n').append(String.join(" | ", cells));
    }
    return new Html(html.append("</table>\n").toString(), text.toString());
  }

  private static String row(String tag, List<String> cells, boolean bold) {
    return IntStream.range(0, cells.size())
        .mapToObj(i -> cell(tag, i == 0 ? "left" : "right", cells.get(i), bold))
        .collect(Collectors.joining("", "<tr style=\"background:none\">", "</tr>"));
  }

  private static String cell(String tag, String align, String content, boolean bold) {
    String inner = Html.escaped(content);
    return "<%1$s align=\"%2$s\" style=\"%3$s%2$s\">%4$s</%1$s>"
        .formatted(tag, align, CELL, bold ? "<b>" + inner + "</b>" : inner);
  }
}
