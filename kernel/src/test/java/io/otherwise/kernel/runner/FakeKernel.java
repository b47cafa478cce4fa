package io.otherwise.kernel.runner;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.nio.file.Files;
import java.nio.file.Path;

/** A kernel whose language is one word and its argument a line: enough to test a client with. */
final class FakeKernel extends BaseKernel {
  private volatile Thread running;

  public static void main(String[] args) throws Exception {
    String connection = Files.readString(Path.of(args[0]));
    JupyterConnection jupyter = new JupyterConnection(KernelConnectionProperties.parse(connection));
    new FakeKernel().becomeHandlerForConnection(jupyter);
    jupyter.connect();
    jupyter.waitUntilClose();
  }

  @Override
  public DisplayData eval(String code) throws Exception {
    running = Thread.currentThread();
    DisplayData result = null;
    for (String line : code.strip().split("\n")) {
      String[] words = line.split(" ", 2);
      String argument = words.length > 1 ? words[1] : "";
      switch (words[0]) {
        case "print" -> System.out.println(argument);
        case "show" -> display(new DisplayData(argument));
        case "result" -> result = new DisplayData(argument);
        case "fail" -> throw new IllegalArgumentException(argument);
        case "sleep" -> Thread.sleep(Long.parseLong(argument));
        case "folder" -> System.out.println(Path.of("").toAbsolutePath());
        case "die" -> Runtime.getRuntime().halt(3);
        default -> throw new IllegalStateException("no such word: " + line);
      }
    }
    return result;
  }

  @Override
  public void interrupt() {
    running.interrupt();
  }

  @Override
  public LanguageInfo getLanguageInfo() {
    return new LanguageInfo.Builder("fake").version("1").build();
  }
}
