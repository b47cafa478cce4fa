package io.otherwise.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.otherwise.explain.Records;
import io.otherwise.method.Ldce;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A wither changes the component that it is named after, and nothing else. */
class WithersTest {
  /** One wither of a record that has a preset. */
  private record Wither(Record preset, RecordComponent component, Method method) {
    String name() {
      return preset.getClass().getSimpleName() + "." + method.getName();
    }

    /** The first other value that the record takes. */
    Record changed() throws ReflectiveOperationException {
      Object now = read(component, preset);
      for (Object other : others(now)) {
        try {
          return (Record) method.invoke(preset, other);
        } catch (InvocationTargetException e) {
          // Refused: out of range.
        }
      }
      throw new AssertionError(name() + " takes none of " + others(now) + " instead of " + now);
    }
  }

  /** Values of the same type, of which a constructor may refuse some. */
  private static List<Object> others(Object now) {
    if (now instanceof Boolean yes) {
      return List.of(!yes);
    } else if (now instanceof Integer n) {
      return List.of(n + 1, n - 1);
    } else if (now instanceof Long n) {
      return List.of(n + 1);
    } else if (now instanceof Double x) {
      return List.of(x / 2 + 0.01, x + 0.01);
    } else if (now instanceof String text) {
      return List.of(text + "1", "5");
    } else if (now instanceof Enum<?> one) {
      return Arrays.stream(one.getDeclaringClass().getEnumConstants())
          .filter(e -> e != one)
          .map(e -> (Object) e)
          .toList();
    } else if (now instanceof List<?> list) {
      return List.of(list.subList(0, list.size() - 1));
    } else if (now instanceof Optional<?>) {
      return List.of(Optional.empty(), Optional.of("1"));
    }
    return copies((Record) now);
  }

  private static List<Object> copies(Record now) {
    List<Object> copies = new ArrayList<>();
    for (RecordComponent component : now.getClass().getRecordComponents()) {
      for (Object other : others(read(component, now))) {
        try {
          copies.add(Records.with(now, component.getName(), other));
        } catch (IllegalArgumentException e) {
          // Refused: out of range.
        }
      }
    }
    return copies;
  }

  private static Object read(RecordComponent component, Record record) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(component + " cannot be read", e);
    }
  }

  private static List<Wither> withers(Record preset) {
    List<Wither> withers = new ArrayList<>();
    for (RecordComponent component : preset.getClass().getRecordComponents()) {
      for (Method method : preset.getClass().getDeclaredMethods()) {
        if (method.getName().equals(component.getName())
            && method.getParameterCount() == 1
            && method.getReturnType() == preset.getClass()) {
          method.setAccessible(true);
          withers.add(new Wither(preset, component, method));
        }
      }
    }
    return withers;
  }

  /** A preset of every record of the package that has one. */
  private static List<Record> presets() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackagesOf(Ldce.class)
            .stream()
            .map(JavaClass::reflect)
            .filter(Class::isRecord)
            .flatMap(type -> preset(type).stream())
            .toList();
  }

  private static Optional<Record> preset(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(m -> Modifier.isStatic(m.getModifiers()) && m.getReturnType() == type)
        .filter(m -> m.getParameterCount() == 0)
        .findFirst()
        .map(
            m -> {
              try {
                m.setAccessible(true);
                return (Record) m.invoke(null);
              } catch (ReflectiveOperationException e) {
                throw new AssertionError(type + " has a preset that fails", e);
              }
            });
  }

  @TestFactory
  Stream<DynamicTest> a_wither_changes_what_it_is_named_after_and_nothing_else() {
    return presets().stream()
        .flatMap(preset -> withers(preset).stream())
        .map(wither -> dynamicTest(wither.name(), () -> check(wither)));
  }

  private static void check(Wither wither) throws ReflectiveOperationException {
    Record changed = wither.changed();
    for (RecordComponent other : wither.preset().getClass().getRecordComponents()) {
      Object before = read(other, wither.preset());
      Object after = read(other, changed);
      if (other.getName().equals(wither.component().getName())) {
        assertNotEquals(before, after, other.getName());
      } else {
        assertEquals(before, after, other.getName());
      }
    }
    if (wither.preset() instanceof io.otherwise.explain.Method preset) {
      assertOneHyperparameter(preset, (io.otherwise.explain.Method) changed);
    }
  }

  /** Equal methods have equal hyperparameters, different ones do not: stored runs rely on it. */
  private static void assertOneHyperparameter(
      io.otherwise.explain.Method preset, io.otherwise.explain.Method changed) {
    Map<String, Object> before = preset.hyperparameters();
    Map<String, Object> after = changed.hyperparameters();
    assertEquals(before.keySet(), after.keySet());
    assertEquals(
        1, before.keySet().stream().filter(k -> !before.get(k).equals(after.get(k))).count());
  }

  @Test
  void a_plausible_number_of_withers_was_looked_at() {
    long withers = presets().stream().mapToLong(preset -> withers(preset).size()).sum();

    assertTrue(withers > 100, withers + " withers of " + presets().size() + " records");
  }
}
