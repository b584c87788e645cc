import { colourOf, round } from "./chart-plot.ts";
import { type Scale, ticksOf, tickText } from "./chart-scale.ts";
import { type Markup, type Part, svg } from "./markup.ts";
import { spreadLabels } from "./spread-labels.ts";

/** What all charts stand in: their measures, axes and words. */
export interface Frame {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** An average letter of the page's small text, in px; labels are placed without measuring them. */
export const letter = 6.6;
export const boldLetter = 7.2;

/** Half the height of a label. */
const halfLine = 8;

/** Where labels may stand beside each other: above the axis, and not on it. */
export function placeLabels(wanted: number[], { top, height, bottom }: Frame, line = 15): number[] {
  return spreadLabels(wanted, line, top, height - bottom - halfLine);
}

export function title(text: string | undefined): Part {
  return text && svg`<text class="chart-title" x="0" y="16">${text}</text>`;
}

/** The left axis with its grid, or the right one with its ticks alone. */
export function yAxis(y: Scale, name: string, frame: Frame, count: number, side: "left" | "right" = "left"): Part {
  const isLeft = side === "left";
  const edge = frame.width - frame.right;
  const ticks = ticksOf(y, count).map((tick) => {
    const at = round(y(tick));
    const grid = isLeft && svg`<line class="chart-grid" x1="${frame.left}" x2="${edge}" y1="${at}" y2="${at}"/>`;
    const place = isLeft ? svg` x="${round(frame.left - 8)}" text-anchor="end"` : svg` x="${round(edge + 8)}"`;
    return svg`${grid}<text class="chart-tick"${place} y="${at}" dy="0.32em">${tickText(tick)}</text>`;
  });
  const place = isLeft ? svg` x="0"` : svg` x="${frame.width}" text-anchor="end"`;
  return [ticks, name && svg`<text class="chart-name"${place} y="${frame.top - 14}">${name}</text>`];
}

export function xAxis(x: Scale, name: string, frame: Frame, isWhole: boolean): Part {
  const base = frame.height - frame.bottom;
  const room = frame.width - frame.left - frame.right;
  const ticks = ticksOf(x, Math.max(3, Math.floor(room / 75))).filter((tick) => !isWhole || Number.isInteger(tick));
  const marks = ticks.map((tick) => {
    const at = round(x(tick));
    const text = svg`<text class="chart-tick" x="${at}" y="${base + 17}" text-anchor="middle">${tickText(tick)}</text>`;
    return svg`<line class="chart-mark" x1="${at}" x2="${at}" y1="${base}" y2="${base + 4}"/>${text}`;
  });
  const axis = svg`<line class="chart-axis" x1="${frame.left}" x2="${frame.width - frame.right}" y1="${base}" y2="${base}"/>`;
  const text = shortened(name, Math.floor(frame.width / letter));
  const half = (text.length * letter) / 2;
  const middle = round(Math.max(half, Math.min(frame.left + room / 2, frame.width - half)));
  const label = svg`<text class="chart-name" x="${middle}" y="${frame.height - 4}" text-anchor="middle">${text}</text>`;
  return [axis, marks, name && label];
}

export interface LegendEntry {
  name: string;
  /** counts from 0 */
  colour: number;
  mark: "line" | "dashed" | "dots" | "box";
}

const legendRow = 18;
const swatch = 22;

/** Names over the chart, in as many rows as they need; [its height, its SVG]. */
export function legend(entries: LegendEntry[], width: number, top: number): [number, Part] {
  if (entries.length === 0) return [0, null];
  let [x, row] = [0, 0];
  const parts = entries.map(({ name, colour, mark }) => {
    const text = shortened(name, Math.max(6, Math.floor((width - swatch) / letter) - 1));
    const size = swatch + text.length * letter + 12;
    if (x > 0 && x + size - 12 > width) [x, row] = [0, row + 1];
    const y = top + row * legendRow + 9;
    const drawn = svg`${legendMark(mark, colour, x, y)}<text x="${round(x + swatch)}" y="${y}" dy="0.32em">${text}</text>`;
    x += size;
    return drawn;
  });
  return [(row + 1) * legendRow + 4, svg`<g class="chart-legend">${parts}</g>`];
}

function legendMark(mark: LegendEntry["mark"], colour: number, x: number, y: number): Markup {
  const at = colourOf(colour);
  if (mark === "dots") return svg`<circle class="chart-fill-${at}" cx="${round(x + 8)}" cy="${y}" r="4"/>`;
  if (mark === "box")
    return svg`<rect class="chart-fill-${at}" x="${round(x + 3)}" y="${y - 5}" width="11" height="10"/>`;
  const dashed = mark === "dashed" ? " chart-dashed" : "";
  return svg`<path class="chart-line chart-stroke-${at}${dashed}" d="M${round(x)},${y}h16"/>`;
}

/** Cut in the middle: names of one family differ at their ends. */
export function shortened(text: string, room: number): string {
  if (text.length <= room) return text;
  const end = Math.floor((room - 1) / 2);
  return `${text.slice(0, room - 1 - end)}…${text.slice(text.length - end)}`;
}

export function emptyNote(width: number, height: number): Markup {
  return svg`<text class="chart-name" x="${width / 2}" y="${height / 2}" text-anchor="middle">no numbers yet</text>`;
}
