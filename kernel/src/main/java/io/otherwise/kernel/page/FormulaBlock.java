package io.otherwise.kernel.page;

import org.commonmark.node.CustomBlock;

/** A formula that stands as a block of its own. */
final class FormulaBlock extends CustomBlock {
  private String tex = "";

  String tex() {
    return tex;
  }

  void setTex(String tex) {
    this.tex = tex;
  }
}
