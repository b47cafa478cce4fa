package io.otherwise.attribution;

import io.otherwise.explain.Image;
import io.otherwise.model.Images;
import io.otherwise.model.NetworkClassifier;
import io.otherwise.model.Preprocessing;
import io.otherwise.network.ImageNetwork;
import io.otherwise.tensor.Gradients;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A classifier with the rules of {@link Relevance} written beside its layers. Relevance is of a
 * target's logit, and of minus the logit for the negative side of a two-sided classifier.
 */
public final class RelevanceNetwork implements AutoCloseable {
  /** The image as if it were a layer. */
  public static final String IMAGE = "image";

  private final NetworkClassifier classifier;
  private final Network network;
  private final List<String> layers = new ArrayList<>();

  RelevanceNetwork(Relevance rules, NetworkClassifier classifier) {
    this.classifier = classifier;
    this.network = classifier.rewritten(written(rules, classifier.architecture()));
  }

  private Script written(Relevance rules, ImageNetwork architecture) {
    Script s = new Script();
    Value image = s.input("image");
    Probes probes = new Probes(s, rules.gamma(), rules.epsilon());
    probes.image(image, s.input("probe"), s.input("low"), s.input("high"));
    ImageNetwork.Activations all = architecture.forward(s.layers(), image);
    probes.finished();
    s.returns(all.logits(), probes.of(all.logits()));
    layers.add(IMAGE);
    for (Map.Entry<String, Value> layer : all.layers().entrySet()) {
      if (probes.has(layer.getValue())) {
        layers.add(layer.getKey());
        s.returns(probes.of(layer.getValue()));
      }
    }
    return s;
  }

  /** Where relevance can be seen: {@value #IMAGE}, then the network's layers in order. */
  public List<String> layers() {
    return List.copyOf(layers);
  }

  /**
   * Relevance of every unit of a layer.
   *
   * @param images N x 3 x H x W, nominally in [0, 1]
   * @param targets one class name an image
   * @return shaped as what the layer gives: N x C x H x W, N x tokens x C, or N x C
   * @throws IllegalArgumentException if there is no such layer or class
   */
  public Tensor at(String layer, Tensor images, List<String> targets) {
    if (!layers.contains(layer)) {
      throw new IllegalArgumentException(
          "relevance is seen at a layer by its module path, but "
              + classifier.name()
              + " has no "
              + layer
              + "; choose one of "
              + layers);
    }
    return everywhere(List.of(layer), images, targets).get(layer);
  }

  /** The same at several layers for the price of one forward and one backward pass. */
  public Map<String, Tensor> everywhere(List<String> chosen, Tensor images, List<String> targets) {
    Map<String, Tensor> found = new LinkedHashMap<>();
    try (Scope scope = Scope.open();
        Gradients graph = Gradients.record()) {
      Tensor still = images.detached();
      Tensor x = classifier.preprocessing().apply(still);
      Tensor probe = graph.leaf(Tensor.full(0, x.shape()));
      List<Tensor> all = network.runAll(x, probe, bound(0, images), bound(1, images));
      List<Tensor> places =
          chosen.stream()
              .map(c -> c.equals(IMAGE) ? probe : all.get(1 + layers.indexOf(c)))
              .toList();
      Tensor start = LogitShares.of(classifier, all.get(0), targets);
      List<Tensor> relevance = graph.vjp(List.of(all.get(1)), places, List.of(start));
      for (int i = 0; i < chosen.size(); i++) {
        Tensor here = relevance.get(i);
        here = chosen.get(i).equals(IMAGE) ? beforeFitting(graph, still, here) : here;
        found.put(chosen.get(i), scope.keep(here.detached()));
      }
    }
    return found;
  }

  /** The lowest or highest value a pixel can have, as the first layer sees it. */
  private Tensor bound(double pixel, Tensor images) {
    Tensor plain = Tensor.full(pixel, 1, Image.CHANNELS, images.size(2), images.size(3));
    return classifier.preprocessing().apply(plain);
  }

  /** What a crop leaves out has none; a resized pixel gives to those that it was mixed from. */
  private Tensor beforeFitting(Gradients graph, Tensor images, Tensor relevance) {
    Preprocessing fitting =
        classifier.preprocessing().normalised(new double[3], new double[] {1, 1, 1});
    Tensor leaf = graph.leaf(images);
    return graph.vjp(List.of(fitting.apply(leaf)), List.of(leaf), List.of(relevance)).get(0);
  }

  /** A picture's relevance, the channels summed. */
  public Attribution of(Image image, String target) {
    return of(image, target, IMAGE);
  }

  /**
   * A layer's relevance, the channels summed.
   *
   * @throws IllegalArgumentException if the layer has no places: its output is no N x C x H x W
   */
  public Attribution of(Image image, String target, String layer) {
    try (Scope scope = Scope.open()) {
      Tensor all = at(layer, Images.tensor(List.of(image)), List.of(target));
      return Attribution.summed("relevance", target, layer, all);
    }
  }

  /** Frees the compiled code; the weights stay the classifier's. */
  @Override
  public void close() {
    network.close();
  }
}
