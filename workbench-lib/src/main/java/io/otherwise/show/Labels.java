package io.otherwise.show;

import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Names beside points, where they cover as little as possible of each other and of the data. */
final class Labels {
  /** About the width of a letter and the height of a line at 12 points. */
  private static final double LETTER = 6.6;

  private static final double LINE = 14;
  private static final double GAP = 7;

  /** Lines of text between a point and its name, at most. */
  private static final int FARTHEST = 4;

  private Labels() {}

  /** The middle of a name, in pixels from the lower left corner of the plot. */
  record Label(String text, double x, double y) {
    Rectangle2D box() {
      double width = LETTER * text.length();
      return new Rectangle2D.Double(x - width / 2, y - LINE / 2, width, LINE);
    }
  }

  /** One after the other, each in the best place that the earlier ones leave. */
  static List<Label> placed(PointChart plan, Frame frame) {
    List<Line2D> inked = ink(plan, frame);
    List<Label> placed = new ArrayList<>();
    for (PointChart.Series series : plan.series()) {
      Estimate point = series.points().get(0);
      Label best = null;
      double least = Double.POSITIVE_INFINITY;
      for (Label candidate : candidates(series.name(), point, frame)) {
        // A name far from its point may be read as another's.
        double lines = Math.abs(candidate.y() - frame.pixelY(point.y())) / LINE;
        double far = Math.max(0, lines - 1) / 2;
        double cost = far + cost(candidate.box(), placed, inked, frame);
        if (cost < least) {
          least = cost;
          best = candidate;
        }
      }
      placed.add(best);
    }
    return placed;
  }

  /** The four corners first, since whiskers run straight; then beside; then farther away. */
  private static List<Label> candidates(String name, Estimate point, Frame frame) {
    double x = frame.pixelX(point.x());
    double y = frame.pixelY(point.y());
    double dx = LETTER * name.length() / 2 + GAP;
    List<Label> all = new ArrayList<>();
    for (int far = 0; far < FARTHEST; far++) {
      double dy = LINE / 2 + 4 + far * LINE;
      all.add(new Label(name, x + dx, y + dy));
      all.add(new Label(name, x - dx, y + dy));
      all.add(new Label(name, x + dx, y - dy));
      all.add(new Label(name, x - dx, y - dy));
      if (far == 0) {
        all.add(new Label(name, x + dx + GAP, y));
        all.add(new Label(name, x - dx - GAP, y));
      }
    }
    return all;
  }

  /** Points and whiskers as lines. */
  private static List<Line2D> ink(PointChart plan, Frame frame) {
    List<Line2D> ink = new ArrayList<>();
    for (PointChart.Series series : plan.series()) {
      for (Estimate p : series.points()) {
        double x = frame.pixelX(p.x());
        double y = frame.pixelY(p.y());
        ink.add(new Line2D.Double(x - 4, y, x + 4, y));
        ink.add(new Line2D.Double(x, frame.pixelY(p.yLow()), x, frame.pixelY(p.yHigh())));
        ink.add(new Line2D.Double(frame.pixelX(p.xLow()), y, frame.pixelX(p.xHigh()), y));
      }
    }
    return ink;
  }

  private static double cost(Rectangle2D box, List<Label> placed, List<Line2D> ink, Frame frame) {
    Rectangle2D plot = new Rectangle2D.Double(0, 0, frame.width(), frame.height());
    double cost = plot.contains(box) ? 0 : 8;
    cost += 5 * placed.stream().filter(other -> other.box().intersects(box)).count();
    return cost + ink.stream().filter(line -> line.intersects(box)).count();
  }
}
