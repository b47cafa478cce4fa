package io.otherwise.artifact;

import static io.otherwise.artifact.Refused.assertRefused;
import static io.otherwise.artifact.TinyCheckpoints.assertSame;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.otherwise.Workbench;
import io.otherwise.model.Architectures;
import io.otherwise.model.Classifier;
import io.otherwise.model.EmbeddedClassifiers;
import io.otherwise.model.Preprocessing;
import io.otherwise.network.CelebaHqOracle;
import io.otherwise.network.CelebaOracle;
import io.otherwise.network.DenseNet;
import io.otherwise.network.Dino;
import io.otherwise.network.FaceResNet;
import io.otherwise.network.ImageNetwork;
import io.otherwise.network.Inception;
import io.otherwise.network.ResNet;
import io.otherwise.network.Stem;
import io.otherwise.network.VisionTransformer;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Published classifiers, judges and feature networks in miniature, opened by their names. */
class PublishedNetworksTest {
  private static final ResNet RESNET = new ResNet(true, List.of(1, 1), 4, 5, Stem.PUBLISHED);
  private static final FaceResNet FACES =
      new FaceResNet(FaceResNet.Names.CAFFE, List.of(1, 1), 4, 0);

  @TempDir Path project;
  private TinyCheckpoints tiny;

  @BeforeEach
  void empty() throws IOException {
    tiny = new TinyCheckpoints(project);
  }

  private static Map<String, FloatTensor> weights(ImageNetwork network) {
    return TinyCheckpoints.weights("", s -> network.forward(s.layers(), s.input("image")));
  }

  private static Tensor picture(int side) {
    return TinyCheckpoints.picture(3, side);
  }

  /** What a network makes of an image that is prepared already; its output, or one layer. */
  private static Tensor direct(
      ImageNetwork network, Map<String, FloatTensor> weights, Tensor image, String layer) {
    Script s = new Script();
    ImageNetwork.Activations made = network.forward(s.layers(), s.input("image"));
    s.returns(layer.isEmpty() ? made.logits() : made.layers().get(layer));
    try (Network bound =
        new Network(s, Weights.from(s.parameters(), p -> weights.get(p.key()).values()))) {
      return bound.run(image);
    }
  }

  private void assertClassifies(String name, ImageNetwork network, List<String> classes) {
    try (Scope scope = Scope.open();
        Workbench lab = Workbench.open(project)) {
      Classifier opened = lab.classifier(name);
      Tensor prepared = Preprocessing.imageNet().apply(picture(226));
      assertSame(direct(network, weights(network), prepared, ""), opened.logits(picture(226)));
      assertEquals(classes, opened.classes());
    }
  }

  private void assertFeatures(
      String name, ImageNetwork network, Tensor image, Tensor prepared, String layer) {
    try (Workbench lab = Workbench.open(project)) {
      Tensor features = lab.features(name).features(image);
      assertSame(direct(network, weights(network), prepared, layer), features);
    }
  }

  @Test
  void torchvision_classifiers_open_in_the_older_format_with_numbers_for_names()
      throws IOException {
    Path file = tiny.manifest("torchvision-resnet50", Architectures.config(RESNET));
    TinyCheckpoints.legacy(file, weights(RESNET), "bn1.num_batches_tracked");

    assertClassifies("torchvision-resnet50", RESNET, List.of("0", "1", "2", "3", "4"));
  }

  @Test
  void a_file_that_somebody_made_safe_opens_as_well() throws IOException {
    Path file =
        tiny.manifest(
            "torchvision-resnet18", Architectures.config(RESNET), "a", "b", "c", "d", "e");
    SafeTensors.write(file, weights(RESNET), DType.F32, Map.of());

    assertClassifies("torchvision-resnet18", RESNET, List.of("a", "b", "c", "d", "e"));
  }

  @Test
  void a_vision_transformer_opens() throws IOException {
    VisionTransformer network = new VisionTransformer(224, 112, 8, 1, 2, 16, 3);
    Path file = tiny.manifest("torchvision-vit-b-16", Json.MAPPER.convertValue(network, Map.class));
    TinyCheckpoints.torch(file, "", weights(network));

    assertClassifies("torchvision-vit-b-16", network, List.of("0", "1", "2"));
  }

  @Test
  void a_robust_classifier_opens_inside_its_wrapper() throws IOException {
    Path file = tiny.manifest("madry-resnet50-l2-3", Architectures.config(RESNET));
    Map<String, FloatTensor> wrapped =
        TinyCheckpoints.weights("module.model.", s -> RESNET.forward(s.layers(), s.input("image")));
    wrapped.put("module.normalizer.new_mean", FloatTensor.of(new float[] {1}, 1));
    TinyCheckpoints.torch(file, "model", wrapped, "module.model.bn1.num_batches_tracked");

    assertClassifies("madry-resnet50-l2-3", RESNET, List.of("0", "1", "2", "3", "4"));
  }

