package io.otherwise.kernel;

import io.github.spencerpark.jupyter.kernel.display.DisplayDataRenderable;
import io.github.spencerpark.jupyter.kernel.display.RenderContext;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.Set;

/**
 * HTML as the value of a cell, with the text that readers without HTML get.
 *
 * @param html a fragment of HTML
 * @param text the same in plain text
 */
public record Html(String html, String text) implements DisplayDataRenderable {
  @Override
  public Set<MIMEType> getSupportedRenderTypes() {
    return Set.of(MIMEType.TEXT_HTML, MIMEType.TEXT_PLAIN);
  }

  @Override
  public Set<MIMEType> getPreferredRenderTypes() {
    return getSupportedRenderTypes();
  }

  @Override
  public void render(RenderContext context) {
    context.renderIfRequested(MIMEType.TEXT_HTML, () -> html);
    context.renderIfRequested(MIMEType.TEXT_PLAIN, () -> text);
  }

  @Override
  public String toString() {
    return text;
  }
}
