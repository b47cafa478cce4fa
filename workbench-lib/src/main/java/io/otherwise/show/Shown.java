package io.otherwise.show;

/** A value that knows what it looks like. */
@FunctionalInterface
public interface Shown {
  Html toHtml();
}
