package io.otherwise.kernel;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.util.Collection;
import java.util.Iterator;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What cells call. The kernel imports all of it; on the stock IJava kernel a start-up script calls
 * {@link #attach()} and imports it.
 *
 * <pre>{@code
 * show(image, chart, table);
 * for (Query query : progress("queries", queries)) { ... }
 * int steps = param("steps", 50);          // NB_steps=10 in the environment changes it
 * }</pre>
 */
public final class Notebook {
  /** The screen of this process's one notebook; plain text until a kernel attaches. */
  private static volatile Screen screen = Screen.ofText(System.out);

  private Notebook() {}

  static void attach(Screen kernel) {
    Renderers.addTo(kernel.renderer());
    screen = kernel;
  }

  /**
   * Attaches to the stock IJava kernel of this process.
   *
   * @throws IllegalStateException if no IJava kernel runs here
   */
  public static void attach() {
    try {
      Class<?> stock = Class.forName("io.github.spencerpark.ijava.IJava");
      attach(Screen.of((BaseKernel) stock.getMethod("getKernelInstance").invoke(null)));
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new IllegalStateException(
          "attach() is for the stock IJava kernel, but none runs in this process; leave the call"
              + " out in any other kernel",
          e);
    }
  }

  /** Shows each value below the cell, drawn as the last expression of a cell would be. */
  public static void show(Object... values) {
    if (values == null) {
      display((Object) null);
      return;
    }
    for (Object value : values) {
      display(value);
    }
  }

  /**
   * Shows a value and returns its display id for {@link #updateDisplay}. Follow it with a
   * semicolon, or the id is shown too.
   */
  public static String display(Object value) {
    String id = UUID.randomUUID().toString();
    screen.display(drawn(id, value));
    return id;
  }

  /** Replaces what {@link #display} has shown. */
  public static void updateDisplay(String id, Object value) {
    screen.update(drawn(id, value));
  }

  private static DisplayData drawn(String id, Object value) {
    DisplayData data = new DisplayData(Renderers.render(screen.renderer(), value));
    data.setDisplayId(id);
    return data;
  }

  /** Removes the output of the cell so far. */
  public static void clearOutput() {
    clearOutput(false);
  }

  /**
   * Removes the output of the cell so far.
   *
   * @param wait true to keep it until there is new output, which avoids flicker
   */
  public static void clearOutput(boolean wait) {
    screen.clear(wait);
  }

  /** A fragment of HTML as a value to show. */
  public static Html html(String fragment) {
    return new Html(fragment, fragment.replaceAll("<[^>]*>", ""));
  }

  /**
   * A progress display to report to; give it to whatever takes a progress listener.
   *
   * @param total all units of work, or 0 if unknown
   */
  public static ProgressDisplay progress(String label, long total) {
    String id = UUID.randomUUID().toString();
    boolean[] exists = new boolean[1];
    return new ProgressDisplay(
        label,
        total,
        line -> {
          DisplayData data = drawn(id, new Html(line.html(), line.text()));
          if (exists[0]) {
            screen.update(data);
          } else {
            screen.display(data);
          }
          exists[0] = true;
        },
        System::nanoTime);
  }

  /** A progress display whose total becomes known with the first report. */
  public static ProgressDisplay progress(String label) {
    return progress(label, 0);
  }

  /** The same elements, with a progress display as they are taken. */
  public static <T> Iterable<T> progress(String label, Iterable<T> elements) {
    long total = elements instanceof Collection<?> known ? known.size() : 0;
    return () -> watched(elements.iterator(), progress(label, total));
  }

  /** The same elements, with a progress display as they are taken. */
  public static <T> Iterable<T> progress(Iterable<T> elements) {
    return progress("", elements);
  }

  /** The same stream, with a progress display as its elements pass. */
  public static <T> Stream<T> progress(String label, Stream<T> elements, long total) {
    ProgressDisplay display = progress(label, total);
    return elements.peek(element -> display.step());
  }

  /** The numbers from 0 to {@code count - 1}, with a progress display as they are taken. */
  public static Iterable<Integer> progress(int count) {
    return progress("", IntStream.range(0, count).boxed().toList());
  }

  private static <T> Iterator<T> watched(Iterator<T> elements, ProgressDisplay display) {
    return new Iterator<>() {
      private boolean working;

      @Override
      public boolean hasNext() {
        finishElement();
        boolean more = elements.hasNext();
        if (!more) {
          display.finish();
        }
        return more;
      }

      @Override
      public T next() {
        finishElement();
        T element = elements.next();
        working = true;
        return element;
      }

      /** The element handed out before is done when the next is asked for. */
      private void finishElement() {
        if (working) {
          working = false;
          display.step();
        }
      }
    };
  }

  /** A whole number that {@code NB_name} in the environment changes. */
  public static int param(String name, int value) {
    return Param.of(name, value, "a whole number", Integer::parseInt);
  }

  /** A number that {@code NB_name} in the environment changes. */
  public static double param(String name, double value) {
    return Param.of(name, value, "a number", Double::parseDouble);
  }

  /** A text that {@code NB_name} in the environment changes. */
  public static String param(String name, String value) {
    return Param.of(name, value, "a text", text -> text);
  }

  /** A switch that {@code NB_name=true} or {@code NB_name=false} in the environment changes. */
  public static boolean param(String name, boolean value) {
    return Param.of(name, value, "true or false", Param::parseSwitch);
  }
}
