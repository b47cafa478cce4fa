package io.otherwise.kernel.page;

import org.commonmark.node.CustomNode;

/** A formula within a paragraph. */
final class Formula extends CustomNode {
  private final String tex;
  private final boolean display;

  Formula(String tex, boolean display) {
    this.tex = tex;
    this.display = display;
  }

  String tex() {
    return tex;
  }

  /** Whether it was written between double dollars. */
  boolean isDisplay() {
    return display;
  }
}
