package io.otherwise.kernel.page;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Markdown as notebooks write it: CommonMark with GFM tables, formulas, and raw HTML left as it is.
 * One instance serves one page, for it keeps the anchors unique and collects the contents.
 */
final class MarkdownHtml {
  private final List<Extension> extensions = List.of(TablesExtension.create());
  private final Formulas formulas;
  private final List<Heading> headings = new ArrayList<>();
  private final Set<String> anchors = new HashSet<>();
  private final Parser parser =
      Parser.builder()
          .extensions(extensions)
          .customInlineContentParserFactory(new FormulaParser.Factory())
          .customBlockParserFactory(new FormulaBlockParser.Factory())
          .build();
  private final HtmlRenderer renderer =
      HtmlRenderer.builder()
          .extensions(extensions)
          .attributeProviderFactory(context -> this::attributes)
          .nodeRendererFactory(FormulaRenderer::new)
          .build();

  MarkdownHtml(Formulas formulas) {
    this.formulas = formulas;
  }

  String render(String markdown) {
    return renderer.render(parser.parse(markdown));
  }

  /** The headings of everything rendered so far. */
  List<Heading> headings() {
    return List.copyOf(headings);
  }

  private void attributes(Node node, String tag, Map<String, String> attributes) {
    if (node instanceof org.commonmark.node.Heading heading) {
      String text = plain(heading);
      Heading entry = new Heading(heading.getLevel(), anchor(text), text);
      headings.add(entry);
      attributes.put("id", entry.id());
    }
  }

  /** The anchor that GitHub would give: lower case, words joined by hyphens; numbered if taken. */
  private String anchor(String text) {
    String base =
        text.toLowerCase(Locale.ROOT)
            .replaceAll("[^\\p{L}\\p{N} _-]", "")
            .strip()
            .replace(' ', '-');
    String id = base.isEmpty() ? "section" : base;
    for (int i = 1; !anchors.add(id); i++) {
      id = base + "-" + i;
    }
    return id;
  }

  private static String plain(Node heading) {
    StringBuilder text = new StringBuilder();
    heading.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text node) {
            text.append(node.getLiteral());
          }

          @Override
          public void visit(Code node) {
            text.append(node.getLiteral());
          }

          @Override
          public void visit(CustomNode node) {
            text.append(node instanceof Formula formula ? formula.tex() : "");
          }
        });
    return text.toString();
  }

  /** Writes both kinds of formula nodes. */
  private final class FormulaRenderer implements NodeRenderer {
    private final HtmlNodeRendererContext context;

    FormulaRenderer(HtmlNodeRendererContext context) {
      this.context = context;
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
      return Set.of(Formula.class, FormulaBlock.class);
    }

    @Override
    public void render(Node node) {
      if (node instanceof Formula formula) {
        context.getWriter().raw(formulas.render(formula.tex(), formula.isDisplay()));
      } else if (node instanceof FormulaBlock block) {
        context.getWriter().line();
        context
            .getWriter()
            .raw("<div class=\"formula\">" + formulas.render(block.tex(), true) + "</div>");
        context.getWriter().line();
      }
    }
  }
}
