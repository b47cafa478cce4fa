package io.otherwise.show;

import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.Provenance;
import io.otherwise.artifact.Quality;
import java.util.LinkedHashMap;
import java.util.Map;

/** What there is to say of files and runs, by name; empty entries are left out. */
final class Facts {
  private Facts() {}

  static Map<String, Object> of(Manifest manifest) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("kind", manifest.kind());
    facts.put("architecture", manifest.architecture());
    facts.put("labels", String.join(", ", manifest.labels()));
    facts.put("preprocessing", manifest.preprocessing());
    facts.put("source", manifest.source());
    facts.put("licence", manifest.licence());
    facts.put("citation", manifest.citation());
    facts.put("bytes", manifest.bytes() == 0 ? "" : manifest.bytes());
    facts.put("sha256", manifest.sha256());
    facts.put("recipe", manifest.training().recipe());
    facts.put("data", manifest.training().data());
    facts.put("notes", manifest.notes());
    facts.values().removeIf(value -> value.toString().isEmpty());
    return facts;
  }

  /** The measured figures with interval and n. */
  static RowTable<Quality> quality(Manifest manifest) {
    return Tables.rows(manifest.quality())
        .title(manifest.quality().isEmpty() ? "no figures measured" : "measured")
        .column("figure", Quality::figure)
        .column("value", quality -> Numbers.significant(quality.value(), 3))
        .column("95 % interval", Facts::interval)
        .column("n", Quality::n);
  }

  static String interval(Quality quality) {
    return quality.low() == null || quality.high() == null
        ? null
        : Numbers.significant(quality.low(), 3) + " to " + Numbers.significant(quality.high(), 3);
  }

  static Map<String, Object> of(Provenance provenance) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("commit", provenance.commit());
    facts.put("device", provenance.device());
    facts.putAll(provenance.versions());
    facts.put("seed", provenance.seed());
    facts.put("time", provenance.time());
    provenance.hyperparameters().forEach((name, value) -> facts.put("method " + name, value));
    provenance.manifests().forEach((name, hash) -> facts.put("file " + name, hash));
    facts.values().removeIf(value -> value == null || value.toString().isEmpty());
    return facts;
  }
}
