package io.otherwise.show;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Many answers on a sheet, as papers print them: a column for each query, with factual,
 * counterfactual, difference and mask below each other. All differences have one scale.
 *
 * @param first how many answers are drawn; the summary is about all
 * @param pixels length of a picture's longer side
 * @param perRow the most queries side by side
 */
public record CounterfactualSheet(Counterfactuals answers, int first, int pixels, int perRow)
    implements Shown {
  public CounterfactualSheet {
    Objects.requireNonNull(answers, "answers");
    Pixels.checked(pixels);
    if (first < 0 || perRow < 1) {
      throw new IllegalArgumentException(
          ("a sheet draws 0 or more answers, 1 or more side by side, but was asked for %s and %s; "
                  + "20 and 8 fit a page")
              .formatted(first, perRow));
    }
  }

  public static CounterfactualSheet of(Counterfactuals answers) {
    return new CounterfactualSheet(answers, 20, 96, 8);
  }

  public CounterfactualSheet first(int n) {
    return new CounterfactualSheet(answers, n, pixels, perRow);
  }

  public CounterfactualSheet pixels(int side) {
    return new CounterfactualSheet(answers, first, side, perRow);
  }

  public CounterfactualSheet perRow(int queries) {
    return new CounterfactualSheet(answers, first, pixels, queries);
  }

  /** The grids, one below the other, with columns shared out evenly. */
  public List<ImageGrid> grids() {
    List<Counterfactual> drawn = answers.take(first).all();
    double scale = Change.scale(drawn);
    int blocks = (drawn.size() + perRow - 1) / perRow;
    int each = blocks == 0 ? 0 : (drawn.size() + blocks - 1) / blocks;
    List<ImageGrid> grids = new ArrayList<>();
    for (int from = 0; from < drawn.size(); from += each) {
      grids.add(grid(drawn.subList(from, Math.min(from + each, drawn.size())), scale));
    }
    return grids;
  }

  private ImageGrid grid(List<Counterfactual> some, double scale) {
    List<String> columns = some.stream().map(this::name).toList();
    List<ImageGrid.Row> rows = new ArrayList<>();
    rows.add(
        new ImageGrid.Row(
            "factual",
            some.stream()
                .map(a -> Tile.of(a.factual()).caption(Numbers.probability(a.targetBefore())))
                .toList()));
    rows.add(
        new ImageGrid.Row(
            "counterfactual", some.stream().map(CounterfactualSheet::edited).toList()));
    rows.add(
        new ImageGrid.Row(
            "difference", some.stream().map(a -> Tile.of(Change.picture(a, scale))).toList()));
    if (some.stream().anyMatch(a -> a.keptMask().isPresent())) {
      rows.add(
          new ImageGrid.Row("kept mask", some.stream().map(CounterfactualSheet::mask).toList()));
    }
    return new ImageGrid("", columns, rows, pixels);
  }

  private static Tile edited(Counterfactual answer) {
    return Tile.of(answer.edited())
        .caption(Numbers.probability(answer.targetAfter()))
        .mark(Mark.of(answer.flipped()));
  }

  private static Tile mask(Counterfactual answer) {
    Optional<Image> mask = answer.keptMask();
    return mask.isEmpty() ? Tile.BLANK : Tile.of(mask.get());
  }

  /** The image's own number; with the target where targets differ. */
  private String name(Counterfactual answer) {
    String id = answer.factual().id();
    String last = id.substring(id.lastIndexOf('/') + 1);
    return target().isPresent() ? last : last + " \u2192 " + answer.query().target();
  }

  private Optional<String> target() {
    List<String> all = answers.stream().map(a -> a.query().target()).distinct().toList();
    return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
  }

  @Override
  public Html toHtml() {
    int drawn = Math.min(first, answers.size());
    String heading =
        "Towards %s. %s".formatted(target().orElse("several classes"), Words.summary(answers));
    String p = "p(%s)".formatted(target().orElse("target"));
    String note =
        "Numbers: %s before and after. %s %s."
            .formatted(
                p, Change.legend(Change.scale(answers.take(first).all())), Words.origin(answers));
    String left = drawn == answers.size() ? "" : " The first %s are drawn.".formatted(drawn);
    StringBuilder html = new StringBuilder(Layout.heading(heading + left));
    grids().forEach(grid -> html.append(grid.toHtml().html()));
    html.append(Layout.note(note));
    return new Html(html.toString(), text(heading));
  }

  private String text(String heading) {
    StringBuilder out = new StringBuilder(heading);
    for (Counterfactual answer : answers.take(first)) {
      out.append(
          "%n  %s %s: p %s -> %s"
              .formatted(
                  Mark.of(answer.flipped()).sign(),
                  answer.query().id(),
                  Numbers.probability(answer.targetBefore()),
                  Numbers.probability(answer.targetAfter())));
    }
    return out.toString();
  }
}
