package io.otherwise.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Image;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactSheetTest {
  @Test
  void a_sheet_is_written_without_loss(@TempDir Path directory) throws IOException {
    List<Image> images = ContactSheet.sheet().subList(0, 16);
    Path file = directory.resolve("sheet.png");
    ContactSheet.write(images, file);
    Image sheet = Image.read(file.toString());
    assertEquals(512, sheet.width());
    assertEquals(128, sheet.height());
    for (int y = 0; y < 64; y++) {
      assertEquals(images.get(9).at(1, y, 20), sheet.at(1, 64 + y, 64 + 20));
    }
  }

  @Test
  void the_pictures_of_the_sheet_all_differ() {
    Set<Integer> seen = new HashSet<>();
    for (Image image : ContactSheet.sheet()) {
      assertTrue(seen.add(Arrays.hashCode(image.values())), image.id());
    }
  }

  @Test
  void a_sweep_has_eight_steps_for_each_attribute() {
    List<Image> images = ContactSheet.sweeps();
    assertEquals(8 * Attribute.values().length, images.size());
    for (int row = 0; row < images.size(); row += 8) {
      // From the second step on: the least blur is below what eight bits show.
      for (int i = row + 2; i < row + 8; i++) {
        assertFalse(images.get(i).samePixels(images.get(i - 1)), images.get(i).id());
      }
    }
  }
}
