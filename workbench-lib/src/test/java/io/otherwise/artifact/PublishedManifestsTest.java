package io.otherwise.artifact;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.diffusion.NoiseSchedule;
import io.otherwise.model.Architectures;
import io.otherwise.model.EmbeddedDdpm;
import io.otherwise.model.EmbeddedLdm;
import io.otherwise.model.Preprocessing;
import io.otherwise.network.AdmUNet;
import io.otherwise.network.BlueFirst;
import io.otherwise.network.CelebaHqOracle;
import io.otherwise.network.CelebaOracle;
import io.otherwise.network.ClipText;
import io.otherwise.network.DenseNet;
import io.otherwise.network.Dino;
import io.otherwise.network.FaceResNet;
import io.otherwise.network.Inception;
import io.otherwise.network.KlAutoencoder;
import io.otherwise.network.LdmUNet;
import io.otherwise.network.Lpips;
import io.otherwise.network.OpenClip;
import io.otherwise.network.ResNet;
import io.otherwise.network.SimSiam;
import io.otherwise.network.Vgg;
import io.otherwise.network.VisionTransformer;
import io.otherwise.network.VqAutoencoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The manifests of what others published: complete, honest about hashes, and fit for our code. */
class PublishedManifestsTest {
  private static final String NO_CLASS = "No class in network/ reads it yet.";

  /** What the four papers and their metrics need; each by the name notebooks use. */
  private static final List<String> NEEDED =
      List.of(
          "cin256-v2",
          "cin256-v2-first-stage",
          "minisd",
          "minisd-first-stage",
          "minisd-text",
          "sd-v1-4-text",
          "clip-merges",
          "ddpm-celeba",
          "ddpm-celebahq",
          "adm-imagenet256-uncond",
          "torchvision-resnet18",
          "torchvision-resnet50",
          "torchvision-vgg16",
          "torchvision-vgg16-bn",
          "torchvision-vgg19",
          "torchvision-vit-b-16",
          "steex-celebahq-decision",
          "dive-celeba-decision",
          "celeba-oracle",
          "steex-celebahq-oracle",
          "dino-vits8",
          "openclip-vit-b-32",
          "fid-inception",
          "dinov2-vits14",
          "simsiam-resnet50",
          "vggface2-resnet50-ft",
          "lpips-vgg",
          "madry-resnet50-l2-3",
          "dvce-madry-ft",
          "imagenet-val",
          "celeba",
          "celeba-hq",
          "oxford-flowers-102",
          "oxford-pets",
          "glasses-pairs");

  private static final Artifacts PROJECT = Artifacts.find();
  private static final Path FOLDER = PROJECT.home().resolve("data-manifests/published");

  @TempDir Path scratch;

