package io.otherwise.golden;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * One test for every golden file, named by the file. Which files: those in the test resources, or
 * under {@code -Dgoldens=DIR}.
 */
@Tag("golden")
class GoldenTest {
  @TestFactory
  Stream<DynamicNode> goldens() {
    Path root = GoldenFile.root();
    return GoldenFile.FOLDERS.stream().map(folder -> container(root.resolve(folder)));
  }

  private static DynamicNode container(Path folder) {
    return dynamicContainer(
        folder.getFileName().toString(),
        GoldenFile.cases(folder).stream()
            .map(p -> dynamicTest(p.getFileName().toString(), () -> GoldenCase.check(p))));
  }
}
