package io.otherwise.model;

import io.otherwise.artifact.DType;
import io.otherwise.artifact.FloatTensor;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.SafeTensors;
import io.otherwise.explain.Seed;
import io.otherwise.network.KlAutoencoder;
import io.otherwise.network.LdmUNet;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A project with a whole model in files, as small as the classes allow.
 *
 * @param manifests its folder data-manifests
 */
record TinyLdm(Path manifests) {
  static final String NAME = "tiny-ldm";

  private static final KlAutoencoder FIRST = new KlAutoencoder(32, List.of(1), 1, 4, 4, 2);
  private static final LdmUNet UNET =
      new LdmUNet(4, 4, 32, 1, List.of(1, 1), List.of(2), 2, -1, 1, 8);

  /** Writes the autoencoder {@code first} and the model {@link #NAME}. */
  static TinyLdm in(Path project) throws IOException {
    TinyLdm tiny = new TinyLdm(project.resolve("data-manifests"));
    Files.createDirectories(tiny.manifests.resolve("weights"));
    Script first = new Script();
    first.returns(
        FIRST.moments(first.layers(), first.input("x")),
        FIRST.decode(first.layers(), first.input("z")));
    Path file = tiny.save("first", tensors(first, ""), DType.F16);
    Manifest.shipped("first", "autoencoder", "KlAutoencoder", EmbeddedLdm.config(FIRST), file)
        .writeTo(tiny.manifests);
    Script unet = new Script();
    unet.returns(UNET.forward(unet.layers(), unet.input("z"), unet.input("t"), unet.input("c")));
    Map<String, FloatTensor> all = tensors(unet, "model.diffusion_model.");
    all.put(TokenTable.KEY, FloatTensor.of(new float[24], 3, 8));
    Map<String, Object> config = new HashMap<>(EmbeddedLdm.config(UNET));
    config.put("firstStage", "first");
    config.put("scaleFactor", 0.5);
    tiny.model(NAME, all, DType.F16, config);
    return tiny;
  }

  private static Map<String, FloatTensor> tensors(Script script, String prefix) {
    Map<String, FloatTensor> tensors = new LinkedHashMap<>();
    for (Script.Parameter p : script.parameters()) {
      tensors.put(prefix + p.key(), tensor(p));
    }
    return tensors;
  }

  /** Small values that depend on the key alone. */
  static FloatTensor tensor(Script.Parameter p) {
    float[] values = new float[p.size()];
    Noise.fill(Seed.seed(3).key(p.key(), "weights", 0), values, 0, values.length);
    for (int i = 0; i < values.length; i++) {
      values[i] *= 0.05f;
    }
    return new FloatTensor(p.shape(), values);
  }

  Path file(String name) {
    return manifests.resolve("weights").resolve(name + ".safetensors");
  }

  private Path save(String name, Map<String, FloatTensor> tensors, DType dtype) {
    SafeTensors.write(file(name), tensors, dtype, Map.of());
    return file(name);
  }

  /** Writes a model for one side of one attribute and its manifest. */
  Manifest model(
      String name, Map<String, FloatTensor> tensors, DType dtype, Map<String, Object> config) {
    Path file = save(name, tensors, dtype);
    Manifest manifest =
        Manifest.shipped(name, "latent-diffusion", "LdmUNet", config, file)
            .labels(List.of("young", "old"));
    manifest.writeTo(manifests);
    return manifest;
  }
}