  private static List<Manifest> published() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().map(Manifest::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("data-manifests/published must be readable", e);
    }
  }

  private static List<DynamicTest> each(Stream<Manifest> which, Consumer<Manifest> test) {
    return which.map(m -> DynamicTest.dynamicTest(m.name(), () -> test.accept(m))).toList();
  }

  private static Stream<Manifest> files() {
    return published().stream().filter(m -> !m.kind().equals("images"));
  }

  private static Stream<Manifest> dataSets() {
    return published().stream().filter(m -> m.kind().equals("images"));
  }

  @Test
  void all_that_the_papers_need_is_there() {
    List<String> names = published().stream().map(Manifest::name).toList();

    assertAll(NEEDED.stream().map(n -> () -> assertTrue(names.contains(n), n)));
    assertTrue(PROJECT.names().containsAll(names));
    assertTrue(PROJECT.names().contains("faces-age"), "shipped ones are still there");
  }

  @TestFactory
  List<DynamicTest> each_is_written_as_the_program_writes_it() {
    return each(
        published().stream(),
        m ->
            assertDoesNotThrow(
                () ->
                    assertEquals(
                        Files.readString(m.writeTo(scratch)),
                        Files.readString(FOLDER.resolve(m.name() + ".json")))));
  }

  @TestFactory
  List<DynamicTest> each_has_source_licence_and_citation() {
    return each(
        published().stream(),
        m -> {
          assertFalse(m.licence().isBlank());
          assertTrue(m.citation().matches("(?s).*\\(\\d{4}\\), .*"), m.citation());
          assertTrue(m.fetched() || !m.instructions().isEmpty(), m.source());
          if (m.fetched()) {
            assertEquals("https", URI.create(m.source()).getScheme());
          }
          assertTrue(m.training().equals(Training.NONE) && m.quality().isEmpty());
        });
  }

  @TestFactory
  List<DynamicTest> each_file_has_a_published_hash_or_says_that_it_has_none() {
    return each(
        files(),
        m -> {
          assertFalse(m.sha256().isEmpty());
          assertEquals(!m.hashed(), m.notes().contains("Nobody published a hash"), m.notes());
          if (m.hashed()) {
            long digits = m.sha256().chars().distinct().count();
            assertTrue(digits > 10, "64 random digits have nearly all 16, not " + digits);
          }
        });
  }

  @TestFactory
  List<DynamicTest> names_that_carry_the_first_digits_agree_with_the_hash() {
    Pattern digits = Pattern.compile("-([0-9a-f]{8})\\.pth$");
    List<Manifest> named = files().filter(m -> digits.matcher(m.source()).find()).toList();
    assertEquals(7, named.size(), "torchvision's six and Inception");
    return each(
        named.stream(),
        m -> {
          Matcher found = digits.matcher(m.source());
          assertTrue(found.find() && m.sha256().startsWith(found.group(1)), m.source());
        });
  }

  @Test
  void one_place_or_one_hash_means_one_source() {
    Map<String, String> sources = new HashMap<>();
    for (Manifest m : published()) {
      String place = m.path().toString();
      assertEquals(m.source(), sources.getOrDefault(place, m.source()), place);
      sources.put(place, m.source());
      if (m.hashed()) {
        assertEquals(m.source(), sources.getOrDefault(m.sha256(), m.source()), m.name());
        sources.put(m.sha256(), m.source());
      }
      assertTrue(place.startsWith("downloads"), "which git ignores: " + place);
    }
  }

  @TestFactory
  List<DynamicTest> each_network_is_a_class_here_or_says_that_none_reads_it() {
    return each(
        files().filter(m -> !List.of("tokenizer", "picture").contains(m.kind())),
        m -> {
          assertEquals(m.architecture().isEmpty(), m.notes().contains(NO_CLASS), m.notes());
          if (!m.architecture().isEmpty()) {
            assertDoesNotThrow(() -> Class.forName("io.otherwise.network." + m.architecture()));
            assertFalse(m.config().isEmpty());
            assertFalse(m.keyLayout().isEmpty());
          }
        });
  }

  @TestFactory
  List<DynamicTest> what_a_configuration_names_has_a_manifest() {
    List<String> parts = List.of("firstStage", "textEncoder", "tokenizer");
    return each(
        files(),
        m ->
            parts.stream()
                .filter(m.config()::containsKey)
                .forEach(p -> PROJECT.manifest(m.config(p, String.class))));
  }

  @Test
  void configurations_are_those_of_the_published_networks() {
    AdmUNet.Style style = AdmUNet.Style.PUBLISHED;
    List<Integer> small = List.of(1, 1, 2, 2, 4, 4);
    List<Integer> coarse = List.of(8, 16, 32);
    requires("cin256-v2", EmbeddedLdm.config(LdmUNet.cin256()));
    requires("cin256-v2-first-stage", EmbeddedLdm.config(VqAutoencoder.f4()));
    for (String sd : List.of("minisd", "sd-v1-4")) {
      requires(sd, EmbeddedLdm.config(LdmUNet.stableDiffusion1()));
      requires(sd + "-first-stage", EmbeddedLdm.config(KlAutoencoder.stableDiffusion1()));
      requires(sd + "-text", fields(ClipText.vitL14()));
    }
    requires("clip-vit-large-patch14", fields(ClipText.vitL14()));
    requires(
        "ddpm-celeba",
        EmbeddedDdpm.config(
            new AdmUNet(
                3, 6, 128, 2, List.of(1, 1, 2, 3, 4), List.of(4, 8, 16), 4, -1, 0, style, 1),
            NoiseSchedule.linear(500)));
    requires(
        "ddpm-celebahq",
        EmbeddedDdpm.config(
            new AdmUNet(3, 6, 128, 2, small, coarse, -1, 64, 0, style, 1),
            NoiseSchedule.linear(500)));
    requires(
        "adm-imagenet256-uncond",
        EmbeddedDdpm.config(
            new AdmUNet(3, 6, 256, 2, small, coarse, -1, 64, 0, style, 1),
            NoiseSchedule.linear(1000)));
    requires("torchvision-vit-b-16", fields(VisionTransformer.vitB16(1000)));
    requires("dino-vits8", fields(Dino.vitS8()));
    requires("dinov2-vits14", fields(Dino.secondVitS14()));
    requires("openclip-vit-b-32", fields(OpenClip.vitB32()));
  }

  private static Map<?, ?> fields(Object network) {
    return Json.MAPPER.convertValue(network, Map.class);
  }

  private static void requires(String name, Map<?, ?> config) {
    Map<String, Object> has = PROJECT.manifest(name).config();
    config.forEach((key, value) -> assertEquals(value, has.get(key), name + ": " + key));
  }

  @Test
  void image_networks_open_from_their_manifests_as_published() {
    assertEquals(ResNet.resnet18(1000), network("torchvision-resnet18"));
    for (String name : List.of("torchvision-resnet50", "madry-resnet50-l2-3", "dvce-madry-ft")) {
      assertEquals(ResNet.resnet50(1000), network(name));
    }
    assertEquals(Vgg.vgg16(1000), network("torchvision-vgg16"));
    assertEquals(Vgg.vgg16Bn(1000), network("torchvision-vgg16-bn"));
    assertEquals(Vgg.vgg19(1000), network("torchvision-vgg19"));
    assertEquals(DenseNet.decision(3), network("steex-celebahq-decision"));
    assertEquals(DenseNet.decision(40), network("dive-celeba-decision"));
    assertEquals(SimSiam.resnet50(), network("simsiam-resnet50"));
    assertEquals(VisionTransformer.vitB16(1000), network("torchvision-vit-b-16"));
    assertEquals(Dino.vitS8(), network("dino-vits8"));
    assertEquals(Dino.secondVitS14(), network("dinov2-vits14"));
    assertEquals(Inception.fid(), network("fid-inception"));
    assertEquals(CelebaOracle.published(), network("celeba-oracle"));
    assertEquals(CelebaHqOracle.published(), network("steex-celebahq-oracle"));
    assertEquals(new BlueFirst(FaceResNet.vggFace2().headless()), network("vggface2-resnet50-ft"));
    requires("lpips-vgg", fields(Lpips.vgg()));
  }

  private static Object network(String name) {
    return Architectures.of(PROJECT.manifest(name));
  }

  @Test
  void preprocessing_is_in_the_words_of_the_class_that_does_it() {
    for (String name : List.of("torchvision-resnet50", "torchvision-vit-b-16", "dino-vits8")) {
      assertEquals(
          Preprocessing.imageNet().describe(), PROJECT.manifest(name).preprocessing(), name);
    }
    for (String name : List.of("steex-celebahq-decision", "dive-celeba-decision")) {
      assertEquals(Preprocessing.signed().describe(), PROJECT.manifest(name).preprocessing(), name);
    }
    assertEquals(
        Preprocessing.imageNet().fit(Preprocessing.Fit.BICUBIC, 224).describe(),
        PROJECT.manifest("dvce-madry-ft").preprocessing());
  }

  @TestFactory
  List<DynamicTest> each_data_set_says_what_to_do_and_counts_what_was_done() {
    return each(
        dataSets(),
        m -> {
          assertTrue(m.instructions().matches("(download|register|edit) .*https://.*"));
          assertFalse(m.instructions().endsWith("."), "the sentence goes on with the place");
          assertFalse(m.contents().isEmpty());
          assertTrue(m.sha256().isEmpty(), "a folder has no hash");
          Path nowhere = scratch.resolve(m.name());
          String message =
              assertThrows(UncheckedIOException.class, () -> new Verifier().verified(m, nowhere))
                  .getMessage();
          assertTrue(message.endsWith("and put it into " + nowhere), message);
        });
  }

  @TestFactory
  List<DynamicTest> an_empty_folder_is_refused_by_the_first_thing_it_lacks() {
    return each(
        dataSets(),
        m -> {
          Path empty = assertDoesNotThrow(() -> Files.createDirectories(scratch.resolve(m.name())));
          Standing standing = new Verifier().standing(m, empty);
          assertEquals(Standing.State.WRONG, standing.state());
          String first = m.contents().get(0).toString();
          assertTrue(standing.says().startsWith(m.name() + " must hold " + first), standing.says());
        });
  }

  @Test
  void licences_that_restrict_use_ask_for_consent() {
    for (String asks :
        List.of("minisd", "sd-v1-4", "simsiam-resnet50", "celeba", "celeba-hq", "imagenet-val")) {
      assertTrue(Licences.ask(PROJECT.manifest(asks)), asks);
    }
    for (String free : List.of("cin256-v2", "torchvision-resnet50", "dino-vits8")) {
      assertFalse(Licences.ask(PROJECT.manifest(free)), free);
    }
  }
}
