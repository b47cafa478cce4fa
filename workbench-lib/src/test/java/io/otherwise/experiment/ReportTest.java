package io.otherwise.experiment;

import static io.otherwise.experiment.Toys.answers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.Provenance;
import io.otherwise.explain.Image;
import io.otherwise.metric.Population;
import io.otherwise.show.LineChart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static final MetricTable TABLE =
      MetricTable.of(Toys.Confidence.higher())
          .title("confidence")
          .row("a", answers(.9, .8, .2))
          .row("b", answers(.6, .6, .1));

  private static final LineChart CHART = LineChart.of("curve", "x", "y").line("a", 1, 3, 2);

  private static Report full() {
    return Report.of("Faces & <others>")
        .provenance("commit abc\nseed 0")
        .table(TABLE)
        .chart(CHART)
        .sheet(answers(.9, .2))
        .note("One query in ten shows no cue.");
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void one_call_writes_the_page_and_what_papers_and_spreadsheets_need(@TempDir Path folder)
      throws IOException {
    Path page = full().writeTo(folder.resolve("new"));
    assertEquals(folder.resolve("new").resolve("report.html"), page);
    assertEquals(
        Set.of(
            "report.html",
            "table-1.tex",
            "table-1.csv",
            "table-1-per-image.csv",
            "chart-1.svg",
            "chart-1.png"),
        names(page.getParent()));
  }

  @Test
  void the_page_needs_no_other_file_and_no_script() {
    String page = full().page();
    assertTrue(page.startsWith("<!DOCTYPE html>"));
    assertTrue(page.contains("<title>Faces &amp; &lt;others&gt;</title>"));
    String bare = page.replaceAll("src=\"data:image/png;base64,[A-Za-z0-9+/=]+\"", "");
    assertFalse(bare.contains("src=") || bare.contains("href=") || bare.contains("<script"));
  }

  @Test
  void parts_keep_their_order_and_the_provenance_ends_the_page() {
    String page = full().page();
    List<Integer> places =
        List.of(
            page.indexOf("<b>0.633</b>"),
            page.indexOf("alt=\"chart, curve"),
            page.indexOf("counterfactual"),
            page.indexOf("One query in ten"),
            page.indexOf("commit abc"));
    assertEquals(places.stream().sorted().toList(), places);
    assertTrue(places.get(0) > 0, "all parts are there");
  }

  @Test
  void the_latex_table_says_what_made_it(@TempDir Path folder) throws IOException {
    full().writeTo(folder);
    String latex = Files.readString(folder.resolve("table-1.tex"));
    assertTrue(latex.startsWith("% Faces & <others>\n% commit abc\n% seed 0\n% Brackets"), latex);
    assertTrue(latex.contains("\\begin{tabular}"));
    assertTrue(
        latex.lines().takeWhile(l -> !l.startsWith("\\begin")).allMatch(l -> l.startsWith("%")));
  }

  @Test
  void data_files_hold_what_the_tables_do(@TempDir Path folder) throws IOException {
    full().writeTo(folder);
    assertEquals(TABLE.csv(), Files.readString(folder.resolve("table-1.csv")));
    assertEquals(7, Files.readAllLines(folder.resolve("table-1-per-image.csv")).size());
    assertEquals(2 * CHART.width(), Image.read(folder.resolve("chart-1.png")).width());
  }

  @Test
  void tables_are_numbered(@TempDir Path folder) throws IOException {
    Report.of("two").table(TABLE).note("and").table(TABLE.title("again")).writeTo(folder);
    assertTrue(names(folder).containsAll(Set.of("table-1.tex", "table-2.tex")));
    assertTrue(Files.readString(folder.resolve("table-2.tex")).contains("% again"));
  }

  @Test
  void a_report_that_cannot_be_made_leaves_the_old_one(@TempDir Path folder) throws IOException {
    Path page = full().writeTo(folder);
    String before = Files.readString(page);
    Report broken = full().table(MetricTable.of(Toys.Confidence.higher().of(Population.ALL)));
    assertThrows(IllegalStateException.class, () -> broken.writeTo(folder));
    assertEquals(before, Files.readString(page));
    assertEquals(6, names(folder).size());
  }

  @Test
  void the_same_report_is_the_same_page() {
    assertEquals(full().page(), full().page());
  }

  @Test
  void a_recorded_provenance_is_shown_in_full() {
    Provenance provenance =
        new Provenance("abc", Map.of(), "cpu", Map.of(), Map.of("scale", 3), 7, "2026-01-01");
    Report report = Report.of("t").provenance(provenance);
    assertTrue(report.toHtml().text().contains("\"scale\" : 3"), report.toHtml().text());
    assertTrue(report.page().contains("&quot;scale&quot; : 3"));
  }

  @Test
  void withers_leave_the_original_alone() {
    Report empty = Report.of("t");
    empty.note("more");
    assertEquals(0, empty.parts().size());
    assertTrue(empty.toHtml().html().endsWith("</h1>\n"));
  }

  @Test
  void a_report_without_a_title_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> Report.of(" "));
  }
}
