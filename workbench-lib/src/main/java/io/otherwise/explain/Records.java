package io.otherwise.explain;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;

/**
 * A record with one component changed. The withers of records with many components are made of it:
 * a list of all components, repeated for each of them, hides two that were exchanged.
 */
public final class Records {
  private Records() {}

  /**
   * A copy that differs in one component; the record's own constructor checks it.
   *
   * @param component its name
   * @throws IllegalArgumentException if the record has no such component, or refuses the value
   */
  @SuppressWarnings("unchecked")
  public static <R extends Record> R with(R record, String component, Object value) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    boolean found = false;
    for (int i = 0; i < components.length; i++) {
      boolean changed = components[i].getName().equals(component);
      types[i] = components[i].getType();
      values[i] = changed ? value : read(components[i], record);
      found |= changed;
    }
    if (!found) {
      throw new IllegalArgumentException(
          "a wither changes a component of its record, but "
              + record.getClass().getSimpleName()
              + " has no "
              + component
              + "; name one that it has");
    }
    return (R) make(record.getClass(), types, values);
  }

  private static Object read(RecordComponent component, Record record) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record's accessors can be called", e);
    }
  }

  private static Object make(Class<?> type, Class<?>[] types, Object... values) {
    try {
      Constructor<?> canonical = type.getDeclaredConstructor(types);
      canonical.setAccessible(true);
      return canonical.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new IllegalStateException("a record's constructor throws nothing checked", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("every record has its canonical constructor", e);
    }
  }
}
