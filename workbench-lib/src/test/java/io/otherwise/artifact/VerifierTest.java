package io.otherwise.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.Standing.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data sets that a person has to put together, and files that nobody can vouch for. */
class VerifierTest {
  @TempDir Path project;
  private Path pets;

  @BeforeEach
  void a_data_set_of_two_kinds_of_files() throws IOException {
    manifest(
        "pets",
        """
        "kind": "images", "source": "manual: download images.tar.gz, unpack it",
        "contents": [{"files": "list.txt", "count": 1}, {"files": "images/*/p_*.jpg", "count": 3}]
        """);
    pets = project.resolve("downloads/pets");
  }

  private void manifest(String name, String fields) throws IOException {
    Path folder = Files.createDirectories(project.resolve("data-manifests/published"));
    Files.writeString(
        folder.resolve(name + ".json"),
        "{\"name\": \"%s\", \"licence\": \"MIT\", %s}".formatted(name, fields));
  }

  private Path touch(String name) throws IOException {
    Path file = pets.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, name);
  }

  private String refusal(String name) {
    return assertThrows(UncheckedIOException.class, () -> Artifacts.at(project).file(name))
        .getMessage();
  }

  @Test
  void names_of_both_folders_are_known() throws IOException {
    Files.writeString(
        project.resolve("data-manifests/own.json"),
        "{\"name\":\"own\",\"kind\":\"x\",\"source\":\"rendered\",\"licence\":\"MIT\"}");

    assertEquals(List.of("own", "pets"), Artifacts.at(project).names());
    assertEquals("images", Artifacts.at(project).manifest("pets").kind());
  }

  @Test
  void a_missing_folder_says_what_to_download_and_where_it_goes() {
    assertEquals(
        "pets needs %s, but it is not there; download images.tar.gz, unpack it and put it into %s"
            .formatted(pets, pets),
        refusal("pets"));
    assertEquals(State.MISSING, Artifacts.at(project).standing("pets").state());
  }

  @Test
  void the_first_thing_missing_is_named_and_nothing_else() throws IOException {
    touch("images/a/p_1.jpg");
    assertTrue(
        refusal("pets").startsWith("pets must hold list.txt in " + pets + ", but holds 0"),
        refusal("pets"));

    touch("list.txt");
    assertTrue(
        refusal("pets")
            .startsWith(
                "pets must hold 3 files images/*/p_*.jpg in " + pets + ", but holds 1 of them"),
        refusal("pets"));
  }

  @Test
  void a_complete_folder_is_handed_out() throws IOException {
    touch("list.txt");
    touch("images/a/p_1.jpg");
    touch("images/a/p_2.jpg");
    touch("images/b/p_3.jpg");

    assertEquals(pets, Artifacts.at(project).file("pets"));
    assertEquals(pets, Artifacts.at(project).fetch("pets", bytes -> {}));
    assertTrue(Artifacts.at(project).standing("pets").usable());
  }

  @Test
  void other_names_other_depths_and_folders_do_not_count() throws IOException {
    touch("list.txt");
    touch("images/p_1.jpg");
    touch("images/a/q_1.jpg");
    touch("images/a/p_1.png");
    touch("images/a/deep/p_1.jpg");
    Files.createDirectories(pets.resolve("images/a/p_folder.jpg"));

    assertTrue(refusal("pets").contains("but holds 0 of them"), refusal("pets"));
  }

  @Test
  void one_file_too_many_is_not_the_data_set_either() throws IOException {
    touch("list.txt");
    for (int i = 0; i < 4; i++) {
      touch("images/a/p_" + i + ".jpg");
    }

    assertTrue(refusal("pets").contains("but holds 4 of them"), refusal("pets"));
    assertEquals(State.WRONG, Artifacts.at(project).standing("pets").state());
  }

  @Test
  void the_pictures_may_lie_on_another_disk() throws IOException {
    touch("list.txt");
    Path elsewhere = Files.createDirectories(project.resolve("disk/a"));
    for (int i = 0; i < 3; i++) {
      Files.writeString(elsewhere.resolve("p_" + i + ".jpg"), "x");
    }
    Files.createSymbolicLink(pets.resolve("images"), project.resolve("disk"));

    assertEquals(pets, Artifacts.at(project).file("pets"));
  }

  @Test
  void a_file_brought_by_hand_is_recorded_when_it_is_first_seen() throws IOException {
    manifest(
        "oracle",
        """
        "kind": "weights", "sha256": "unknown", "file": "downloads/oracle.pth",
        "source": "manual: download oracle.pth from its authors"
        """);
    Path file = project.resolve("downloads/oracle.pth");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "weights");

    assertEquals(file, Artifacts.at(project).file("oracle"));
    assertTrue(Files.readString(Recorded.beside(file)).endsWith("  oracle.pth\n"));

    Files.writeString(file, "other weights");
    assertTrue(
        refusal("oracle").startsWith("oracle: oracle.pth.sha256 recorded sha256"),
        refusal("oracle"));
  }

  @Test
  void a_known_length_is_asked_of_a_file_of_unknown_hash_too() throws IOException {
    manifest(
        "oracle",
        """
        "kind": "weights", "sha256": "unknown", "bytes": 9, "file": "downloads/oracle.pth",
        "source": "manual: download oracle.pth from its authors"
        """);
    Path file = project.resolve("downloads/oracle.pth");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "<html>");

    assertTrue(refusal("oracle").contains("is 6 bytes long"), refusal("oracle"));
    assertFalse(
        Files.exists(Recorded.beside(file)), "what is wrong from the start is not recorded");
  }
}
