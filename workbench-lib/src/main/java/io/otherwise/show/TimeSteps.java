package io.otherwise.show;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.StepRecord;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How p(target) comes about: its quantiles over the steps, some answers as curves, and below what
 * these looked like on the way.
 *
 * <p>Jeanneret et al. (2022), <a href="https://arxiv.org/abs/2203.15636">Diffusion Models for
 * Counterfactual Explanations</a>, Fig. 6.
 *
 * @param curves quantiles in grey, examples in front
 * @param pictures a row an example, a column a step; empty where no trace has thumbnails
 */
public record TimeSteps(LineChart curves, Optional<ImageGrid> pictures) implements Drawing {
  private static final double[] QUANTILES = {.05, .25, .75, .95};
  private static final int COLUMNS = 8;
  private static final int PIXELS = 64;

  /**
   * The first {@code examples} answers are drawn as curves: chosen ones would tell another story.
   */
  static TimeSteps of(Counterfactuals answers, int examples) {
    if (examples < 0 || examples > 6) {
      throw new IllegalArgumentException(
          "0 to 6 examples can be told apart, but %s were asked for; 3 suit most"
              .formatted(examples));
    }
    Curves all = Curves.of(answers);
    LineChart chart = Charts.axes(all, answers).size(700, 360);
    if (answers.size() > 1 || examples == 0) { // a single curve is all of its quantiles
      chart = quantiles(chart, all, answers.size());
    }
    int drawn = Math.min(examples, answers.size());
    for (int i = 0; i < drawn; i++) {
      String name = name(answers.get(i), i);
      chart = chart.line(new LineChart.Line(name, all.single(i), LineChart.Look.MAIN));
    }
    return new TimeSteps(chart, strip(answers.take(drawn)));
  }

  private static LineChart quantiles(LineChart chart, Curves all, int answers) {
    LineChart drawn = chart;
    for (double q : QUANTILES) {
      String name = q == QUANTILES[0] ? "5, 25, 75, 95 % of " + answers : "";
      List<Point> points = Point.of(all.steps(), all.quantile(q));
      drawn = drawn.line(new LineChart.Line(name, points, LineChart.Look.EXAMPLE));
    }
    List<Point> middle = Point.of(all.steps(), all.quantile(.5));
    return drawn.line(new LineChart.Line("median", middle, LineChart.Look.MIDDLE));
  }

  /** Short, as legends have one line. */
  private static String name(Counterfactual answer, int index) {
    String id = answer.factual().id();
    return letter(index) + ": " + id.substring(id.lastIndexOf('/') + 1);
  }

  private static char letter(int index) {
    return (char) ('A' + index);
  }

  private static Optional<ImageGrid> strip(Counterfactuals examples) {
    TreeMap<Integer, Integer> kept = new TreeMap<>();
    examples.forEach(
        answer ->
            answer.trace().stream()
                .filter(record -> record.thumbnail().isPresent())
                .forEach(record -> kept.putIfAbsent(record.step(), record.timestep())));
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    List<Integer> steps = spread(List.copyOf(kept.keySet()));
    List<String> columns = steps.stream().map(Curves.names(kept)::get).toList();
    List<ImageGrid.Row> rows = new ArrayList<>();
    for (int i = 0; i < examples.size(); i++) {
      Counterfactual answer = examples.get(i);
      List<Tile> tiles = steps.stream().map(step -> tile(answer, step)).toList();
      rows.add(new ImageGrid.Row(letter(i) + ": " + answer.factual().id(), tiles));
    }
    return Optional.of(new ImageGrid("", columns, rows, PIXELS));
  }

  /** Evenly, with the first and the last. */
  private static List<Integer> spread(List<Integer> steps) {
    int n = Math.min(COLUMNS, steps.size());
    return IntStream.range(0, n)
        .mapToObj(i -> steps.get(n == 1 ? 0 : Math.round(i * (steps.size() - 1f) / (n - 1))))
        .toList();
  }

  private static Tile tile(Counterfactual answer, int step) {
    return answer.trace().stream()
        .filter(record -> record.step() == step)
        .findFirst()
        .map(TimeSteps::tile)
        .orElse(Tile.BLANK);
  }

  private static Tile tile(StepRecord record) {
    return record
        .thumbnail()
        .map(Tile::of)
        .orElse(Tile.BLANK)
        .caption(Numbers.probability(record.targetProbability()));
  }

  /** Curves above, pictures below. */
  @Override
  public byte[] png() {
    BufferedImage above = Charts.painted(curves.chart());
    if (pictures.isEmpty()) {
      return Pixels.png(above);
    }
    // At the density of the chart, with letters as large as its own.
    BufferedImage below = new GridPicture(pictures.get().pixels(2 * PIXELS), 22).paint();
    BufferedImage out =
        new BufferedImage(
            Math.max(above.getWidth(), below.getWidth()),
            above.getHeight() + below.getHeight(),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D g = out.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, out.getWidth(), out.getHeight());
    g.drawImage(above, 0, 0, null);
    g.drawImage(below, 0, above.getHeight(), null);
    g.dispose();
    return Pixels.png(out);
  }

  /** The curves alone: pictures are not lines. */
  @Override
  public String svg() {
    return curves.svg();
  }

  @Override
  public Html toHtml() {
    return pictures.isEmpty() ? curves.toHtml() : Html.stacked(curves, pictures.get());
  }
}
