import { boldLetter, type Frame, placeLabels, shortened } from "./chart-frame.ts";
import { colourOf, round } from "./chart-plot.ts";
import { canDraw, placeOf, type Scale } from "./chart-scale.ts";
import type { LineChart, Series } from "./chart-spec.ts";
import { formatNumber } from "./format.ts";
import { type Part, svg } from "./markup.ts";

/** The name and newest value stand at the line's end: no legend to look up. */
export function endLabels(spec: LineChart, width: number): string[] {
  const room = Math.floor((width * 0.39 - 16) / boldLetter);
  const full = spec.series.map((one) => {
    if (one.mark === "dots") return "";
    const isNamed = spec.series.length > 1 || one.name !== spec.y;
    return isNamed ? `${one.name} ${newest(one)}`.trim() : newest(one);
  });
  if (full.every((text) => text.length <= room)) return full;
  return spec.series.map(({ name }) => shortened(name, room));
}

function newest({ points }: Series): string {
  const last = points.findLast(([, value]) => value !== null)?.[1];
  return typeof last === "number" ? formatNumber(last, 3) : "";
}

/** The labels where their lines end, moved apart where they would cover each other. */
export function placedLabels(
  series: Series[],
  labels: string[],
  x: Scale,
  yOf: (one: Series) => Scale,
  frame: Frame,
): Part {
  const ends = series.map((one) =>
    one.points.findLast(([at, value]) => value !== null && canDraw(x(at), placeOf(value, yOf(one)))),
  );
  const wanted = ends.map((end, index) => (end ? yOf(series[index]!)(end[1]!) : frame.top));
  const placed = placeLabels(wanted, frame);
  return labels.map((text, index) => {
    const end = ends[index];
    if (!end || !text) return null;
    const at = svg` x="${round(x(end[0]) + 8)}" y="${round(placed[index]!)}" dy="0.32em"`;
    return svg`<text class="chart-label chart-fill-${colourOf(index)}"${at}>${text}</text>`;
  });
}
