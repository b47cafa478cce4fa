package io.otherwise.target;

import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import io.otherwise.model.Classifier;
import java.util.ArrayList;
import java.util.List;

/**
 * The true class of a misclassified image: what would have had to be seen to get it right? Images
 * that are classified rightly are left out. LDCE's model errors and CoLa-DCE's Section 5.4 ask so.
 */
public record TrueClass() implements TargetRule {
  @Override
  public Queries queries(Classifier classifier, List<Labelled> images) {
    List<String> labels = images.stream().map(image -> image.known("a model's error")).toList();
    labels.forEach(classifier::indexOf);
    List<String> predicted = Predictions.of(classifier, images);
    List<Query> queries = new ArrayList<>();
    for (int i = 0; i < predicted.size(); i++) {
      if (!predicted.get(i).equals(labels.get(i))) {
        queries.add(images.get(i).towards(labels.get(i)));
      }
    }
    return new Queries(queries);
  }
}
