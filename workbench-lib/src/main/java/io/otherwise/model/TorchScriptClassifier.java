package io.otherwise.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.otherwise.artifact.Sha256;
import io.otherwise.model.Preprocessing.Fit;
import io.otherwise.tensor.ForeignNetwork;
import io.otherwise.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Any classifier that was saved as TorchScript, with the preprocessing it was trained with:
 *
 * <pre>{@code
 * var mine = Classifier.torchScript(Path.of("birds.pt"), "wren", "robin", "owl")
 *     .normalised(new double[] {.485, .456, .406}, new double[] {.229, .224, .225})
 *     .resizedTo(224);
 * }</pre>
 *
 * A network with one output and two class names decides by the sign of that output: at least 0 is
 * the second class. Copies share the network; closing one closes all.
 */
public final class TorchScriptClassifier implements Classifier {
  private final String name;
  private final List<String> classes;
  private final Preprocessing preprocessing;
  private final ForeignNetwork network;
  private final String hash;

  private TorchScriptClassifier(
      String name,
      List<String> classes,
      Preprocessing preprocessing,
      ForeignNetwork network,
      String hash) {
    this.name = name;
    this.hash = hash;
    this.classes = List.copyOf(classes);
    this.preprocessing = preprocessing;
    this.network = network;
  }

  /**
   * Loads a file that gets images as they are, in [0, 1].
   *
   * @param classes one name an output; two names, the negative one first, for a single output
   * @throws java.io.UncheckedIOException if it is missing, broken or no TorchScript file
   */
  static TorchScriptClassifier open(Path file, List<String> classes) {
    if (classes.size() < 2 || classes.stream().distinct().count() < classes.size()) {
      throw new IllegalArgumentException(
          "a classifier tells at least 2 classes of different names, but was given "
              + classes
              + "; name every output, or both sides of a single one");
    }
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
    ForeignNetwork network = ForeignNetwork.open(file);
    return new TorchScriptClassifier(name, classes, Preprocessing.none(), network, Sha256.of(file));
  }

  /** Another name in tables. */
  public TorchScriptClassifier named(String other) {
    return new TorchScriptClassifier(other, classes, preprocessing, network, hash);
  }

  /** Another preprocessing altogether. */
  public TorchScriptClassifier preprocessing(Preprocessing other) {
    return new TorchScriptClassifier(name, classes, other, network, hash);
  }

  /** The network was trained on channels minus a mean, over a deviation, of values in [0, 1]. */
  public TorchScriptClassifier normalised(double[] mean, double[] deviation) {
    return preprocessing(preprocessing.normalised(mean, deviation));
  }

  /** The network takes images of this side, and other sizes are refused. */
  public TorchScriptClassifier at(int side) {
    return preprocessing(preprocessing.fit(Fit.AS_IS, side));
  }

  /** The network sees the middle of the picture. */
  public TorchScriptClassifier croppedTo(int side) {
    return preprocessing(preprocessing.fit(Fit.CENTRE_CROP, side));
  }

  /** The picture is resized (bilinear) to the side the network takes. */
  public TorchScriptClassifier resizedTo(int side) {
    return preprocessing(preprocessing.fit(Fit.BILINEAR, side));
  }

  @Override
  public String name() {
    return name;
  }

  /** Name, preprocessing and the file's hash: two files of one name are two classifiers. */
  @Override
  public String identity() {
    return "%s %s %s sha256 %s".formatted(name, classes, preprocessing, hash);
  }

  @Override
  public Optional<String> sha256() {
    String decides = "%s %s %s".formatted(classes, preprocessing, hash);
    return Optional.of(Sha256.of(decides.getBytes(UTF_8)));
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  /** True for two classes; a network with two outputs then gives their difference. */
  @Override
  public boolean binary() {
    return classes.size() == 2;
  }

  @Override
  public Tensor logits(Tensor images) {
    Tensor answer = network.run(preprocessing.apply(images));
    long[] shape = answer.shape();
    long n = images.size(0);
    long outputs = shape.length == 1 ? 1 : shape.length == 2 ? shape[1] : -1;
    boolean expected = outputs == classes.size() || (binary() && outputs == 1);
    if (shape.length == 0 || shape[0] != n || !expected) {
      throw new IllegalArgumentException(
          name
              + " was given "
              + classes.size()
              + " class names for "
              + n
              + " images, but answers with shape "
              + java.util.Arrays.toString(shape)
              + "; name every output in order, or both sides of a single one");
    }
    if (binary() && outputs == 2) {
      // softmax over two logits is the sigmoid of their difference
      return answer.narrow(1, 1, 1).minus(answer.narrow(1, 0, 1)).reshape(-1);
    }
    return binary() ? answer.reshape(-1) : answer;
  }

  @Override
  public void close() {
    network.close();
  }
}
