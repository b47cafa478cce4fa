package io.otherwise.tensor;

import ai.djl.engine.EngineException;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.ScriptCall;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A TorchScript file made elsewhere, such as by {@code torch.jit.save} in Python: one tensor in,
 * one tensor out, in evaluation mode, with frozen weights and gradients for its input.
 */
public final class ForeignNetwork implements AutoCloseable {
  private final Path file;
  private final PtSymbolBlock block;
  private boolean closed;

  private ForeignNetwork(Path file, PtSymbolBlock block) {
    this.file = file;
    this.block = block;
  }

  /**
   * Loads a file.
   *
   * @throws UncheckedIOException if it is missing, broken or no TorchScript file
   */
  public static ForeignNetwork open(Path file) {
    check(file);
    PtNDManager manager = Torch.root();
    // Loading by path would happen in inference mode, which forbids every gradient.
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      PtSymbolBlock block = JniUtils.loadModule(manager, in, false, false);
      JniUtils.enableInferenceMode(block);
      block.freezeParameters(true);
      return new ForeignNetwork(file, block);
    } catch (IOException e) {
      throw refused(file, "could not be read", e);
    } catch (EngineException e) {
      throw refused(
          file, "the engine could not load it (" + firstLine(e) + ")", new IOException(e));
    }
  }

  /** What the engine says of other files is long and names none of the causes. */
  private static void check(Path file) {
    if (!Files.isRegularFile(file)) {
      throw refused(file, "there is no such file", new java.io.FileNotFoundException("" + file));
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      if (zip.stream().noneMatch(e -> e.getName().contains("/code/"))) {
        throw refused(file, "it holds weights without code", new IOException("no code"));
      }
    } catch (ZipException e) {
      throw refused(file, "it is no whole zip archive", e);
    } catch (IOException e) {
      throw refused(file, "could not be read", e);
    }
  }

  private static UncheckedIOException refused(Path file, String what, IOException cause) {
    return new UncheckedIOException(
        "a foreign network is a whole file written by torch.jit.save, but of "
            + file
            + " "
            + what
            + "; export it again with torch.jit.script(model.eval()).save(path)",
        cause);
  }

  private static String firstLine(Throwable e) {
    String text = String.valueOf(e.getMessage());
    return text.lines().filter(l -> !l.isBlank()).findFirst().orElse(text).strip();
  }

  /**
   * Runs the network's {@code forward}.
   *
   * @throws IllegalArgumentException if it refuses this input or answers with anything but one
   *     tensor
   */
  public Tensor run(Tensor input) {
    Scope scope = Scope.innermost();
    PtNDManager prepared = Torch.root();
    if (closed || !prepared.isOpen()) {
      throw new IllegalStateException("the network " + file + " was closed; open it again");
    }
    try (IValue argument = IValue.from(input.array());
        IValue answer = ScriptCall.run(block, "forward", argument)) {
      if (!answer.isTensor()) {
        throw new IllegalArgumentException(
            "a foreign network answers with one tensor, but "
                + file
                + " answers with "
                + answer.getType()
                + "; wrap the model so that forward returns the logits alone");
      }
      return Tensor.wrap(scope, answer.toTensor(scope.manager()));
    } catch (EngineException e) {
      throw new IllegalArgumentException(
          "a foreign network takes the input it was made for, but "
              + file
              + " failed on "
              + input
              + " ("
              + cause(e)
              + "); check size and preprocessing",
          e);
    }
  }

  /** The engine's message ends with the reason; before it comes a trace of the script. */
  private static String cause(Throwable e) {
    String text = String.valueOf(e.getMessage());
    return text.lines()
        .filter(l -> l.contains("RuntimeError:") || l.contains("Error:"))
        .reduce((a, b) -> b)
        .orElse(firstLine(e))
        .strip();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      block.close();
    }
  }
}
