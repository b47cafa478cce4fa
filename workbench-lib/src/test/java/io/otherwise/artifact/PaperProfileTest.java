package io.otherwise.artifact;

import static io.otherwise.artifact.TinyCheckpoints.assertSame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.Workbench;
import io.otherwise.diffusion.NoiseSchedule;
import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Explainer;
import io.otherwise.explain.Image;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Seed;
import io.otherwise.method.Dime;
import io.otherwise.method.Ldce;
import io.otherwise.metric.AttributeProbabilities;
import io.otherwise.metric.Judge;
import io.otherwise.model.Architectures;
import io.otherwise.model.Classifier;
import io.otherwise.model.EmbeddedDdpm;
import io.otherwise.model.EmbeddedLdm;
import io.otherwise.model.Images;
import io.otherwise.model.LatentDiffusion;
import io.otherwise.model.TextConditioning;
import io.otherwise.model.VggFeatures;
import io.otherwise.network.AdmUNet;
import io.otherwise.network.CelebaOracle;
import io.otherwise.network.ClipText;
import io.otherwise.network.DenseNet;
import io.otherwise.network.FaceResNet;
import io.otherwise.network.ImageNetwork;
import io.otherwise.network.Inception;
import io.otherwise.network.KlAutoencoder;
import io.otherwise.network.LdmUNet;
import io.otherwise.network.Stem;
import io.otherwise.network.Vgg;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import io.otherwise.world.MiniatureCeleba;
import io.otherwise.world.Photographs;
import io.otherwise.world.Split;
import io.otherwise.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The committed profile {@code paper} with stand-ins: published manifests and layouts with small
 * networks of made-up weights, and a dozen rendered faces for CelebA. Answers mean nothing; that
 * there are any shows that every name leads through its file to a network that fits the others.
 */
class PaperProfileTest {
  private static final DenseNet DECISION =
      new DenseNet(4, List.of(1, 1), 8, 2, 40, Stem.PUBLISHED, "feat_extract.feat_extract");
  private static final Vgg PERCEPTUAL =
      new Vgg(List.of(4, 4, 0, 6, 6, 0, 8, 8, 8, 8, 0), false, 1, 1, 3, 2);
  private static final AdmUNet PIXELS =
      new AdmUNet(3, 6, 32, 1, List.of(1, 1, 1), List.of(4), 2, -1, 0, AdmUNet.Style.PUBLISHED, 1);
  private static final LdmUNet LATENTS =
      new LdmUNet(4, 4, 32, 1, List.of(1, 1), List.of(2), 2, -1, 1, 8);
  private static final KlAutoencoder KL = new KlAutoencoder(32, List.of(1, 1, 1), 1, 4, 4, 1);
  private static final ClipText CLIP = new ClipText(516, 77, 8, 1, 2, 16);
  private static final FaceResNet JUDGE =
      new FaceResNet(FaceResNet.Names.CAFFE, List.of(1, 1), 4, 0);

  @TempDir static Path project;
  private static TinyCheckpoints tiny;
  private static Workbench lab;

  @BeforeAll
  static void stand_ins() throws IOException {
    tiny = new TinyCheckpoints(project);
    Path profiles = Files.createDirectories(project.resolve("data-manifests/profiles"));
    Path paper = Artifacts.find().home().resolve("data-manifests/profiles/paper.json");
    Files.copy(paper, profiles.resolve("paper.json"));
    classifiersAndFeatures();
    generators();
    photographs();
    // The profile refuses names that are not even manifests; this project's own are never opened.
    lab = Workbench.open(project, "paper");
  }

  @AfterAll
  static void close() {
    lab.close();
  }

  private static Map<String, FloatTensor> weights(ImageNetwork network) {
    return TinyCheckpoints.weights("", s -> network.forward(s.layers(), s.input("image")));
  }

