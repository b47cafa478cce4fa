package io.otherwise.experiment;

import io.otherwise.explain.Counterfactuals;
import io.otherwise.metric.Metric;
import io.otherwise.metric.Sample;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * What metrics have seen of answers. Looking takes networks and minutes: tables that grow from each
 * other look once. Answers are told apart by identity, since comparing their pictures takes time.
 */
final class Samples {
  private final Map<Counterfactuals, Map<Metric, Sample>> seen = new IdentityHashMap<>();

  synchronized Sample of(Metric metric, Counterfactuals answers) {
    Map<Metric, Sample> own = seen.computeIfAbsent(answers, a -> new HashMap<>());
    Sample sample = own.get(metric);
    if (sample == null) {
      sample = metric.sample(answers);
      own.put(metric, sample);
    }
    return sample;
  }
}
