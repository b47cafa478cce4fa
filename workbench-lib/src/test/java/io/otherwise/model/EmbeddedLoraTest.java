package io.otherwise.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.DType;
import io.otherwise.artifact.FloatTensor;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.SafeTensors;
import io.otherwise.explain.Seed;
import io.otherwise.network.Lora;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedLoraTest {
  private static final Lora LORA = new Lora(2, 6);
  private static final String ADAPTED = "tiny-lora";

  @TempDir private Path project;
  private TinyLdm tiny;
  private Manifest base;

  @BeforeEach
  void write() throws IOException {
    tiny = TinyLdm.in(project);
    base = Artifacts.at(project).manifest(TinyLdm.NAME);
    adapted(factors(LORA), LORA);
  }

  private List<Script.Parameter> network() {
    List<Script.Parameter> all = new ArrayList<>();
    SafeTensors.read(tiny.file(TinyLdm.NAME))
        .entries()
        .forEach((key, entry) -> all.add(new Script.Parameter(key, entry.shape(), true)));
    return all;
  }

  private Map<String, FloatTensor> factors(Lora lora) {
    Map<String, FloatTensor> factors = new LinkedHashMap<>();
    lora.factors(network()).forEach(p -> factors.put(p.key(), TinyLdm.tensor(p)));
    return factors;
  }

  private void adapted(Map<String, FloatTensor> factors, Lora lora) {
    tiny.model(ADAPTED, factors, DType.F16, EmbeddedLora.config(base, lora));
  }

  @Test
  void factors_say_how_strongly_they_are_merged_unless_it_is_as_they_were_learnt() {
    assertEquals(Optional.of(3.0), EmbeddedLora.strength(Artifacts.at(project).manifest(ADAPTED)));

    adapted(factors(LORA), new Lora(2, 2));

    assertEquals(Optional.empty(), EmbeddedLora.strength(Artifacts.at(project).manifest(ADAPTED)));
    assertEquals(Optional.empty(), EmbeddedLora.strength(base));
  }

  /** A sample of a model in the project. */
  private float[] sample(String name) {
    try (Scope scope = Scope.open();
        LatentDiffusion model = EmbeddedLdm.open(Artifacts.at(project), name)) {
      return new Sampler(4, 2)
          .sample(model, List.of("old"), 8, 8, Noise.counted(Seed.seed(0), List.of("a")))
          .floats();
    }
  }

  private String refused() {
    Artifacts artifacts = Artifacts.at(project);
    String message =
        assertThrows(IllegalArgumentException.class, () -> EmbeddedLdm.open(artifacts, ADAPTED))
            .getMessage();
    assertTrue(message.matches(".+, but .+; .+"), message);
    return message;
  }

  @Test
  void an_adapted_model_is_the_one_with_merged_weights_and_not_its_base() {
    SafeTensors before = SafeTensors.read(tiny.file(TinyLdm.NAME));
    SafeTensors factors = SafeTensors.read(tiny.file(ADAPTED));
    Map<String, FloatTensor> merged = new LinkedHashMap<>();
    for (Script.Parameter p : network()) {
      float[] values = LORA.merged(p, before.floats(p.key()), f -> factors.floats(f.key()));
      merged.put(p.key(), new FloatTensor(p.shape(), values));
    }
    tiny.model("merged", merged, DType.F32, base.config());

    float[] sample = sample(ADAPTED);

    assertArrayEquals(sample("merged"), sample);
    assertFalse(Arrays.equals(sample(TinyLdm.NAME), sample));
  }

  @Test
  void its_manifest_describes_the_whole_model_and_names_the_base() {
    Manifest manifest = Artifacts.at(project).manifest(ADAPTED);

    base.config().forEach((key, value) -> assertEquals(value, manifest.config().get(key), key));
    assertEquals(TinyLdm.NAME, manifest.config("base", String.class));
    assertEquals(base.sha256(), manifest.config("baseSha256", String.class));
    assertEquals(2, manifest.config("rank", Integer.class));
    assertEquals(6.0, manifest.config("alpha", Double.class));
  }

  @Test
  void factors_beside_other_weights_than_those_here_are_refused() {
    Map<String, FloatTensor> trainedOn = new LinkedHashMap<>();
    network().forEach(p -> trainedOn.put(p.key(), FloatTensor.of(new float[p.size()], size(p))));
    Manifest now = tiny.model(TinyLdm.NAME, trainedOn, DType.F16, base.config());

    String message = refused();

    assertTrue(message.contains(base.sha256()) && message.contains(now.sha256()), message);
    assertTrue(message.contains("environment/train " + ADAPTED), message);
  }

  private static long[] size(Script.Parameter p) {
    return p.shape().stream().mapToLong(Long::longValue).toArray();
  }

  @Test
  void a_factor_that_fits_nowhere_is_refused_by_name() {
    Map<String, FloatTensor> more = factors(LORA);
    more.put("conv.weight.lora_A", FloatTensor.of(new float[4], 2, 2));
    adapted(more, LORA);

    assertTrue(refused().contains("left over are [conv.weight.lora_A]"), refused());
  }

  @Test
  void a_missing_factor_is_refused_by_name() {
    Map<String, FloatTensor> fewer = factors(LORA);
    String first = fewer.keySet().iterator().next();
    fewer.remove(first);
    adapted(fewer, LORA);

    assertTrue(refused().contains("missing are [" + first + "]"), refused());
  }

  @Test
  void factors_of_another_rank_than_the_manifest_says_are_refused() {
    adapted(factors(new Lora(3, 3)), LORA);

    assertTrue(refused().contains("[3, 32] instead of [2, 32]"), refused());
  }
}
