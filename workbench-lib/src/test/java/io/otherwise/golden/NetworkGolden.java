package io.otherwise.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.otherwise.model.Ancestral;
import io.otherwise.model.PixelDiffusion;
import io.otherwise.tensor.Gradients;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Single forward passes and vector-Jacobian products of the algorithm files' small networks. */
final class NetworkGolden {
  /** The class that the first image of a class-conditional model is shown as. */
  private static final String FIRST_CLASS = "3";

  private static final String FIRST_STAGE = "first_stage_model.";

  private final GoldenFile file;
  private final Map<String, Stored> outputs;
  private final Map<String, double[]> found = new HashMap<>();

  private NetworkGolden(GoldenFile file) {
    this.file = file;
    this.outputs = file.outputs();
  }

  /** Returns the largest relative error. */
  static double check(GoldenFile file) {
    NetworkGolden golden = new NetworkGolden(file);
    try (Scope scope = Scope.open()) {
      JsonNode config = file.json().path("config");
      if (config.has("unet_config")) {
        golden.latentDiffusion(config);
      } else if (config.has("diffusion_steps")) {
        golden.pixelDiffusion(config);
      } else if (config.isEmpty()) {
        golden.classifiers();
      } else {
        throw new NotUnderstood(
            "networks checked so far are latent and pixel diffusion models and classifiers, but the"
                + " config has "
                + config
                + "; teach NetworkGolden that network");
      }
    }
    return golden.compare();
  }

  private double compare() {
    double worst = 0;
    for (Stored stored : outputs.values()) {
      double[] values = found.get(stored.name());
      if (values == null) {
        throw new NotUnderstood(
            "NetworkGolden computes " + found.keySet() + ", but " + stored.name() + " is stored");
      }
      boolean codes = Set.of("code_indices", "quantised").contains(stored.name());
      Stored.Rule rule = stored.exact() ? Stored.Rule.MASK : Stored.Rule.MOST;
      worst = Math.max(worst, stored.check(values, codes ? rule : Stored.Rule.EVERY));
    }
    return worst;
  }

  private void put(String name, Tensor value) {
    found.put(name, Stored.widened(value.floats()));
  }

  private long[] shape(String output) {
    return outputs.get(output).shape().stream().mapToLong(Long::longValue).toArray();
  }

  /** The n-th input of these files, in the shape of an output. */
  private Tensor noise(int n, String like) {
    int size = FormulaTensors.size(outputs.get(like).shape());
    return Tensor.of(FormulaTensors.noise("net", n, file.run(), size), shape(like));
  }

  /** One pass and the gradient for its first input, with the cotangent of these files. */
  private List<Tensor> pass(
      String output, String gradient, Network network, Tensor first, Tensor... rest) {
    try (network;
        Gradients graph = Gradients.record()) {
      Tensor[] inputs = new Tensor[rest.length + 1];
      inputs[0] = graph.leaf(first);
      System.arraycopy(rest, 0, inputs, 1, rest.length);
      List<Tensor> answers = network.runAll(inputs);
      put(output, answers.get(0));
      if (outputs.containsKey(gradient)) {
        Tensor cotangent = noise(2, output);
        put(
            gradient,
            graph.vjp(List.of(answers.get(0)), List.of(inputs[0]), List.of(cotangent)).get(0));
      }
      return answers;
    }
  }

  private Network network(String place, Script script, Value... answers) {
    script.returns(answers);
    return new Network(
        script, Weights.from(script.parameters(), LatentModel.below(place, file.run())));
  }

  // ---- latent diffusion models

  private void latentDiffusion(JsonNode config) {
    FormulaConditioning conditioning =
        FormulaConditioning.of(config.get("cond_stage_config"), file.run());
    Tensor context =
        Tensor.cat(List.of(conditioning.towards(List.of(FIRST_CLASS)), conditioning.none(1)), 0);
    put("context", context);
    long[] timesteps = GoldenFile.longs(file.settings().get("timesteps"));
    Script s = new Script();
    Value eps =
        Architecture.unetOf(config.at("/unet_config/params"))
            .forward(s.layers(), s.input("zt"), s.input("t"), s.input("context"));
    Network unet = network("model.diffusion_model.", s, eps);
    Tensor t = Tensor.of(timesteps, timesteps.length);
    pass("unet_out", "unet_vjp", unet, noise(0, "unet_out"), t, context);
    JsonNode firstStage = config.at("/first_stage_config/params");
    if (firstStage.has("n_embed")) {
      vq(firstStage);
    } else {
      kl(firstStage, config.path("scale_factor").asDouble(1));
    }
  }

