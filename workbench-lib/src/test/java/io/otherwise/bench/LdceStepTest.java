package io.otherwise.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Cost;
import io.otherwise.tensor.Work;
import org.junit.jupiter.api.Test;

class LdceStepTest {
  private static Work work(double forward, double backward) {
    return new Work(forward, backward, 0, 0, 0, 0, 0);
  }

  @Test
  void operations_are_those_of_the_calls() {
    LdceStep.Parts parts = new LdceStep.Parts(work(1, 2), work(10, 20), work(100, 200));
    Cost cost = Cost.ZERO.unet(2, 2).decoder(1, 2).classifier(1, 1);

    assertEquals(2 * 1 + 2 * 2 + 10 + 2 * 20 + 100 + 200, parts.operations(cost));
  }

  @Test
  void published_networks_have_the_size_and_work_that_is_known_of_them() {
    LdceStep.Parts cin = LdceStep.cin256();
    LdceStep.Parts sd = LdceStep.stableDiffusion();

    // Millions of weights, and billions of multiplications and additions of a ResNet-50.
    assertEquals(400.9, cin.unet().weightBytes() / 4e6, 0.1);
    assertEquals(859.5, sd.unet().weightBytes() / 4e6, 0.1);
    assertEquals(2 * 4.09, cin.classifier().forward() / 1e9, 0.05);
    assertTrue(cin.unet().forward() > 1e11 && cin.decoder().forward() > 1e11, cin.toString());
  }

  @Test
  void an_idle_stopwatch_still_has_a_processor_time_to_divide_by() {
    Stopwatch.Seconds seconds = Stopwatch.start().seconds();

    assertTrue(seconds.wall() >= 0 && seconds.processor() > 0, seconds.toString());
  }
}
