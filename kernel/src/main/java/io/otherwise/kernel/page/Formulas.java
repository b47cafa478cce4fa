package io.otherwise.kernel.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;

/**
 * TeX formulas as HTML by KaTeX, which runs here in Rhino and not in the reader's browser: the page
 * needs no script and no network, only the fonts that its formulas use.
 */
final class Formulas {
  private static final String KATEX = "/META-INF/resources/webjars/katex/0.16.4/dist/";
  private static final Pattern FONT_FACE = Pattern.compile("@font-face\\{[^}]*\\}");
  private static final Pattern FONT_FILE = Pattern.compile("fonts/KaTeX_([A-Za-z0-9-]+)\\.woff2");

  /** Which font a formula needs, told by the classes in its HTML; those missing here are rare. */
  private static final Map<String, Pattern> FONT_USES = fontUses();

  private final StringBuilder rendered = new StringBuilder();
  private Scriptable scope;

  /**
   * The formula as HTML. TeX that KaTeX does not understand is shown in red as it was written.
   *
   * @param display on a line of its own rather than in the running text
   */
  String render(String tex, boolean display) {
    String html = katex(tex.strip(), display);
    rendered.append(html);
    return html;
  }

  /**
   * The style sheet for all formulas rendered so far, with their fonts; empty if there were none.
   */
  String css() {
    if (rendered.isEmpty()) {
      return "";
    }
    Matcher face = FONT_FACE.matcher(resource("katex.min.css"));
    return face.replaceAll(match -> Matcher.quoteReplacement(fontFace(match.group())));
  }

  private String katex(String tex, boolean display) {
    try (Context context = Context.enter()) {
      context.setLanguageVersion(Context.VERSION_ES6);
      // A page has tens of formulas: interpreting is quicker than compiling the library first.
      context.setInterpretedMode(true);
      if (scope == null) {
        scope = context.initSafeStandardObjects();
        context.evaluateString(scope, resource("katex.min.js"), "katex", 1, null);
      }
      Scriptable katex = (Scriptable) scope.get("katex", scope);
      Scriptable options = context.newObject(scope);
      options.put("displayMode", options, display);
      options.put("throwOnError", options, false);
      options.put("strict", options, "ignore");
      Function render = (Function) ScriptableObject.getProperty(katex, "renderToString");
      return Context.toString(render.call(context, scope, katex, new Object[] {tex, options}));
    } catch (RhinoException e) {
      return "<code class=\"formula\">" + Html.escape(tex) + "</code>";
    }
  }

  /** The font face with its font inside, or nothing where no formula uses it. */
  private String fontFace(String face) {
    Matcher file = FONT_FILE.matcher(face);
    if (!file.find()
        || !FONT_USES.containsKey(file.group(1))
        || !FONT_USES.get(file.group(1)).matcher(rendered).find()) {
      return "";
    }
    String data = Base64.getEncoder().encodeToString(bytes(file.group()));
    return face.replaceFirst(
        "src:[^}]*", "src:url(data:font/woff2;base64," + data + ") format(\"woff2\")");
  }

  private static Map<String, Pattern> fontUses() {
    Map<String, String> uses = new LinkedHashMap<>();
    uses.put("Main-Regular", "");
    uses.put("Main-Bold", "mathbf|textbf");
    uses.put("Main-Italic", "mathit|textit");
    uses.put("Math-Italic", "mathnormal");
    uses.put("Math-BoldItalic", "boldsymbol");
    uses.put("AMS-Regular", "amsrm|mathbb|textbb");
    uses.put("Caligraphic-Regular", "mathcal");
    uses.put("Fraktur-Regular", "mathfrak");
    uses.put("SansSerif-Regular", "mathsf|textsf");
    uses.put("Script-Regular", "mathscr");
    uses.put("Typewriter-Regular", "mathtt|texttt");
    uses.put("Size1-Regular", "size1|small-op");
    uses.put("Size2-Regular", "size2|large-op");
    uses.put("Size3-Regular", "size3");
    uses.put("Size4-Regular", "size4");
    Map<String, Pattern> patterns = new LinkedHashMap<>();
    uses.forEach((font, classes) -> patterns.put(font, Pattern.compile(classes)));
    return patterns;
  }

  private static String resource(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String name) {
    try (InputStream in = Formulas.class.getResourceAsStream(KATEX + name)) {
      if (in == null) {
        throw new IllegalStateException(
            "KaTeX must be on the class path, but %s is not; build the kernel anew"
                .formatted(name));
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
