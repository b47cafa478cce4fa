package io.otherwise.target;

import io.otherwise.explain.Image;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import io.otherwise.model.Classifier;
import io.otherwise.target.Perception.Perceived;
import io.otherwise.target.References.Match;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The class that the classifier itself sees nearest: what it takes the nearest reference for, among
 * those it takes for something else than the image.
 *
 * <p>Motzkus, Hellert and Schmid (2024), <a href="https://arxiv.org/abs/2406.01649">CoLa-DCE</a>,
 * Eq. 6. The reference set is nine tenths of ImageNet's validation images there.
 *
 * @param normalise whether perceptions are scaled to length 1 before distances are taken, an option
 *     of the code
 */
public record NearMiss(References references, boolean normalise) implements TargetRule {
  /** As the paper's equation. */
  public static NearMiss among(References references) {
    return new NearMiss(references, false);
  }

  /** The same with another reading of distance. */
  public NearMiss normalise(boolean value) {
    return new NearMiss(references, value);
  }

  /**
   * The near misses themselves: of each image the nearest reference that is taken for another
   * class.
   *
   * @return its place in the reference set; -1 where all references are taken for the same
   */
  public List<Integer> nearest(List<Image> images) {
    Match[] matches = references.nearest(references.perception().of(images), normalise);
    return Arrays.stream(matches).map(Match::reference).toList();
  }

  @Override
  public Queries queries(Classifier classifier, List<Labelled> images) {
    Perception perception = references.perception();
    perception.check(classifier);
    Perceived perceived = perception.of(images.stream().map(Labelled::image).toList());
    Match[] matches = references.nearest(perceived, normalise);
    List<Query> queries = new ArrayList<>();
    for (int i = 0; i < matches.length; i++) {
      if (matches[i].reference() < 0) {
        throw new IllegalArgumentException(
            ("a near miss is a reference taken for another class, but all %s are taken for what %s is;"
                    + " encode references of more classes")
                .formatted(references.size(), images.get(i).image().id()));
      }
      queries.add(images.get(i).towards(classifier.classes().get(matches[i].predicted())));
    }
    return new Queries(queries);
  }
}
