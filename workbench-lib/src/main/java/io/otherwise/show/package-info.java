/**
 * How values look: image grids, charts, tables and progress as HTML, PNG, SVG and plain text. Knows
 * no notebook; {@link io.otherwise.show.Show#html} is the one seam through which a notebook asks.
 *
 * <p>The HTML stands by itself (pictures are inline, no scripts, no style sheet) and still reads
 * where a host strips the styles: layout is tables, sizes are attributes, marks are characters.
 */
package io.otherwise.show;
