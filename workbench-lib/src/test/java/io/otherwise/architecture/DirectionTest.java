package io.otherwise.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Data flows one way through the packages: each layer uses only those below it. */
class DirectionTest {
  /** From the bottom up; packages of one row do not see each other. */
  private static final List<List<String>> LAYERS =
      List.of(
          List.of("artifact"),
          List.of("explain"),
          List.of("tensor", "image"),
          List.of("diffusion", "network"),
          List.of("world"),
          List.of("model"),
          List.of("attribution", "guidance"),
          List.of("target", "training"),
          List.of("metric", "method"),
          List.of("show"),
          List.of("experiment"));

  private static final int PLAUSIBLE = 80;

  private final JavaClasses scanned =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.otherwise");

  @Test
  void a_plausible_number_of_classes_was_scanned() {
    assertTrue(scanned.size() > PLAUSIBLE, "scanned only " + scanned.size());
  }

  @TestFactory
  List<DynamicTest> each_layer_uses_only_layers_below() {
    List<DynamicTest> tests = new ArrayList<>();
    for (int row = 0; row < LAYERS.size(); row++) {
      for (String layer : LAYERS.get(row)) {
        String[] forbidden = forbidden(row, layer);
        tests.add(
            DynamicTest.dynamicTest(
                layer,
                () ->
                    noClasses()
                        .that()
                        .resideInAPackage("io.otherwise." + layer + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(forbidden)
                        .allowEmptyShould(true)
                        .check(scanned)));
      }
    }
    return tests;
  }

  private static String[] forbidden(int row, String layer) {
    List<String> packages = new ArrayList<>(List.of("io.otherwise"));
    for (int other = row; other < LAYERS.size(); other++) {
      for (String name : LAYERS.get(other)) {
        if (!name.equals(layer)) {
          packages.add("io.otherwise." + name + "..");
        }
      }
    }
    return packages.toArray(String[]::new);
  }

  @Test
  void packages_form_no_cycles() {
    slices().matching("io.otherwise.(*)..").should().beFreeOfCycles().check(scanned);
  }

  @Test
  void explain_needs_the_jdk_alone() {
    classes()
        .that()
        .resideInAPackage("io.otherwise.explain..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "javax.imageio..", "io.otherwise.explain..")
        .check(scanned);
  }

  @Test
  void engine_types_stay_in_the_tensor_package() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.otherwise.tensor..", "ai.djl..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ai.djl..")
        .check(scanned);
  }

  @Test
  void the_library_prints_nothing() {
    // Command-line entry points print; what a notebook calls does not.
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(
        scanned.that(
            DescribedPredicate.not(
                HasName.Predicates.nameMatching(
                    ".*\\.(Train|MeasureAutoencoders|MeasureClassifiers|MeasureFeatures|MeasureFlowers|MeasureGenerator|MeasurePixels|MeasureText|Bench|VerifyReal)(\\$.*)?"))));
  }

  @Test
  void there_is_no_package_for_odds_and_ends() {
    noClasses()
        .should()
        .resideInAnyPackage("..utils..", "..util..", "..helpers..", "..common..")
        .check(scanned);
  }
}