  private static void classifiersAndFeatures() throws IOException {
    TinyCheckpoints.split(
        tiny.manifest("dive-celeba-decision", Architectures.config(DECISION)), weights(DECISION));
    TinyCheckpoints.legacy(
        tiny.manifest("torchvision-vgg19", Architectures.config(PERCEPTUAL)), weights(PERCEPTUAL));
    TinyCheckpoints.split(
        tiny.manifest(
            "celeba-oracle",
            Map.of("blocks", List.of(1, 1), "width", 4, "embedding", 6, "side", 32)),
        weights(new CelebaOracle(JUDGE, 6, 32, 40)));
    Inception inception = new Inception(16, false, true, 2);
    TinyCheckpoints.torch(
        tiny.manifest("fid-inception", Json.MAPPER.convertValue(inception, Map.class)),
        "",
        weights(inception));
    TinyCheckpoints.torch(
        tiny.manifest("vggface2-resnet50-ft", Map.of("blocks", List.of(1, 1), "width", 4)),
        "",
        weights(new FaceResNet(FaceResNet.Names.PORTED, List.of(1, 1), 4, 0)));
  }

  private static void generators() throws IOException {
    TinyCheckpoints.torch(
        tiny.manifest("ddpm-celeba", EmbeddedDdpm.config(PIXELS, NoiseSchedule.linear(500))),
        "",
        TinyCheckpoints.weights("", s -> PIXELS.forward(s.layers(), s.input("x"), s.input("t"))));
    tiny.manifest("minisd-first-stage", EmbeddedLdm.config(KL));
    tiny.manifest("minisd-text", Json.MAPPER.convertValue(CLIP, Map.class));
    TinyCheckpoints.lines(
        tiny.manifest("clip-merges", Map.of()), "#version: 0.2", "o l", "ol d</w>");
    Path file = tiny.manifest("minisd", EmbeddedLdm.config(LATENTS));
    Map<String, FloatTensor> all =
        TinyCheckpoints.weights(
            "model.diffusion_model.",
            s -> LATENTS.forward(s.layers(), s.input("z"), s.input("t"), s.input("c")));
    all.putAll(
        TinyCheckpoints.weights(
            "first_stage_model.",
            s -> {
              KL.moments(s.layers(), s.input("x"));
              KL.decode(s.layers(), s.input("z"));
            }));
    all.putAll(
        TinyCheckpoints.weights(
            "cond_stage_model.transformer.", s -> CLIP.forward(s.layers(), s.input("ids"))));
    TinyCheckpoints.torch(file, "state_dict", all);
  }

  /** CelebA's own manifest with a dozen pictures in the place of 202,599. */
  private static void photographs() throws IOException {
    String celeba =
        Files.readString(Artifacts.find().home().resolve("data-manifests/published/celeba.json"));
    Path published = Files.createDirectories(project.resolve("data-manifests/published"));
    Files.writeString(published.resolve("celeba.json"), celeba.replace("202599", "12"));
    MiniatureCeleba.writeTo(project.resolve("downloads/celeba"));
  }

  /** One each way; made-up weights call every face old, so that Questions would leave one out. */
  private static Queries ages() {
    World faces = lab.world("faces");
    return Queries.of(
        faces.queries("young", Split.TEST, 1).get(0), faces.queries("old", Split.TEST, 1).get(0));
  }

  @Test
  void nothing_is_missing() {
    assertTrue(lab.toString().contains("profile  paper, all 9 files are here"), lab.toString());
  }

  @Test
  void smile_and_age_are_two_outputs_of_one_network_the_right_way_round() {
    Classifier age = lab.classifier("faces-age");
    Classifier smile = lab.classifier("faces-smile");

    assertEquals("dive-celeba-decision, Young", age.name());
    assertEquals(List.of("old", "young"), age.classes());
    assertEquals(List.of("not smiling", "smiling"), smile.classes());
    assertEquals(age, lab.classifier("faces-age-clean"), "opened once");
    Image face = lab.world("faces").image(0);
    float[] all = lab.features("dive-celeba-decision").outputs(List.of(face))[0];
    assertEquals(1 / (1 + Math.exp(-all[39])), age.score(face).of("young"), 1e-5);
    assertEquals(1 / (1 + Math.exp(-all[31])), smile.score(face).of("smiling"), 1e-5);
  }

