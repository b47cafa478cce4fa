package io.otherwise.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import io.otherwise.explain.Image;
import io.otherwise.show.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.QuickChart;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class NotebookTest {
  private static final class Recorder implements Screen {
    final List<DisplayData> displays = new ArrayList<>();
    final List<DisplayData> updates = new ArrayList<>();
    int cleared;
    private final Renderer renderer = new Renderer();

    @Override
    public Renderer renderer() {
      return renderer;
    }

    @Override
    public void display(DisplayData data) {
      displays.add(data);
    }

    @Override
    public void update(DisplayData data) {
      updates.add(data);
    }

    @Override
    public void clear(boolean wait) {
      cleared++;
    }
  }

  private final Recorder screen = new Recorder();

  @BeforeEach
  void attach() {
    Notebook.attach(screen);
  }

  private String shown(MIMEType type) {
    return String.valueOf(screen.displays.get(screen.displays.size() - 1).getData(type));
  }

  @Test
  void an_image_is_a_png_with_its_id_as_text() {
    Notebook.show(Image.of("faces/7", 1, 2, new float[6]));
    assertTrue(shown(MIMEType.IMAGE_PNG).startsWith("iVBORw0KGgo"));
    assertTrue(shown(MIMEType.TEXT_PLAIN).contains("faces/7"));
  }

  @Test
  void a_chart_is_png_and_svg() {
    Notebook.show(
        QuickChart.getChart("p(old)", "step", "p", "p", new double[] {0, 1}, new double[] {0, 1}));
    assertTrue(shown(MIMEType.IMAGE_PNG).startsWith("iVBORw0KGgo"));
    assertTrue(shown(MIMEType.IMAGE_SVG).contains("<svg"));
    assertEquals("chart p(old)", shown(MIMEType.TEXT_PLAIN));
  }

  @Test
  void a_table_is_html_with_escaped_text_and_image_cells() {
    Table table =
        Table.create("runs")
            .addColumns(
                StringColumn.create("<name>", "a<b", "c"), DoubleColumn.create("score", 0.5, 1.0));
    Notebook.show(table);
    String html = shown(MIMEType.TEXT_HTML);
    assertTrue(html.contains("&lt;name&gt;") && html.contains("a&lt;b"), html);
    assertTrue(html.contains("text-align:right\">0.5"), html);

    Image grey = Image.of("grey", 1, 1, new float[] {0.5f, 0.5f, 0.5f});
    Notebook.show(Tables.of(table, "picture", List.of(grey, grey)));
    assertTrue(shown(MIMEType.TEXT_HTML).contains("src=\"data:image/png;base64,"));
  }

  @Test
  void a_long_table_says_how_much_is_left_out() {
    Notebook.show(Table.create("t").addColumns(DoubleColumn.create("x", new double[1000])));
    assertTrue(shown(MIMEType.TEXT_HTML).contains("The first 50 of 1000 rows."));
  }

  @Test
  void html_and_plain_values_and_null_are_shown() {
    Notebook.show(Notebook.html("<b>bold</b>"), 42, null, new double[] {1.5});
    assertEquals("<b>bold</b>", screen.displays.get(0).getData(MIMEType.TEXT_HTML));
    assertEquals("bold", screen.displays.get(0).getData(MIMEType.TEXT_PLAIN));
    assertEquals("42", screen.displays.get(1).getData(MIMEType.TEXT_PLAIN));
    assertEquals("null", screen.displays.get(2).getData(MIMEType.TEXT_PLAIN));
    assertEquals("[1.5]", shown(MIMEType.TEXT_PLAIN));
  }

  @Test
  void a_display_is_updated_by_its_id() {
    String id = Notebook.display("before");
    Notebook.updateDisplay(id, "after");
    assertEquals(id, screen.updates.get(0).getDisplayId());
    assertEquals("after", screen.updates.get(0).getData(MIMEType.TEXT_PLAIN));
    Notebook.clearOutput();
    assertEquals(1, screen.cleared);
  }

  @Test
  void elements_pass_a_progress_display_unchanged() {
    List<Integer> seen = new ArrayList<>();
    for (int each : Notebook.progress("numbers", List.of(3, 4, 5))) {
      seen.add(each);
    }
    assertEquals(List.of(3, 4, 5), seen);
    assertEquals(1, screen.displays.size());
    assertFalse(screen.updates.isEmpty());
    String last = lastUpdate();
    assertTrue(last.contains("numbers 3/3 (100 %)"), last);
    assertEquals(6L, Notebook.progress("s", Stream.of(1, 2, 3), 3).mapToLong(i -> i).sum());
    int count = 0;
    for (int i : Notebook.progress(4)) {
      count += i;
    }
    assertEquals(6, count);
  }

  private String lastUpdate() {
    DisplayData last = screen.updates.get(screen.updates.size() - 1);
    return String.valueOf(last.getData(MIMEType.TEXT_PLAIN));
  }

  @Test
  void progress_shows_at_most_ten_states_a_second_and_always_the_last() {
    long[] now = new long[1];
    List<ProgressLine> lines = new ArrayList<>();
    ProgressDisplay display = new ProgressDisplay("steps", 1000, lines::add, () -> now[0]);
    for (int i = 1; i <= 1000; i++) {
      now[0] += 1_000_000;
      display.at(i, 1000, "step " + i);
    }
    assertTrue(lines.size() <= 12, () -> lines.size() + " states in one second");
    assertEquals(1000, lines.get(lines.size() - 1).done());
    assertInstanceOf(io.otherwise.explain.Progress.class, display);
  }

  @Test
  void a_progress_line_tells_the_time_left() {
    assertEquals(
        "faces 10/40 (25 %), 0:05 so far, 0:15 left, face 9",
        new ProgressLine("faces", 10, 40, "face 9", 5).text());
    assertEquals("40/40 (100 %), 1:01:01", new ProgressLine("", 40, 40, "", 3661).text());
    assertEquals("7, 0:02 so far", new ProgressLine("", 7, 0, "", 2).text());
    assertTrue(new ProgressLine("a<b", 1, 2, "", 0).html().contains("a&lt;b"));
  }

  @Test
  void a_parameter_keeps_its_default_and_reads_what_is_set() {
    assertEquals(5, Notebook.param("surely_not_set", 5));
    assertEquals("x", Notebook.param("surely_not_set", "x"));
    assertEquals(7, Param.read("n", " 7 ", 5, "a whole number", Integer::parseInt));
    assertTrue(Param.read("n", "yes", false, "true or false", Param::parseSwitch));
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> Param.read("steps", "many", 5, "a whole number", Integer::parseInt));
    assertEquals(
        "NB_steps must be a whole number, but was many; unset it to use the notebook's own 5",
        refusal.getMessage());
  }

  @Test
  void attaching_to_a_kernel_that_is_not_there_says_so() {
    assertTrue(
        assertThrows(IllegalStateException.class, Notebook::attach)
            .getMessage()
            .startsWith("attach() is for the stock IJava kernel"));
  }
}
