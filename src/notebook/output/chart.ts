import { drawBars } from "./chart-bars.ts";
import { drawHeat } from "./chart-heat.ts";
import { drawLines } from "./chart-lines.ts";
import { describeChart, describeMeans } from "./describe-chart.ts";
import { type Markup, markupText, type MarkupText, svg } from "./markup.ts";
import type { ChartSpec } from "./chart-spec.ts";
import { smoothChart } from "./running-mean.ts";

export interface ChartSize {
  width?: number;
  height?: number;
  /** draws the points of noisy lines faint, and over them their running mean (smooth.ts) */
  smoothed?: boolean;
}

/**
 * Draws a chart as an SVG string, the same at build and in the page. Colours and type come from
 * charts.css; a reader who cannot see it gets `describeChart` as its name. `data-plot` says where
 * the axes are, for what follows the pointer.
 */
export function drawChart(spec: ChartSpec, size: ChartSize = {}): Markup {
  const width = Math.max(220, Math.round(size.width ?? 640));
  const standard = size.height ?? Math.round(Math.min(260, Math.max(170, width * 0.4)));
  const means = size.smoothed && spec.kind === "line" ? smoothChart(spec) : null;
  const { drawing, plot, height } = draw();
  const description = describeChart(spec) + (means ? ` ${describeMeans(means)}` : "");
  const axes = plot && svg` data-plot="${JSON.stringify(plot)}"`;
  const frame = svg` viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img"`;
  const name = svg` aria-label="${description}"`;
  return svg`<svg class="chart chart-${spec.kind}"${frame}${name}${axes}>${drawing}<g class="chart-pointer"></g></svg>`;

  function draw() {
    switch (spec.kind) {
      case "line":
        return drawLines(spec, means, width, standard);
      case "bar":
        return drawBars(spec, width, standard);
      case "heat":
        return drawHeat(spec, width);
    }
  }
}

/** The same, as text. */
export function chartSvg(spec: ChartSpec, size: ChartSize = {}): MarkupText {
  return markupText(drawChart(spec, size));
}
