package io.otherwise.metric;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.explain.Scores;
import io.otherwise.explain.Seed;
import io.otherwise.model.Classifier;
import io.otherwise.model.FeatureNetwork;
import io.otherwise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Small answers and networks in closed form, all of them on the heap. */
final class PairAnswers {
  static final int SIDE = 8;

  private PairAnswers() {}

  /** A picture of one value. */
  static Image plain(double value) {
    float[] values = new float[Image.CHANNELS * SIDE * SIDE];
    java.util.Arrays.fill(values, (float) value);
    return Image.of("plain/" + value, SIDE, SIDE, values);
  }

  /** A picture of values that follow from a number. */
  static Image noisy(int number, int side) {
    long key = Seed.seed(number).key("pair", "noisy", 0);
    float[] values = new float[Image.CHANNELS * side * side];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Seed.uniform(key, i);
    }
    return Image.of("noisy/" + number, side, side, values);
  }

  /** From dark to bright: p(bright) is what {@link Shade} says of the pictures. */
  static Counterfactual towardsBright(Image factual, Image edited) {
    Shade shade = new Shade();
    return Counterfactual.of(
        factual.towards("bright").trueLabel("dark"),
        edited,
        shade.score(factual),
        shade.score(edited));
  }

  /** An answer on plain pictures with p(bright) as given, before 0.25. */
  static Counterfactual ending(double after) {
    return Counterfactual.of(
        plain(.25).towards("bright").trueLabel("dark"),
        plain(after),
        Scores.binary("dark", "bright", .25f),
        Scores.binary("dark", "bright", (float) after));
  }

  static Counterfactuals endings(double... after) {
    return new Counterfactuals(
        IntStream.range(0, after.length).mapToObj(i -> ending(after[i])).toList());
  }

  static Counterfactuals some(int n, IntFunction<Counterfactual> answer) {
    return new Counterfactuals(IntStream.range(0, n).mapToObj(answer).toList());
  }

  static Counterfactuals reversed(Counterfactuals answers) {
    List<Counterfactual> all = new ArrayList<>(answers.all());
    Collections.reverse(all);
    return new Counterfactuals(all);
  }

  static double mean(Image image) {
    double sum = 0;
    for (float v : image.values()) {
      sum += v;
    }
    return sum / image.values().length;
  }

  /** p(bright) is a picture's mean value; counts its calls. */
  static final class Shade implements Classifier {
    final List<Integer> chunks = new ArrayList<>();

    @Override
    public String name() {
      return "shade";
    }

    @Override
    public List<String> classes() {
      return List.of("dark", "bright");
    }

    @Override
    public boolean binary() {
      return true;
    }

    @Override
    public List<Scores> score(List<Image> images) {
      chunks.add(images.size());
      return images.stream().map(i -> Scores.binary("dark", "bright", (float) mean(i))).toList();
    }

    @Override
    public Tensor logits(Tensor images) {
      throw new UnsupportedOperationException("scores are made on the heap");
    }

    @Override
    public void close() {}
  }

  /** Features in closed form. */
  record Features(String name, Function<Image, float[]> of) implements FeatureNetwork {
    @Override
    public float[][] features(List<Image> images) {
      return images.stream().map(of).toArray(float[][]::new);
    }
  }

  /** The first pixel's red and green. */
  static Features firstPixel(String name) {
    return new Features(name, i -> new float[] {i.at(0, 0, 0), i.at(1, 0, 0)});
  }

  /** A picture whose first pixel is red and green as given. */
  static Image pixel(double red, double green) {
    float[] values = new float[Image.CHANNELS * SIDE * SIDE];
    values[0] = (float) red;
    values[SIDE * SIDE] = (float) green;
    return Image.of("pixel/" + red + "/" + green, SIDE, SIDE, values);
  }
}
