import { scaleBand, scaleLinear } from "d3-scale";
import {
  axisOf,
  emptyNote,
  type Frame,
  legend,
  letter,
  type Scale,
  shortened,
  tickCount,
  ticksOf,
  tickText,
  title,
  yAxis,
} from "./chart-frame.ts";
import type { Drawn } from "./chart-lines.ts";
import { colourOf, round } from "./chart-plot.ts";
import { escapeHtml } from "./escape-html.ts";
import { formatNumber } from "./format.ts";
import type { Bar, BarChart } from "./output.ts";

/** Bars, alone or in groups, with whiskers where a value may lie elsewhere. */
export function drawBars(spec: BarChart, width: number, standard: number): Drawn {
  const values = spec.bars.flatMap(({ value, range }) => (value === null ? [] : [value, ...(range ?? [])]));
  if (values.length === 0) return { svg: emptyNote(width, standard), plot: null, height: standard };
  const reach = [...values, ...(spec.lines ?? []).map(({ at }) => at)];
  const y = scaleLinear([Math.min(0, ...reach), Math.max(0, ...reach)], [0, 1]).nice(tickCount(standard));
  const groups = [...new Set(spec.bars.flatMap(({ group }) => group ?? []))];
  const titleHeight = spec.title ? 26 : 0;
  const entries = groups.map((name, colour) => ({ name, colour, mark: "box" as const }));
  const [legendHeight, names] = legend(entries, width, titleHeight);
  const height = standard + titleHeight + legendHeight;
  const ticks = ticksOf(y, tickCount(standard)).map((tick) => tickText(tick).length);
  const notes = (spec.lines ?? []).map(({ at, label }) => ({ at, text: shortened(label, Math.floor((width * 0.25) / letter)) }));
  const frame: Frame = {
    width,
    height,
    left: 12 + Math.max(...ticks) * letter,
    right: 8 + Math.max(0, ...notes.map(({ text }) => text.length)) * letter,
    top: titleHeight + legendHeight + (spec.y ? 28 : 14),
    bottom: 26,
  };
  // Under a bar that hangs down, its value needs a line of its own.
  const below = Math.min(...values) < 0 ? 18 : 0;
  y.range([height - frame.bottom - below, frame.top]);
  const drawn = groups.length > 0 ? groupedBars(spec, groups, y, frame) : plainBars(spec, y, frame);
  const zero = round(y(0));
  const axis = `<line class="chart-axis" x1="${frame.left}" x2="${width - frame.right}" y1="${zero}" y2="${zero}"/>`;
  const lines = notes.map(({ at, text }) => {
    const [edge, place] = [round(width - frame.right), round(y(at))];
    return (
      `<line class="chart-reference" x1="${frame.left}" x2="${edge}" y1="${place}" y2="${place}"/>` +
      `<text class="chart-note" x="${edge + 5}" y="${place}" dy="0.32em">${escapeHtml(text)}</text>`
    );
  });
  const svg = title(spec.title) + names + yAxis(y, spec.y, frame) + drawn + axis + lines.join("");
  const ends = { left: frame.left, right: width - frame.right, top: frame.top, bottom: height - frame.bottom };
  return { svg, height, plot: { ...ends, y: axisOf(y) } };
}

function plainBars({ bars }: BarChart, y: Scale, frame: Frame): string {
  const x = scaleBand(bars.map((_, index) => index), [frame.left, frame.width - frame.right]).padding(0.28);
  return bars
    .map((bar, index) => {
      const [left, width] = [round(x(index)!), round(x.bandwidth())];
      return oneBar(bar, index, 0, left, width, y) + barName(bar.name, left, width, frame);
    })
    .join("");
}

function groupedBars({ bars }: BarChart, groups: string[], y: Scale, frame: Frame): string {
  const names = [...new Set(bars.map(({ name }) => name))];
  const outer = scaleBand(names, [frame.left, frame.width - frame.right]).padding(0.2);
  const inner = scaleBand(groups, [0, outer.bandwidth()]).padding(0.06);
  const drawn = bars.map((bar, index) => {
    const group = bar.group ?? groups[0]!;
    const left = round(outer(bar.name)! + inner(group)!);
    return oneBar(bar, index, groups.indexOf(group), left, round(inner.bandwidth()), y);
  });
  const below = names.map((name) => barName(name, outer(name)!, outer.bandwidth(), frame));
  return drawn.join("") + below.join("");
}

function barName(name: string, left: number, width: number, frame: Frame): string {
  const room = Math.max(3, Math.floor((width * 1.36) / letter));
  const at = `x="${round(left + width / 2)}" y="${frame.height - frame.bottom + 17}" text-anchor="middle"`;
  return `<text class="chart-tick" ${at}>${escapeHtml(shortened(name, room))}</text>`;
}

function oneBar({ value, range }: Bar, index: number, colour: number, left: number, width: number, y: Scale): string {
  if (value === null) return "";
  const middle = round(left + width / 2);
  const [top, bottom] = [y(Math.max(0, value)), y(Math.min(0, value))].map(round) as [number, number];
  const box = `x="${left}" y="${top}" width="${width}" height="${round(bottom - top)}"`;
  const text = formatNumber(value, width < 28 ? 2 : 4);
  const [low, high] = range ?? [value, value];
  const valueAt = round(value < 0 ? y(Math.min(low, value)) + 13 : y(Math.max(high, value)) - 5);
  const isRoom = width * 1.4 >= text.length * letter;
  const label = isRoom ? `<text class="chart-value" x="${middle}" y="${valueAt}" text-anchor="middle">${text}</text>` : "";
  const cap = Math.min(5, width / 3);
  const whisker = range
    ? `<path class="chart-whisker-ink" d="M${middle},${round(y(low))}V${round(y(high))}M${round(middle - cap)},${round(y(low))}h${round(2 * cap)}M${round(middle - cap)},${round(y(high))}h${round(2 * cap)}"/>`
    : "";
  return `<rect class="chart-bar chart-fill-${colourOf(colour)}" data-at="${index}" ${box}/>${whisker}${label}`;
}
