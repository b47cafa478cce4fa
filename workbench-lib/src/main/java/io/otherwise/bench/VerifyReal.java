package io.otherwise.bench;

import io.otherwise.Workbench;
import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.Json;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.Sha256;
import io.otherwise.model.Classifier;
import io.otherwise.model.Images;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** {@code environment/verify-real}: the small published networks on a connected machine. */
public final class VerifyReal {
  private static final String USAGE =
      "usage: environment/verify-real [--certificate FILE] [NAME...]; without names the small"
          + " networks";
  private static final List<String> SMALL =
      List.of(
          "torchvision-resnet18",
          "torchvision-resnet50",
          "dino-vits8",
          "dinov2-vits14",
          "fid-inception");
  private static final int SIDE = 256;
  private static final int SHOWN = 5;

  private final Workbench lab;
  private final Artifacts artifacts;
  private final KnownOutputs known;

  private VerifyReal(Workbench lab) {
    this.lab = lab;
    this.artifacts = lab.artifacts();
    this.known = KnownOutputs.read(artifacts.home().resolve("environment/known-outputs.json"));
  }

  /** Exit code 0: all agree, 1: one does not, 2: wrong arguments. */
  public static void main(String... arguments) throws IOException {
    List<String> names = new ArrayList<>(List.of(arguments));
    Path file = Path.of("verify-real.json");
    int flag = names.indexOf("--certificate");
    if (flag >= 0 && flag + 1 < names.size()) {
      names.remove(flag);
      file = Path.of(names.remove(flag));
    }
    if (names.stream().anyMatch(n -> n.startsWith("-"))) {
      System.err.println(USAGE);
      System.exit(2);
    }
    int code;
    try (Workbench lab = Workbench.open()) {
      code = run(lab, names.isEmpty() ? SMALL : names, file, System.out);
    }
    System.exit(code);
  }

  /** As {@link #main}. */
  static int run(Workbench lab, List<String> names, Path file, PrintStream out) throws IOException {
    VerifyReal verify = new VerifyReal(lab);
    List<Certificate.Entry> entries = new ArrayList<>();
    for (String name : names) {
      Certificate.Entry entry = verify.entry(name);
      out.println(entry.says());
      entries.add(entry);
    }
    Certificate certificate = new Certificate(lab.provenance(), entries);
    Files.write(file, Json.bytes(certificate));
    out.printf("certificate: %s, %s%n", certificate.passed() ? "passed" : "FAILED", file);
    return certificate.passed() ? 0 : 1;
  }

  private Certificate.Entry entry(String name) {
    try {
      Path file = artifacts.fetch(name, bytes -> {});
      Manifest manifest = artifacts.manifest(name);
      String hash = manifest.hashed() ? "with the published hash" : "without a published hash";
      boolean classifies = manifest.kind().equals("classifier");
      float[] outputs = outputs(name, classifies);
      double norm =
          Math.sqrt(
              IntStream.range(0, outputs.length)
                  .mapToDouble(i -> outputs[i] * (double) outputs[i])
                  .sum());
      List<KnownOutputs.Compared> compared = classifies ? compared(name) : List.of();
      return new Certificate.Entry(
          name, Sha256.of(file), hash, outputs.length, norm, largest(outputs), compared, "");
    } catch (RuntimeException e) {
      return Certificate.Entry.failed(name, e.getMessage());
    }
  }

  private float[] outputs(String name, boolean classifies) {
    try (Scope scope = Scope.open()) {
      Tensor image = Images.tensor(List.of(FormulaModels.image(SIDE)));
      Tensor outputs =
          classifies ? lab.classifier(name).logits(image) : lab.features(name).features(image);
      float[] values = outputs.floats();
      for (float value : values) {
        if (!Float.isFinite(value)) {
          throw new IllegalStateException(
              "outputs are finite numbers, but one is " + value + "; send the certificate back");
        }
      }
      return values;
    }
  }

  private static List<Integer> largest(float... outputs) {
    return IntStream.range(0, outputs.length)
        .boxed()
        .sorted((a, b) -> Float.compare(outputs[b], outputs[a]))
        .limit(SHOWN)
        .toList();
  }

  private List<KnownOutputs.Compared> compared(String name) {
    Classifier classifier = lab.classifier(name);
    return known.of(name).stream()
        .map(k -> k.compare(classifier, artifacts.fetch(k.picture(), bytes -> {})))
        .toList();
  }
}