  private void kl(JsonNode config, double scale) {
    var architecture = Architecture.klOf(config);
    Script e = new Script();
    Value moments = architecture.moments(e.layers(), e.input("image"));
    try (Network encoder = network(FIRST_STAGE, e, moments)) {
      Tensor both = encoder.run(noise(1, "decoded").clamp(-1, 1));
      long channels = both.size(1) / 2;
      Tensor logVariance = both.narrow(1, channels, channels).clamp(-30, 20);
      put("posterior_mean", both.narrow(1, 0, channels));
      put("posterior_logvar", logVariance);
      put("posterior_std", logVariance.times(0.5).exp());
    }
    Script d = new Script();
    Value image = architecture.decode(d.layers(), d.input("latent").over(scale));
    pass("decoded", "decode_vjp", network(FIRST_STAGE, d, image), noise(0, "unet_out"));
  }

  private void vq(JsonNode config) {
    var architecture = Architecture.vqOf(config);
    Script e = new Script();
    Value encoded = architecture.encode(e.layers(), e.input("image"));
    try (Network encoder = network(FIRST_STAGE, e, encoded)) {
      put("encoder_out", encoder.run(noise(1, "decoded").clamp(-1, 1)));
    }
    Script d = new Script();
    var quantised = architecture.quantise(d.layers(), d.input("latent"));
    Value image = architecture.decode(d.layers(), quantised.latent());
    Network decoder = network(FIRST_STAGE, d, image, quantised.latent(), quantised.codes());
    List<Tensor> made = pass("decoded", "decode_vjp", decoder, noise(0, "unet_out"));
    put("quantised", made.get(1));
    found.put("code_indices", Stored.widened(made.get(2).longs()));
  }

  // ---- pixel diffusion models: "unet_out", "p_mean_variance_index3/mean", ...

  private static final Pattern REVERSE = Pattern.compile("p_mean_variance_index(\\d+)/(\\w+)");

  private void pixelDiffusion(JsonNode config) {
    long[] timesteps = GoldenFile.longs(file.settings().get("timesteps"));
    Script s = new Script();
    Value out = PixelModel.unetOf(config).forward(s.layers(), s.input("xt"), s.input("t"));
    Tensor xt = noise(0, "unet_vjp");
    Tensor t = Tensor.of(timesteps, timesteps.length);
    pass("unet_out", "unet_vjp", network(PixelModel.PLACE, s, out), xt, t);
    try (PixelDiffusion model = PixelModel.of(file)) {
      Ancestral sampler = PixelModel.sampler(model, config);
      outputs.keySet().stream()
          .map(REVERSE::matcher)
          .filter(Matcher::matches)
          .forEach(m -> put(m.group(), reverse(sampler, xt, m)));
    }
  }

  private static Tensor reverse(Ancestral sampler, Tensor xt, Matcher name) {
    Ancestral.Prediction p = sampler.predict(xt, Integer.parseInt(name.group(1)));
    return switch (name.group(2)) {
      case "mean" -> p.mean();
      case "variance" -> p.variance();
      case "log_variance" -> p.logVariance();
      case "pred_xstart" -> p.clean();
      default -> throw new NotUnderstood("a reverse step has no quantity " + name.group(2));
    };
  }

  // ---- classifiers and perceptual features: "multi/logits", "robust_multi/vjp", ...

  private void classifiers() {
    for (String output : outputs.keySet()) {
      String[] name = output.split("/");
      if (name[1].equals("vjp")) {
        continue;
      }
      Script s = new Script();
      boolean perceptual = name[0].equals("perceptual");
      Value answer =
          perceptual
              ? TinyFeatures.layers(s.layers().at("perceptual"), s.input("image"))
              : TinyClassifier.logits(
                  s.layers().at(name[0].startsWith("robust") ? "robust" : "classifier"),
                  s.input("image"),
                  shape(output).length == 1 ? 1 : Math.toIntExact(shape(output)[1]));
      String gradient = name[0] + "/vjp";
      int size = FormulaTensors.size(outputs.get(gradient).shape());
      float[] pixels = FormulaTensors.image("input:image", file.run(), size);
      pass(output, gradient, network("", s, answer), Tensor.of(pixels, shape(gradient)));
    }
  }
}
