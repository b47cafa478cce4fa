package io.otherwise.world;

import io.otherwise.artifact.Json;
import io.otherwise.artifact.Sha256;
import io.otherwise.explain.Image;
import io.otherwise.image.Png;
import io.otherwise.world.ModelTruth.Edit;
import io.otherwise.world.ModelTruth.Member;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One search as a file. Rendered pictures are whole 255ths, so PNG keeps them to the bit and
 * reading renders nothing.
 *
 * @param already true where the classifier calls the factual picture the target: nothing to search
 * @param members null where there are none
 * @param seal SHA-256 of this record with an empty seal: a file that was changed shows
 */
record TruthFile(
    int format,
    TruthKey.Stored key,
    boolean already,
    float before,
    int renders,
    List<Found> members,
    String seal) {
  static final int FORMAT = 1;

  /** One member with its picture as PNG. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Found(
      List<Change> edits, float score, double pixelDistance, double sceneDistance, byte[] png) {}

  /** An edit by the name of its factor. */
  record Change(String attribute, double value) {}

  static TruthFile of(TruthKey key, Optional<ModelTruth> truth) {
    return new TruthFile(
            FORMAT,
            key.stored(),
            truth.isEmpty(),
            truth.map(ModelTruth::before).orElse(0f),
            truth.map(ModelTruth::renders).orElse(0),
            truth.map(TruthFile::found).orElse(null),
            "")
        .sealed();
  }

  private static List<Found> found(ModelTruth truth) {
    return truth.members().isEmpty() ? null : truth.members().stream().map(TruthFile::of).toList();
  }

  private static Found of(Member m) {
    List<Change> edits =
        m.edits().stream().map(e -> new Change(e.attribute().key(), e.value())).toList();
    return new Found(edits, m.score(), m.pixelDistance(), m.sceneDistance(), Png.encode(m.image()));
  }

  /** The same under the seal that fits it. */
  TruthFile sealed() {
    return seal(fitting());
  }

  private TruthFile seal(String newSeal) {
    return new TruthFile(format, key, already, before, renders, members, newSeal);
  }

  private String fitting() {
    return Sha256.of(Json.bytes(seal("")));
  }

  byte[] bytes() {
    return Json.bytes(this);
  }

  /**
   * The truth that was stored under a key; empty where the picture was the target already.
   *
   * @throws IOException if the bytes were cut short or changed, or belong to another key
   */
  static Optional<ModelTruth> read(byte[] bytes, TruthKey key) throws IOException {
    TruthFile file = parsed(bytes);
    if (!file.fitting().equals(file.seal)) {
      throw new IOException("its seal does not fit its content");
    }
    if (file.format != FORMAT || !key.stored().equals(file.key)) {
      throw new IOException("it answers another question");
    }
    return file.already ? Optional.empty() : Optional.of(file.truth(key.scene()));
  }

  private static TruthFile parsed(byte[] bytes) throws IOException {
    try {
      return Json.read(bytes, TruthFile.class);
    } catch (IOException e) {
      throw new IOException("it is cut short, or no search at all", e);
    }
  }

  private ModelTruth truth(WorldScene query) throws IOException {
    List<Member> all = new ArrayList<>();
    for (Found one : members == null ? List.<Found>of() : members) {
      all.add(member(query, one));
    }
    return new ModelTruth(query, before, all, renders);
  }

  private static Member member(WorldScene query, Found one) throws IOException {
    WorldScene scene = query;
    List<Edit> edits = new ArrayList<>();
    for (Change change : one.edits) {
      edits.add(new Edit(factor(query, change.attribute), change.value));
      scene = scene.with(change.attribute, change.value);
    }
    return new Member(
        scene, edits, picture(scene, one), one.score, one.pixelDistance, one.sceneDistance);
  }

  private static Factor factor(WorldScene query, String key) throws IOException {
    return query.moves().stream()
        .map(WorldScene.Move::factor)
        .filter(f -> f.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new IOException("its factor " + key + " is none of the world"));
  }

  private static Image picture(WorldScene scene, Found one) throws IOException {
    try {
      return Png.decode(scene.id(), one.png);
    } catch (UncheckedIOException e) {
      throw new IOException("the picture of " + scene.id() + " is none", e);
    }
  }
}
