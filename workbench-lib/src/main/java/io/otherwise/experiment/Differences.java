package io.otherwise.experiment;

import io.otherwise.artifact.Provenance;
import io.otherwise.show.Html;
import io.otherwise.show.Shown;
import io.otherwise.show.Tables;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Only what differs between two runs, by name, such as {@code hyperparameters.steps}. */
public record Differences(Map<String, Provenance.Change> changes) implements Shown {
  public Differences {
    changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
  }

  @Override
  public Html toHtml() {
    if (changes.isEmpty()) {
      return Html.of(toString());
    }
    return Tables.rows(List.copyOf(changes.entrySet()))
        .column("what", Map.Entry::getKey)
        .column("here", change -> change.getValue().here())
        .column("there", change -> change.getValue().there())
        .toHtml();
  }

  /** One line a difference: {@code hyperparameters.consensusDegrees: 45.0 -> 90.0}. */
  @Override
  public String toString() {
    return changes.isEmpty()
        ? "nothing differs"
        : changes.entrySet().stream()
            .map(change -> change.getKey() + ": " + change.getValue())
            .collect(Collectors.joining("\n"));
  }
}
