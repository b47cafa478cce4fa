package io.otherwise.kernel;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.Renderer;

/** Where {@link Notebook} shows things: our kernel, the stock IJava kernel, or plain text. */
interface Screen {
  Renderer renderer();

  void display(DisplayData data);

  /** Replaces what was shown under the data's display id. */
  void update(DisplayData data);

  /** Removes the cell's output; with {@code wait}, when the next output comes. */
  void clear(boolean wait);

  /** The screen of any kernel on the base library that shows through its streams. */
  static Screen of(BaseKernel kernel) {
    return new Screen() {
      @Override
      public Renderer renderer() {
        return kernel.getRenderer();
      }

      @Override
      public void display(DisplayData data) {
        kernel.display(data);
      }

      @Override
      public void update(DisplayData data) {
        kernel.getIO().display.updateDisplay(data.getDisplayId(), data);
      }

      @Override
      public void clear(boolean wait) {
        // The base library's streams have no such message; the output stays.
      }
    };
  }

  /** Prints the text of what is shown, where no kernel runs. */
  static Screen ofText(java.io.PrintStream out) {
    Renderer renderer = new Renderer();
    return new Screen() {
      @Override
      public Renderer renderer() {
        return renderer;
      }

      @Override
      public void display(DisplayData data) {
        out.println(
            data.getData(io.github.spencerpark.jupyter.kernel.display.mime.MIMEType.TEXT_PLAIN));
      }

      @Override
      public void update(DisplayData data) {
        display(data);
      }

      @Override
      public void clear(boolean wait) {}
    };
  }
}