  @Test
  void the_perceptual_network_is_the_first_18_layers_of_vgg_19() {
    Map<String, FloatTensor> weights = weights(PERCEPTUAL);
    try (VggFeatures reference =
            new VggFeatures("vgg", PERCEPTUAL, 18, p -> weights.get(p.key()).values());
        Scope scope = Scope.open()) {
      Tensor images = Images.tensor(List.of(lab.world("faces").image(0)));

      Tensor wanted = reference.features(images);

      assertSame(wanted.reshape(1, -1), lab.features("world-perceptual").features(images));
    }
    assertEquals("torchvision-vgg19, first 18 layers", lab.features("world-perceptual").name());
  }

  @Test
  void the_pixel_methods_answer_a_photograph() {
    Classifier age = lab.classifier("faces-age");
    Explainer dime =
        Dime.paper()
            .respacing("10")
            .tau(2)
            .classifierScales(List.of(8.0))
            .on(age, lab.pixelDiffusion("world-ddpm"), lab.features("world-perceptual"));

    assertAnswers(dime, ages());
  }

  @Test
  void the_latent_method_asks_in_words() {
    Classifier age = lab.classifier("faces-age");
    LatentDiffusion model = lab.latentDiffusion("faces-ldm");

    assertEquals(model, lab.latentDiffusion("world-txt-ldm"), "opened once");
    TextConditioning text = (TextConditioning) model.conditioning();
    assertEquals("a photo of an old person", text.prompts().get("old"));
    try (Scope scope = Scope.open()) {
      assertSame(text.towards(List.of("a photo of an old person")), text.towards(List.of("old")));
    }
    assertAnswers(Ldce.paperCelebaHq().steps(10).on(age, model), ages());
  }

  private static void assertAnswers(Explainer method, Queries queries) {
    assertEquals(List.of("young", "old"), queries.stream().map(q -> q.target()).toList());
    for (Counterfactual answer : method.explain(queries, Seed.seed(0))) {
      assertEquals(128, answer.edited().height());
      assertFalse(answer.edited().samePixels(answer.factual()));
      assertTrue(answer.factual().id().startsWith("celeba/"), answer.factual().id());
    }
  }

  @Test
  void the_judge_tells_smile_and_age_and_all_other_columns_by_celebas_names() {
    AttributeProbabilities reader = AttributeProbabilities.of(lab.oracle("faces-oracle"));
    List<Image> faces =
        lab.world("faces").queries("old", Split.TEST, 2).stream().map(q -> q.factual()).toList();

    assertEquals(40, reader.attributes().size());
    assertTrue(reader.attributes().containsAll(List.of("smile", "age", "blur", "Male")));
    Photographs world = (Photographs) lab.world("faces");
    boolean[][] labels = reader.labels(world, Split.TRAIN, 2);
    assertEquals(
        MiniatureCeleba.face(1).label("age"), labels[1][reader.indexOf("age")], "not Young");
    assertFalse(labels[1][reader.indexOf("Male")]);
    Judge judge = Judge.faces(lab.oracle("faces-oracle"));
    double[][] p = reader.of(faces);
    for (int i = 0; i < faces.size(); i++) {
      boolean old = judge.shows(List.of(faces.get(i)), List.of("old"))[0];
      assertEquals(p[i][reader.indexOf("age")] >= 0.5, old);
    }
  }

  @Test
  void feature_networks_of_metrics_open_at_the_size_of_the_pictures() {
    Image face = lab.world("faces").image(0);

    for (String name : List.of("faces-inception", "faces-identity")) {
      assertTrue(lab.features(name).features(List.of(face))[0].length > 0, name);
    }
    assertEquals("fid-inception", lab.features("faces-inception").name());
  }
}
