package io.otherwise.world.flower;

import io.otherwise.world.Brush;
import io.otherwise.world.Draws;
import io.otherwise.world.Layer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Petals and sepals from back to front, with the middle of the flower where it belongs. */
final class Corolla implements Layer {
  private static final double TURN = 2 * Math.PI;

  private final List<Petal> behind = new ArrayList<>();
  private final List<Petal> before = new ArrayList<>();
  private final Heart heart;
  private final Pose middle;
  private final double reach;

  Corolla(Bloom bloom) {
    heart = new Heart(bloom);
    middle = bloom.pose();
    reach = middle.scale * 1.3 * (bloom.form().petals().length() + 0.1);
    List<Petal> sepals = sepals(bloom);
    sepals.removeIf(Petal::before);
    behind.addAll(sepals);
    List<Petal> petals = petals(bloom);
    petals.sort(Comparator.comparingDouble(Petal::depth));
    for (Petal petal : petals) {
      (petal.before() ? before : behind).add(petal);
    }
    sepals = sepals(bloom);
    sepals.removeIf(sepal -> !sepal.before());
    before.addAll(sepals);
  }

  private static List<Petal> petals(Bloom bloom) {
    Petals form = bloom.form().petals();
    Outline outline = new Outline(form.widest(), form.blunt(), form.claw());
    double count = form.count() + bloom.plant().numbers() * Math.max(0, form.count() - 8);
    List<Petal> petals = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      Draws own = bloom.plant().draws().child("petal", k);
      double row = (k % 2 == 0 ? 0.5 : -0.5) * form.rows();
      double full = Math.min(1, count - k);
      double open = bloom.open();
      double length =
          form.length() * (1 + 0.05 * own.bell("length") - 0.05 * row) * Form.mix(0.68, 1, open);
      double half =
          form.length() * form.width() * (1 - bloom.plant().slender()) * Form.mix(0.72, 1, open);
      double angle =
          bloom.plant().spin() + TURN * k / count + 0.16 * own.bell("angle") * TURN / (count + 3);
      double rise =
          Bloom.rise(bloom.form(), open) + 0.14 * own.bell("rise") * open + 0.24 * row * open;
      double bend = Bloom.bend(bloom.form(), open) + 0.12 * own.bell("bend") * open;
      petals.add(
          new Petal(
              bloom,
              outline,
              new Petal.Seat(
                  angle, length, half * full * (1 + 0.08 * own.bell("width")), rise, bend),
              false,
              4 * own.uniform("phase")));
    }
    return petals;
  }

  private static List<Petal> sepals(Bloom bloom) {
    List<Petal> sepals = new ArrayList<>();
    double size = bloom.form().foliage().sepals();
    if (size < 0.02) {
      return sepals;
    }
    Outline outline = new Outline(0.35, 0.25, 0.8);
    Petals form = bloom.form().petals();
    // A bud is mostly wrapped in green.
    double length = form.length() * Form.mix(0.42 + 0.2 * size, size, bloom.open());
    for (int k = 0; k < 5; k++) {
      double angle = bloom.plant().spin() + TURN * (k + 0.5) / 5;
      double rise = Form.mix(1.46, form.rise() - 0.35, bloom.open());
      sepals.add(
          new Petal(
              bloom,
              outline,
              new Petal.Seat(
                  angle, length, 0.17 * form.length(), rise, Form.mix(0.1, -0.2, bloom.open())),
              true,
              0));
    }
    return sepals;
  }

  @Override
  public void paint(Brush brush) {
    double dx = brush.px() - middle.x;
    double dy = brush.py() - middle.y;
    if (dx * dx + dy * dy > reach * reach) {
      return;
    }
    double covered = 0;
    for (Petal petal : behind) {
      covered = petal.paint(brush, covered);
    }
    covered = heart.paint(brush, covered);
    for (Petal petal : before) {
      covered = petal.paint(brush, covered);
    }
  }
}
