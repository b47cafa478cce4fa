package io.otherwise.show;

/** Words for LaTeX. */
final class Latex {
  private static final String[][] SIGNS = {
    {"\\", "\\textbackslash "},
    {"{", "\\{"},
    {"}", "\\}"},
    {"&", "\\&"},
    {"%", "\\%"},
    {"$", "\\$"},
    {"#", "\\#"},
    {"_", "\\_"},
    {"~", "\\textasciitilde "},
    {"^", "\\textasciicircum "},
    {"[", "{[}"},
    {"]", "{]}"},
    {"<", "$<$"},
    {">", "$>$"},
    {"\u2191", "$\\uparrow$"},
    {"\u2193", "$\\downarrow$"},
    {"\u2192", "$\\rightarrow$"},
    {"\u2265", "$\\geq$"},
    {"\u2264", "$\\leq$"},
    {"\u00b1", "$\\pm$"},
    {"\u00d7", "$\\times$"},
    {"\u2013", "--"},
    {"\u2713", "yes"},
    {"\u2717", "no"},
  };

  private Latex() {}

  /** Each special sign is replaced once: what a replacement writes is not escaped again. */
  static String escaped(String raw) {
    StringBuilder out = new StringBuilder();
    raw.codePoints().mapToObj(Character::toString).forEach(sign -> out.append(written(sign)));
    return out.toString();
  }

  private static String written(String sign) {
    for (String[] pair : SIGNS) {
      if (pair[0].equals(sign)) {
        return pair[1];
      }
    }
    return sign;
  }

  /** Every line behind a percent sign. */
  static String comment(String words) {
    StringBuilder out = new StringBuilder();
    words.lines().forEach(line -> out.append(("% " + line).stripTrailing()).append("\n"));
    return out.toString();
  }
}
