package io.otherwise.show;

import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.Provenance;
import io.otherwise.attribution.Attribution;
import io.otherwise.explain.Cost;
import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.explain.Method;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import io.otherwise.explain.Scores;
import io.otherwise.world.WorldScene;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.table.Relation;

/** The one seam between values and whatever displays them. */
public final class Show {
  private static final int DRAWN = 40;
  private static final int PER_ROW = 8;

  private Show() {}

  /** What a value looks like; empty for values this project knows nothing about. */
  public static Optional<Html> html(Object value) {
    return Optional.ofNullable(value).map(Show::shown).map(Shown::toHtml);
  }

  private static Shown shown(Object value) {
    if (value instanceof Shown shown) {
      return shown;
    } else if (value instanceof Image image) {
      return picture(image);
    } else if (value instanceof Attribution map) {
      return one(Tile.of(HeatMap.of(map)).caption(HeatMap.name(map)));
    } else if (value instanceof Counterfactual answer) {
      return CounterfactualCard.of(answer);
    } else if (value instanceof Counterfactuals answers) {
      return CounterfactualSheet.of(answers);
    } else if (value instanceof Query query) {
      return query(query);
    } else if (value instanceof Queries queries) {
      return queries(queries);
    } else if (value instanceof Scores scores) {
      return ScoresHtml.of(scores);
    } else if (value instanceof Cost cost) {
      return Html.of(Words.cost(cost));
    } else if (value instanceof Chart<?, ?> chart) {
      return Charts.html(chart);
    } else if (value instanceof Relation table) {
      return Tables.of(table);
    } else if (value instanceof WorldScene scene) {
      return scene(scene);
    }
    return record(value);
  }

  /** Records of the lower layers, as name and value. */
  private static Shown record(Object value) {
    if (value instanceof Method method) {
      return Html.stacked(
          Tables.settings(method.name(), method.hyperparameters()),
          Html.of(method.citation() + " " + method.url()));
    } else if (value instanceof Manifest manifest) {
      return Html.stacked(
          Tables.settings(manifest.name(), Facts.of(manifest)), Facts.quality(manifest));
    } else if (value instanceof Provenance provenance) {
      return Tables.settings("provenance", Facts.of(provenance));
    }
    return null;
  }

  private static ImageGrid picture(Image image) {
    return one(
        Tile.of(image).caption("%s, %s x %s".formatted(image.id(), image.width(), image.height())));
  }

  private static ImageGrid query(Query query) {
    return one(Tile.of(query.factual()).caption(query.factual().id())).title(question(query));
  }

  private static Html scene(WorldScene scene) {
    Html picture = picture(scene.image()).toHtml();
    Html facts = Tables.settings("", scene.facts()).toHtml();
    return new Html(Layout.beside(picture.html(), facts.html()), scene.id() + "\n" + facts.text());
  }

  private static ImageGrid one(Tile tile) {
    return new ImageGrid("", List.of(), List.of(new ImageGrid.Row("", List.of(tile))), 0);
  }

  /** {@code young -> old}, or the target alone where the true label is unknown. */
  private static String question(Query query) {
    return query.trueLabel().map(label -> label + " ").orElse("") + "\u2192 " + query.target();
  }

  private static Html queries(Queries queries) {
    String left = queries.size() > DRAWN ? "; the first " + DRAWN + " are drawn" : "";
    List<Tile> tiles =
        queries.take(DRAWN).stream().map(q -> Tile.of(q.factual()).caption(question(q))).toList();
    List<ImageGrid.Row> rows = new ArrayList<>();
    for (int from = 0; from < tiles.size(); from += PER_ROW) {
      rows.add(new ImageGrid.Row("", tiles.subList(from, Math.min(from + PER_ROW, tiles.size()))));
    }
    String title = Numbers.count(queries.size(), "question") + left;
    return new ImageGrid(title, List.of(), rows, 96).toHtml();
  }
}
