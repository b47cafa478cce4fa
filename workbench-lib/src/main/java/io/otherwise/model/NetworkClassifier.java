package io.otherwise.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.otherwise.artifact.Sha256;
import io.otherwise.network.ImageNetwork;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import io.otherwise.tensor.Work;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One of the published architectures with its weights. */
public final class NetworkClassifier implements LayeredClassifier {
  private final String name;
  private final List<String> classes;
  private final Preprocessing preprocessing;
  private final ImageNetwork architecture;
  private final Network network;
  private final Map<String, Network> seenAt = new HashMap<>();
  private final boolean binary;
  private String hash = "";

  /**
   * Binds weights.
   *
   * @param classes one name an output; two names, the negative one first, for a single output
   * @param values row-major values of a weight by its key
   */
  public NetworkClassifier(
      String name,
      List<String> classes,
      Preprocessing preprocessing,
      ImageNetwork architecture,
      Function<Script.Parameter, float[]> values) {
    this.name = name;
    this.classes = List.copyOf(classes);
    this.preprocessing = preprocessing;
    this.architecture = architecture;
    this.binary = architecture.classes() == 1;
    if (classes.size() != (binary ? 2 : architecture.classes())) {
      throw new IllegalArgumentException(
          "a network of "
              + architecture.classes()
              + " outputs has as many class names, or two for a single output, but "
              + name
              + " was given "
              + classes
              + "; name every output in order");
    }
    Script s = new Script();
    s.returns(architecture.forward(s.layers(), s.input("image")).logits());
    this.network = new Network(s, Weights.from(s.parameters(), values));
  }

  @Override
  public String name() {
    return name;
  }

  /** Computed once: nobody can change the weights once they are bound. */
  @Override
  public synchronized Optional<String> sha256() {
    if (hash.isEmpty()) {
      String decides = "%s %s %s".formatted(classes, preprocessing, network.sha256());
      hash = Sha256.of(decides.getBytes(UTF_8));
    }
    return Optional.of(hash);
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public boolean binary() {
    return binary;
  }

  @Override
  public Tensor logits(Tensor images) {
    Tensor logits = network.run(preprocessing.apply(images));
    return oneOrMany(logits);
  }

  /** A single output has no dimension of its own. */
  private Tensor oneOrMany(Tensor logits) {
    return binary ? logits.reshape(-1) : logits;
  }

  @Override
  public Optional<Work> work(int height, int width) {
    int side = preprocessing.side();
    boolean any = side == 0;
    return Optional.of(network.work(new long[] {1, 3, any ? height : side, any ? width : side}));
  }

  @Override
  public List<String> layers() {
    Script s = new Script();
    return List.copyOf(architecture.forward(s.layers(), s.input("image")).layers().keySet());
  }

  @Override
  public Layered layered(Tensor images, String layer) {
    List<Tensor> both = seenAt(layer).runAll(preprocessing.apply(images));
    return new Layered(both.get(0), oneOrMany(both.get(1)));
  }

  /** The network that gives a layer too; its code is compiled once a layer, its weights shared. */
  private synchronized Network seenAt(String layer) {
    return seenAt.computeIfAbsent(layer, this::writtenTo);
  }

  private Network writtenTo(String layer) {
    Script s = new Script();
    ImageNetwork.Activations all = architecture.forward(s.layers(), s.input("image"));
    if (!all.layers().containsKey(layer)) {
      throw new IllegalArgumentException(
          "a layer goes by its module path, but "
              + name
              + " has no "
              + layer
              + "; choose one of "
              + all.layers().keySet());
    }
    s.returns(all.layers().get(layer), all.logits());
    return network.sharing(s);
  }

  /** How the network is written; {@link #rewritten} runs it written in another way. */
  public ImageNetwork architecture() {
    return architecture;
  }

  /** The network of another script over the same weights, which stay this classifier's. */
  public Network rewritten(Script other) {
    return network.sharing(other);
  }

  /**
   * The row-major values of a weight.
   *
   * @param key as the architecture names it
   */
  public float[] weight(String key) {
    List<String> keys = network.weights().parameters().stream().map(Script.Parameter::key).toList();
    if (!keys.contains(key)) {
      throw new IllegalArgumentException(
          "a weight goes by its key, but %s has no %s; choose one of %s"
              .formatted(name, key, keys));
    }
    return network.weights().tensors().get(keys.indexOf(key)).floats();
  }

  /**
   * A copy in which some weights have other values; all others are the same to the bit.
   *
   * @param newName the copy goes by
   * @param values row-major, by the key of the weight
   * @return to be closed by the caller
   */
  public NetworkClassifier replacing(String newName, Map<String, float[]> values) {
    values.keySet().forEach(this::weight);
    return new NetworkClassifier(
        newName,
        classes,
        preprocessing,
        architecture,
        p -> values.containsKey(p.key()) ? values.get(p.key()) : weight(p.key()));
  }

  /** What happens to an image before the first layer. */
  public Preprocessing preprocessing() {
    return preprocessing;
  }

  /** Writes the network without its preprocessing; see {@link Network#export}. */
  public void export(Path file) {
    network.export(file);
  }

  @Override
  public synchronized void close() {
    seenAt.values().forEach(Network::close);
    network.close();
  }
}
