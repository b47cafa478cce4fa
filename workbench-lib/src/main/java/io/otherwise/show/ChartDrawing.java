package io.otherwise.show;

import org.knowm.xchart.internal.chartpart.Chart;

/** A drawing that XChart makes. */
interface ChartDrawing extends Drawing {
  /** A new XChart that may be changed further. */
  Chart<?, ?> chart();

  @Override
  default byte[] png() {
    return Charts.png(chart());
  }

  @Override
  default String svg() {
    return Charts.svg(chart());
  }
}
