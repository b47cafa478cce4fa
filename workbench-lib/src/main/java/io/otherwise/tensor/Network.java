package io.otherwise.tensor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.otherwise.artifact.Sha256;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A compiled script with its weights: one engine call from inputs to outputs. */
public final class Network implements AutoCloseable {
  private final Script script;
  private final Program program;
  private final Weights weights;
  private final boolean owner;
  private Program parts;

  /** Compiles a script and binds weights to it; closes both together. */
  public Network(Script script, Weights weights) {
    this(script, weights, true);
  }

  private Network(Script script, Weights weights, boolean owner) {
    if (!weights.parameters().equals(script.parameters())) {
      throw new IllegalArgumentException(
          "a network runs with the weights its script lists, but the script lists "
              + script.parameters().size()
              + " and "
              + weights.parameters().size()
              + " others were given; make them from script.parameters()");
    }
    this.script = script;
    this.program = Program.compile(script.source());
    this.weights = weights;
    this.owner = owner;
  }

  /**
   * The same weights under another script, for instance one that returns inner layers too. Closing
   * it leaves the weights to this network, which must stay open while it is used.
   */
  public Network sharing(Script other) {
    return new Network(other, weights, false);
  }

  /** The first output for the given inputs. */
  public Tensor run(Tensor... inputs) {
    List<Tensor> all = runAll(inputs);
    return all.get(0);
  }

  /** All outputs for the given inputs. */
  public List<Tensor> runAll(Tensor... inputs) {
    return Gradients.forgets() ? inParts(inputs) : runWith(weights.tensors(), inputs);
  }

  /** The same part by part, none of which the graph remembers. */
  private List<Tensor> inParts(Tensor... inputs) {
    Map<String, Tensor> values = new HashMap<>();
    for (int i = 0; i < inputs.length; i++) {
      values.put(script.inputs().get(i), inputs[i]);
    }
    List<Parts.Part> all = Parts.of(script);
    Program cut = inParts(all);
    for (int k = 0; k < all.size(); k++) {
      Parts.Part part = all.get(k);
      String method = "part" + k;
      List<Tensor> given = part.takes().stream().map(values::get).toList();
      List<Tensor> made = Gradients.through(x -> cut.calls(method, weights.tensors(), x), given);
      for (int i = 0; i < made.size(); i++) {
        values.put(part.gives().get(i), made.get(i));
      }
    }
    return script.results().stream().map(values::get).toList();
  }

  private synchronized Program inParts(List<Parts.Part> all) {
    if (parts == null) {
      parts = Program.compile(Parts.source(script, all));
    }
    return parts;
  }

  /** What one forward takes with inputs of these shapes; nothing runs. */
  public Work work(long[]... shapes) {
    return script.work(shapes);
  }

  /** All outputs with other weights in place of its own: for training and fine-tuning. */
  public List<Tensor> runWith(List<Tensor> others, Tensor... inputs) {
    Object[] arguments = new Object[inputs.length + 1];
    arguments[0] = others;
    System.arraycopy(inputs, 0, arguments, 1, inputs.length);
    return program.calls("run", arguments);
  }

  /** SHA-256 of code and weights: two networks that have the same compute the same. */
  public String sha256() {
    return Sha256.of((script.source() + weights.sha256()).getBytes(UTF_8));
  }

  public Weights weights() {
    return weights;
  }

  /**
   * Writes code and weights as one TorchScript file: {@code torch.jit.load} opens it in Python, and
   * {@link ForeignNetwork} here. Its {@code forward} takes the inputs of the script and returns the
   * output, or a list where there are several.
   *
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public void export(Path file) {
    if (script.training()) {
      throw new IllegalStateException(
          "a network is exported for inference, but this one was written for training; write its"
              + " script without training and bind the same weights");
    }
    new Export(script, weights).to(file);
  }

  @Override
  public void close() {
    program.close();
    if (parts != null) {
      parts.close();
    }
    if (owner) {
      weights.close();
    }
  }
}
