package io.otherwise.kernel;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.RenderFunction;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.Provenance;
import io.otherwise.explain.Cost;
import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.explain.Method;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import io.otherwise.explain.Scores;
import io.otherwise.image.Png;
import io.otherwise.show.Show;
import io.otherwise.show.Shown;
import io.otherwise.world.WorldScene;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.table.Relation;

/**
 * How values are drawn: charts as PNG and SVG, images as PNG, tables and the workbench's own types
 * as pages. Everything else is its text.
 */
final class Renderers {
  /** The workbench's types that are shown as pages. */
  private static final List<Class<?>> PAGES =
      List.of(
          Shown.class,
          Counterfactual.class,
          Counterfactuals.class,
          Query.class,
          Queries.class,
          Scores.class,
          Cost.class,
          WorldScene.class,
          Method.class,
          Manifest.class,
          Provenance.class,
          Relation.class);

  /** Elements of an array that are printed, at most. */
  private static final int ELEMENTS = 1000;

  private Renderers() {}

  /** Teaches a renderer all our types. */
  static void addTo(Renderer renderer) {
    renderer
        .createRegistration(Chart.class)
        .preferring(MIMEType.IMAGE_PNG, MIMEType.IMAGE_SVG)
        .register(
            (chart, context) -> {
              context.renderIfRequested(MIMEType.IMAGE_PNG, () -> base64(png(chart)));
              context.renderIfRequested(MIMEType.IMAGE_SVG, () -> svg(chart));
              context.renderIfRequested(
                  MIMEType.TEXT_PLAIN, () -> "chart " + String.valueOf(chart.getTitle()));
            });
    renderer
        .createRegistration(Image.class)
        .preferring(MIMEType.IMAGE_PNG)
        .register(
            (image, context) -> {
              context.renderIfRequested(MIMEType.IMAGE_PNG, () -> base64(Png.encode(image)));
              context.renderIfRequested(MIMEType.TEXT_PLAIN, image::toString);
            });
    // Our kernel asks Show itself; the stock one knows registered types alone.
    PAGES.forEach(type -> html(renderer, type, Renderers::page));
  }

  private static String page(Object value) {
    return Show.html(value).map(page -> page.html()).orElseGet(() -> text(value));
  }

  /** Registers a type that some function draws as HTML; its text is its {@code toString}. */
  private static <T> void html(
      Renderer renderer, Class<T> type, Function<? super T, String> drawing) {
    RenderFunction<T> both =
        (value, context) -> {
          context.renderIfRequested(MIMEType.TEXT_HTML, () -> drawing.apply(value));
          context.renderIfRequested(MIMEType.TEXT_PLAIN, value::toString);
        };
    renderer
        .createRegistration(type)
        .preferring(MIMEType.TEXT_HTML, MIMEType.TEXT_PLAIN)
        .register(both);
  }

  /** Draws any value; null and arrays as text. */
  static DisplayData render(Renderer renderer, Object value) {
    if (value instanceof DisplayData ready) {
      return ready;
    }
    if (value == null || value.getClass().isArray()) {
      return new DisplayData(text(value));
    }
    if (value instanceof Chart<?, ?>) {
      return renderer.render(value);
    }
    return shown(value)
        .map(page -> value instanceof Image ? withPng(renderer.render(value), page) : page)
        .orElseGet(() -> renderer.render(value));
  }

  /** A picture is shown enlarged where HTML is, and stays a PNG for everything else. */
  private static DisplayData withPng(DisplayData png, DisplayData page) {
    png.putHTML(String.valueOf(page.getData(MIMEType.TEXT_HTML)));
    return png;
  }

  /** What the workbench itself shows of a value: pages for its own types, nothing for others. */
  private static Optional<DisplayData> shown(Object value) {
    return Show.html(value)
        .map(
            page -> {
              DisplayData data = new DisplayData(page.text());
              data.putHTML(page.html());
              return data;
            });
  }

  /** The text of a value, arrays by their elements. */
  static String text(Object value) {
    if (value == null || !value.getClass().isArray()) {
      return String.valueOf(value);
    }
    int length = java.lang.reflect.Array.getLength(value);
    Object[] shown = new Object[Math.min(length, ELEMENTS)];
    Arrays.setAll(shown, i -> java.lang.reflect.Array.get(value, i));
    String text = Arrays.deepToString(shown);
    return length <= ELEMENTS
        ? text
        : text.substring(0, text.length() - 1) + ", ... " + (length - ELEMENTS) + " more]";
  }

  private static byte[] png(Chart<?, ?> chart) {
    try {
      return BitmapEncoder.getBitmapBytes(chart, BitmapFormat.PNG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String svg(Chart<?, ?> chart) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      VectorGraphicsEncoder.saveVectorGraphic(chart, bytes, VectorGraphicsFormat.SVG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
