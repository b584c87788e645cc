import { scaleLinear, scaleLog, type ScaleContinuousNumeric } from "d3-scale";
import { type Axis, colourOf, round } from "./chart-plot.ts";
import { formatNumber } from "./format.ts";
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

export type Scale = ScaleContinuousNumeric<number, number>;

/** Beyond these, sums and differences overflow or vanish. */
const [least, most] = [1e-300, 1e300];
/** Numbers that are nearer to each other than this share of them cannot be told apart on an axis. */
const nearest = 1e-12;

/**
 * The one place where a scale is made. It takes any two numbers: its domain is finite and not
 * empty, and what lies beyond it is placed at its ends.
 */
export function makeScale(kind: "log" | undefined, [from, to]: [number, number]): Scale {
  const limit = (value: number): number => Math.min(most, Math.max(kind === "log" ? least : -most, value || 0));
  const ends: [number, number] = [limit(from), limit(to)];
  const domain = isFlat(ends) ? around(kind, ends[0]) : ends;
  return (kind === "log" ? scaleLog(domain, [0, 1]) : scaleLinear(domain, [0, 1])).clamp(true);
}

function isFlat([from, to]: [number, number]): boolean {
  return Math.abs(to - from) <= Math.max(least, nearest * Math.max(Math.abs(from), Math.abs(to)));
}

/** A flat line sits in the middle. */
function around(kind: "log" | undefined, value: number): [number, number] {
  if (kind === "log") return [value / 2, value * 2];
  const pad = Math.abs(value) > 10 * least ? Math.abs(value) * 0.1 : 1;
  return [value - pad, value + pad];
}

/** From the lowest to the highest; on a log scale with room at its ends. */
export function domainOf(kind: "log" | undefined, values: number[]): [number, number] {
  const low = values.reduce((a, b) => Math.min(a, b), Infinity);
  const high = values.reduce((a, b) => Math.max(a, b), -Infinity);
  return kind === "log" && low !== high ? [low / 1.1, high * 1.1] : [low, high];
}

export function tickCount(height: number): number {
  return height < 200 ? 3 : 5;
}

/** On a log scale the powers of ten, and what lies between them where they are few. */
export function ticksOf(scale: Scale, count: number): number[] {
  if (!("base" in scale)) return scale.ticks(count);
  const [low = 1, high = 10] = scale.domain();
  const powers = Array.from(
    { length: Math.ceil(Math.log10(high)) - Math.floor(Math.log10(low)) + 1 },
    (_, index) => Math.floor(Math.log10(low)) + index,
  );
  for (const leads of [[1], [1, 3], [1, 2, 5], [1, 1.5, 2, 3, 4, 5, 6, 7, 8]]) {
    const all = powers.flatMap((power) => leads.map((lead) => Number(`${lead}e${power}`)));
    const found = all.filter((tick) => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9));
    if (found.length >= 3) return thinned(found, count + 2);
  }
  return [low, high];
}

function thinned(ticks: number[], count: number): number[] {
  const every = Math.ceil(ticks.length / count);
  return ticks.filter((_, index) => index % every === 0);
}

/** 1000, 0.25, 10⁹, 3·10⁹ */
export function tickText(value: number): string {
  const [lead, power] = value.toExponential(2).split("e") as [string, string];
  const size = Math.abs(Number(power));
  if (value === 0 || size < 5) return formatNumber(Number(value.toPrecision(12)));
  const raised = [...power.replace("+", "")]
    .map((digit) => (digit === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]!))
    .join("");
  const factor = String(Number(lead)).replace("-", "−");
  return factor === "1" ? `10${raised}` : `${factor}·10${raised}`;
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

export function axisOf(scale: Scale): Axis {
  const [from = 0, to = 1] = scale.domain();
  return { from, to, log: "base" in scale };
}
