package io.otherwise.explain;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A published method with its hyperparameters: an immutable value, written as a record, that knows
 * its citation. Binding it to models gives an {@link Explainer}.
 */
public interface Method {
  /** The name that tables print; the type's name unless the paper writes it otherwise. */
  default String name() {
    return getClass().getSimpleName();
  }

  /** Authors, year, title, venue. */
  String citation();

  /** Where the paper can be read. */
  String url();

  /**
   * Name and value of every hyperparameter, in the order of the record's components.
   *
   * @throws IllegalStateException if the method is not a record and does not override this
   */
  default Map<String, Object> hyperparameters() {
    RecordComponent[] components = getClass().getRecordComponents();
    if (components == null) {
      throw new IllegalStateException(
          ("a method states its hyperparameters as record components, but %s is no "
                  + "record; write it as a record or override hyperparameters()")
              .formatted(name()));
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (RecordComponent component : components) {
      values.put(component.getName(), valueOf(component));
    }
    return Collections.unmodifiableMap(values);
  }

  private Object valueOf(RecordComponent component) {
    try {
      // A record typed into a notebook cell need not be public.
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(this);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(
          "a hyperparameter must be readable, but %s of %s is not; make the accessor public"
              .formatted(component.getName(), name()),
          e);
    }
  }
}