  @Test
  void one_label_of_steex_classifiers_is_explained() throws IOException {
    DenseNet network =
        new DenseNet(4, List.of(1, 1), 8, 2, 3, Stem.PUBLISHED, "feat_extract.feat_extract");
    Path file = tiny.manifest("steex-celebahq-decision", Architectures.config(network));
    String counter = "feat_extract.feat_extract.features.norm0.num_batches_tracked";
    TinyCheckpoints.torch(file, "model_state_dict", weights(network), counter);

    try (Scope scope = Scope.open();
        Workbench lab = Workbench.open(project)) {
      Classifier smile =
          lab.features("steex-celebahq-decision").classifier("smile", "no smile", "smile");

      Tensor prepared = Preprocessing.signed().apply(picture(64));
      Tensor all = direct(network, weights(network), prepared, "");
      assertEquals(all.floats()[1], smile.logits(picture(64)).floats()[0]);
      assertRefused(
          IllegalArgumentException.class,
          () -> EmbeddedClassifiers.open(tiny.artifacts(), "steex-celebahq-decision"),
          "which is feature-network");
    }
  }

  @Test
  void the_judge_of_celeba_opens_from_two_dictionaries() throws IOException {
    CelebaOracle network = new CelebaOracle(FACES, 6, 32, 2);
    Path file =
        tiny.manifest(
            "celeba-oracle",
            Map.of("blocks", List.of(1, 1), "width", 4, "embedding", 6, "side", 32, "classes", 2),
            "Male",
            "Young");
    TinyCheckpoints.split(file, weights(network));

    assertJudges("celeba-oracle", network, 40, CelebaOracle.FEATURES);
  }

  @Test
  void the_judge_of_celeba_hq_opens() throws IOException {
    CelebaHqOracle network = new CelebaHqOracle(FACES, 2);
    Path file =
        tiny.manifest(
            "steex-celebahq-oracle",
            Map.of("blocks", List.of(1, 1), "width", 4, "classes", 2),
            "Male",
            "Young");
    TinyCheckpoints.torch(
        file, "model_state_dict", weights(network), "feat_extract.a_bn.num_batches_tracked");

    assertJudges("steex-celebahq-oracle", network, 224, "feat_extract.pool5_7x7_s1");
  }

  private void assertJudges(String name, ImageNetwork network, int side, String layer) {
    try (Scope scope = Scope.open();
        Workbench lab = Workbench.open(project)) {
      Tensor image = picture(side);
      Tensor prepared = Preprocessing.signed().apply(image);
      Map<String, FloatTensor> weights = weights(network);
      assertSame(direct(network, weights, prepared, ""), lab.oracle(name).logits(image));
      assertSame(direct(network, weights, prepared, layer), lab.oracle(name).features(image));
      assertEquals(List.of("Male", "Young"), lab.oracle(name).attributes());
    }
  }

  @Test
  void dino_opens() throws IOException {
    Dino network = new Dino(28, 14, 8, 1, 2, true, Dino.Resize.PUBLISHED);
    Path file = tiny.manifest("dinov2-vits14", Json.MAPPER.convertValue(network, Map.class));
    TinyCheckpoints.torch(file, "", weights(network));

    try (Scope scope = Scope.open()) {
      Tensor prepared = Preprocessing.imageNet().apply(picture(224));
      assertFeatures("dinov2-vits14", network, picture(224), prepared, "");
    }
  }

  @Test
  void the_network_of_the_frechet_distance_opens() throws IOException {
    Inception network = new Inception(16, false, true, 2);
    Path file = tiny.manifest("fid-inception", Json.MAPPER.convertValue(network, Map.class));
    TinyCheckpoints.torch(file, "", weights(network), "Conv2d_1a_3x3.bn.num_batches_tracked");

    try (Scope scope = Scope.open()) {
      assertFeatures("fid-inception", network, picture(96), picture(96), "avgpool");
    }
  }

  @Test
  void faces_are_compared_with_blue_first() throws IOException {
    FaceResNet network = new FaceResNet(FaceResNet.Names.PORTED, List.of(1, 1), 4, 0);
    Path file = tiny.manifest("vggface2-resnet50-ft", Map.of("blocks", List.of(1, 1), "width", 4));
    Map<String, FloatTensor> weights = weights(network);
    weights.put("fc.weight", FloatTensor.of(new float[] {1, 2}, 2, 1));
    TinyCheckpoints.torch(file, "", weights);

    try (Scope scope = Scope.open()) {
      Preprocessing published = Preprocessing.of(Artifacts.find().manifest("vggface2-resnet50-ft"));
      Tensor rgb = published.apply(picture(224));
      Tensor bgr = Tensor.cat(List.of(plane(rgb, 2), plane(rgb, 1), plane(rgb, 0)), 1);
      assertFeatures("vggface2-resnet50-ft", network, picture(224), bgr, "");
      assertEquals(
          255 * 0.5 - 131.0912,
          published.apply(Tensor.full(0.5, 1, 3, 224, 224)).floats()[0],
          1e-3);
    }
  }

  private static Tensor plane(Tensor image, int channel) {
    return image.narrow(1, channel, 1);
  }

  @Test
  void networks_of_two_inputs_are_refused_by_name() throws IOException {
    tiny.manifest("openclip-vit-b-32", Map.of());
    tiny.manifest("lpips-vgg", Map.of(), "unused");

    try (Workbench lab = Workbench.open(project)) {
      assertRefused(
          IllegalArgumentException.class,
          () -> lab.classifier("openclip-vit-b-32"),
          "openclip-vit-b-32 is a OpenClip");
      assertRefused(
          IllegalArgumentException.class, () -> lab.features("lpips-vgg"), "lpips-vgg is a Lpips");
    }
  }
}
