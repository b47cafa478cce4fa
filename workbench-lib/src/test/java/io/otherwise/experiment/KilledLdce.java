package io.otherwise.experiment;

import io.otherwise.explain.Image;
import io.otherwise.explain.Progress;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import io.otherwise.explain.Seed;
import io.otherwise.method.Ldce;
import io.otherwise.method.ToyLatent;
import io.otherwise.model.Classifier;
import io.otherwise.model.LatentDiffusion;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The sweep of LDCE that {@link LdceKillTest} kills: real networks of a few convolutions each. */
final class KilledLdce {
  private static final int SIDE = 16;
  private static final int BATCH = 3;

  private static final Sweep<Ldce> SWEEP =
      Sweep.around(Ldce.world().steps(20))
          .vary("consensusDegrees", Ldce::consensusDegrees, 60, 180)
          .seeds(0, 1);

  private KilledLdce() {}

  /** Says on standard output how far it is, first of all when it begins to compute. */
  public static void main(String... none) {
    PrintStream out = System.out;
    Path store = Path.of(System.getProperty("store"));
    run(RunStore.at(store), (done, total, note) -> out.println(done + " " + note));
  }

  /** 4 settings of 4 batches: 48 answers. */
  static Runs run(RunStore store, Progress progress) {
    try (Classifier classifier = ToyLatent.classifier();
        LatentDiffusion model = ToyLatent.model()) {
      return store.run(
          SWEEP,
          ldce -> ldce.on(classifier, model).microBatch(BATCH),
          queries(),
          Painter.session(),
          progress);
    }
  }

  private static Queries queries() {
    List<Query> all = new ArrayList<>();
    for (int i = 0; i < 4 * BATCH; i++) {
      float[] values = new float[Image.CHANNELS * SIDE * SIDE];
      long key = Seed.seed(7).key("toy" + i, "picture", 0);
      for (int k = 0; k < values.length; k++) {
        values[k] = (float) Seed.uniform(key, k);
      }
      all.add(Image.of("toy/" + i, SIDE, SIDE, values).towards(i % 2 == 0 ? "0" : "1"));
    }
    return new Queries(all);
  }
}
