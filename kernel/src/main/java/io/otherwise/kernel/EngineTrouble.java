package io.otherwise.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognises that the tensor engine could not be loaded, whatever the layer that noticed. The
 * kernel itself needs no engine, so a cell that does must say so in a sentence and not in forty
 * frames.
 */
final class EngineTrouble {
  /** What the tensor layer says; the JVM repeats it in the errors that follow the first. */
  private static final Pattern TOLD =
      Pattern.compile("networks run on the PyTorch engine.*?(?= \\[in thread|$)");

  private EngineTrouble() {}

  /** The sentence to show, or empty if the exception is about something else. */
  static Optional<String> sentence(Throwable thrown) {
    List<Throwable> chain = chain(thrown);
    for (Throwable e : chain) {
      Matcher told = TOLD.matcher(String.valueOf(e.getMessage()));
      if (told.find()) {
        return Optional.of(told.group());
      }
    }
    for (Throwable e : chain) {
      if (isEngine(e)) {
        return Optional.of(
            "networks need the PyTorch engine, but it could not be loaded ("
                + reason(e)
                + "); put pytorch-engine, pytorch-jni and pytorch-native-cpu of one version beside the"
                + " kernel and restart it");
      }
    }
    return Optional.empty();
  }

  /** An exception and its causes, each once. */
  private static List<Throwable> chain(Throwable thrown) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable e = thrown; e != null && !chain.contains(e); e = e.getCause()) {
      chain.add(e);
    }
    return chain;
  }

  private static boolean isEngine(Throwable e) {
    String message = String.valueOf(e.getMessage());
    boolean engine = e.getClass().getName().equals("ai.djl.engine.EngineException");
    boolean loading =
        message.contains("Failed to load PyTorch")
            || message.contains("No deep learning engine")
            || message.contains("Deep learning engine not found");
    boolean link = e instanceof UnsatisfiedLinkError || e instanceof NoClassDefFoundError;
    String lower = message.toLowerCase(Locale.ROOT);
    boolean ours = lower.contains("djl") || lower.contains("torch");
    return engine && loading || link && ours;
  }

  private static String reason(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String text = ErrorText.headline(root).lines().findFirst().orElse("no reason given");
    return text.length() > 160 ? text.substring(0, 160) + "..." : text;
  }
}
