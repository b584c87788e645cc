import { drawChart } from "./chart.ts";
import { html, type Markup } from "./markup.ts";
import type { ChartOutput } from "./output.ts";
import { figureFrame } from "./figure-frame.ts";

interface ChartRoom {
  /** how wide it will be; where that is not known yet, it is drawn for a page and for phones */
  width?: number;
  isLive?: boolean;
  smoothed?: boolean;
  /** stands beside another, where there is room */
  isHalf?: boolean;
}

/** In px: what a cell's outputs have on a page and on phones (charts.css shows one of them). */
const widths = { wide: 640, half: 308, narrow: 330, small: 260 };

export function renderChart(
  output: ChartOutput,
  { width, isLive = false, smoothed = false, isHalf = false }: ChartRoom,
): Markup {
  const draw = (size: number): Markup => drawChart(output.chart, { width: size, smoothed });
  const body = width
    ? draw(width)
    : [
        html`<div class="chart-wide">${draw(isHalf ? widths.half : widths.wide)}</div>`,
        html`<div class="chart-narrow">${draw(widths.narrow)}</div><div class="chart-small">${draw(widths.small)}</div>`,
      ];
  return figureFrame({
    output,
    body,
    hasImage: true,
    isLive,
    ...(output.chart.title ? { name: output.chart.title } : {}),
  });
}
