package io.otherwise.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.otherwise.diffusion.NoiseSchedule;
import io.otherwise.diffusion.Timesteps;
import io.otherwise.explain.Image;
import io.otherwise.image.Kernel;
import io.otherwise.image.Resize;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Building blocks: embeddings, schedules, resizes, activations; each case says what it is. */
final class PrimitivesGolden {
  /** One last bit of a frequency, 6e-8, turns 999 of them by 6e-5 radians. */
  private static final double EMBEDDING_BOUND = 1e-4;

  private static final double BOUND = 2e-6;

  private final GoldenFile file;
  private double worst;

  private PrimitivesGolden(GoldenFile file) {
    this.file = file;
  }

  /** Returns the largest difference over the largest value, embeddings apart. */
  static double check(GoldenFile file) {
    PrimitivesGolden golden = new PrimitivesGolden(file);
    try (Scope scope = Scope.open()) {
      file.json().get("cases").forEach(golden::checkCase);
    }
    return golden.worst;
  }

  private void checkCase(JsonNode one) {
    if (one.has("timesteps")) {
      long[] timesteps = GoldenFile.longs(one.get("timesteps"));
      float[] found = ScheduleGolden.embedding(timesteps, one.get("shape").get(1).asInt());
      compare(one, "values", Stored.widened(found), EMBEDDING_BOUND);
    } else if (one.has("betas")) {
      checkSchedule(one);
    } else if (one.has("first") && one.has("last")) {
      checkList(one);
    } else if (one.has("input")) {
      compare(one, "values", resized(one), BOUND);
    } else if (one.has("x")) {
      checkActivations(one);
    } else {
      throw new NotUnderstood(
          "building blocks are embeddings, schedules, timestep lists, resizes and activations, but"
              + " one is "
              + one.get("case").asText()
              + "; teach PrimitivesGolden that block");
    }
  }

  private void compare(JsonNode one, String what, double[] found, double bound) {
    double[] wanted = GoldenFile.doubles(one.get(what));
    String label = one.get("case").asText() + ": " + what;
    Stored stored =
        new Stored(label, List.of((long) wanted.length), false, wanted, 1, bound, bound, one);
    double error =
        stored.within(bound * Math.max(1, stored.largest())).check(found, Stored.Rule.EVERY);
    worst = bound == EMBEDDING_BOUND ? worst : Math.max(worst, error);
  }

  private void checkSchedule(JsonNode one) {
    int steps = one.get("steps").asInt();
    NoiseSchedule schedule =
        one.has("linear_start")
            ? NoiseSchedule.latent(
                one.get("linear_start").asDouble(), one.get("linear_end").asDouble(), steps)
            : NoiseSchedule.linear(steps);
    int[] at = GoldenFile.ints(one.get("indices")).stream().mapToInt(Integer::intValue).toArray();
    compare(one, "betas", Arrays.stream(at).mapToDouble(schedule::beta).toArray(), 1e-14);
    compare(
        one, "alphas_cumprod", Arrays.stream(at).mapToDouble(schedule::alphaBar).toArray(), 1e-13);
  }

  /** "ddim_timesteps uniform 500 of 1000": only the label has the two numbers. */
  private void checkList(JsonNode one) {
    Matcher label = Pattern.compile("uniform (\\d+) of (\\d+)").matcher(one.get("case").asText());
    if (!label.find()) {
      throw new NotUnderstood(
          "a timestep list is labelled 'uniform N of T', but " + one.get("case"));
    }
    NoiseSchedule schedule = NoiseSchedule.linear(Integer.parseInt(label.group(2)));
    int[] list = Timesteps.ddim(schedule, Integer.parseInt(label.group(1))).toArray();
    int first = one.get("first").size();
    int last = one.get("last").size();
    if (list.length != one.get("count").asInt()) {
      throw new AssertionError(one.get("case") + " has " + list.length + " timesteps");
    }
    compare(one, "first", IntStream.range(0, first).mapToDouble(i -> list[i]).toArray(), 0);
    compare(
        one,
        "last",
        IntStream.range(list.length - last, list.length).mapToDouble(i -> list[i]).toArray(),
        0);
  }

  private double[] resized(JsonNode one) {
    JsonNode input = one.get("input");
    int[] from = GoldenFile.ints(input.get("shape")).stream().mapToInt(i -> i).toArray();
    int[] to = GoldenFile.ints(one.get("shape")).stream().mapToInt(i -> i).toArray();
    float[] values =
        FormulaTensors.input(
            input.get("kind").asText(),
            input.get("name").asText(),
            file.run(),
            Arrays.stream(from).reduce(1, (a, b) -> a * b));
    if (one.has("scale_factor")) {
      return scaled(one, values, from, to);
    }
    double[] all = new double[to[0] * to[1] * to[2] * to[3]];
    for (int plane = 0; plane < to[0] * to[1]; plane++) {
      double[] found = plane(one.get("case").asText(), values, plane, from, to);
      System.arraycopy(found, 0, all, plane * found.length, found.length);
    }
    return all;
  }

  /** One channel as a grey image; squeezed, so that clamping never touches an overshoot. */
  private static double[] plane(String how, float[] values, int plane, int[] from, int[] to) {
    int size = from[2] * from[3];
    float[] rgb = new float[Image.CHANNELS * size];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = 0.25f + 0.5f * values[plane * size + i % size];
    }
    Image image = Image.of("plane", from[2], from[3], rgb);
    Kernel kernel = how.startsWith("bicubic") ? Kernel.BICUBIC : Kernel.BILINEAR;
    Image made;
    if (how.startsWith("nearest")) {
      made = Resize.nearest(image, to[2], to[3]);
    } else if (how.endsWith(", antialias")) {
      made = Resize.antialiased(image, to[2], to[3], kernel);
    } else {
      made = Resize.plain(image, to[2], to[3], kernel);
    }
    return IntStream.range(0, to[2] * to[3])
        .mapToDouble(i -> (made.values()[i] - 0.25) / 0.5)
        .toArray();
  }

  /** As position tables are stretched: the scale is given and differs from the ratio of sizes. */
  private static double[] scaled(JsonNode one, float[] values, int[] from, int[] to) {
    double[] factors = GoldenFile.doubles(one.get("scale_factor"));
    Value made;
    Script script = new Script();
    made =
        script.call(
            "torch.upsample_bicubic2d",
            script.input("x"),
            new long[] {to[2], to[3]},
            false,
            factors[0],
            factors[1]);
    script.returns(made);
    long[] shape = Arrays.stream(from).asLongStream().toArray();
    return Stored.widened(run(script, Tensor.of(values, shape)));
  }

  private void checkActivations(JsonNode one) {
    activation(one, "gelu_exact", Value::gelu);
    activation(one, "gelu_tanh", x -> x.script().call("torch.gelu", x, "approximate='tanh'"));
    activation(one, "quick_gelu", x -> x.times(x.times(1.702).sigmoid()));
    activation(one, "silu", Value::silu);
  }

  private void activation(JsonNode one, String name, Function<Value, Value> function) {
    if (one.has(name)) {
      double[] x = GoldenFile.doubles(one.get("x"));
      float[] values = new float[x.length];
      IntStream.range(0, x.length).forEach(i -> values[i] = (float) x[i]);
      Script script = new Script();
      script.returns(function.apply(script.input("x")));
      compare(one, name, Stored.widened(run(script, Tensor.of(values, x.length))), 1e-6);
    }
  }

  private static float[] run(Script script, Tensor x) {
    try (Network network =
        new Network(script, Weights.from(script.parameters(), p -> new float[0]))) {
      return network.run(x).floats();
    }
  }
}
