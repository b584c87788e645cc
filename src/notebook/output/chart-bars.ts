import { scaleBand } from "d3-scale";
import {
  boldLetter,
  emptyNote,
  type Frame,
  legend,
  letter,
  placeLabels,
  shortened,
  title,
  yAxis,
} from "./chart-frame.ts";
import { colourOf, type Drawn, round } from "./chart-plot.ts";
import { axisOf, makeScale, type Scale, tickCount, ticksOf, tickText } from "./chart-scale.ts";
import { formatNumber } from "./format.ts";
import { type Markup, type Part, svg } from "./markup.ts";
import type { Bar, BarChart } from "./chart-spec.ts";

/** Bars, alone or in groups, with whiskers where a value may lie elsewhere. */
export function drawBars(spec: BarChart, width: number, standard: number): Drawn {
  const values = spec.bars.flatMap(({ value, range }) => (value === null ? [] : [value, ...(range ?? [])]));
  if (values.length === 0) return { drawing: emptyNote(width, standard), plot: null, height: standard };
  const y = valueScale(spec, values, standard);
  const groups = [...new Set(spec.bars.flatMap(({ group }) => group ?? []))];
  const titleHeight = spec.title ? 26 : 0;
  const entries = groups.map((name, colour) => ({ name, colour, mark: "box" as const }));
  const [legendHeight, names] = legend(entries, width, titleHeight);
  const ticks = ticksOf(y, tickCount(standard)).map((tick) => tickText(tick).length);
  const notes = (spec.lines ?? []).map(({ at, label }) => ({
    at,
    text: shortened(label, Math.floor((width * 0.25) / letter)),
  }));
  const left = 14 + Math.max(0, ...ticks) * letter;
  const right = 8 + Math.max(0, ...notes.map(({ text }) => 4 + text.length * letter));
  const below = namesBelow(
    [...new Set(spec.bars.map(({ name }) => name))],
    width - left - right,
    groups.length > 0 ? 0 : spec.bars.length,
  );
  const height = standard + titleHeight + legendHeight + (below.rows - 1) * nameRow;
  const frame: BarFrame = {
    width,
    height,
    left,
    right,
    top: titleHeight + legendHeight + (spec.y ? 28 : 14),
    bottom: 26 + (below.rows - 1) * nameRow,
    below,
  };
  // Under a bar that hangs down, its value needs a line of its own.
  const hanging = Math.min(...(spec.yDomain ?? values)) < 0 ? 18 : 0;
  y.range([height - frame.bottom - hanging, frame.top]);
  const drawn = groups.length > 0 ? groupedBars(spec, groups, y, frame) : plainBars(spec, y, frame);
  const zero = round(y(0));
  const axis = svg`<line class="chart-axis" x1="${frame.left}" x2="${width - frame.right}" y1="${zero}" y2="${zero}"/>`;
  const lines = referenceLines(notes, y, frame);
  // A line crosses the bars, and goes behind their values.
  const drawing = [
    title(spec.title),
    names,
    yAxis(y, spec.y, frame, tickCount(standard)),
    drawn.bars,
    axis,
    lines,
    drawn.values,
  ];
  const ends = { left: frame.left, right: width - frame.right, top: frame.top, bottom: height - frame.bottom };
  return { drawing, height, plot: { ...ends, y: axisOf(y) } };
}

/** Bars stand on zero, so every axis has it. */
function valueScale({ yDomain, lines = [] }: BarChart, values: number[], height: number): Scale {
  const reach = yDomain ?? [...values, ...lines.map(({ at }) => at)];
  const [low, high] = [Math.min(0, ...reach), Math.max(0, ...reach)];
  const y = makeScale(undefined, low === high ? [0, 1] : [low, high]);
  return yDomain ? y : y.nice(tickCount(height));
}

/** Levels to compare the bars with, each named at its right end. */
function referenceLines(notes: { at: number; text: string }[], y: Scale, frame: BarFrame): Part[] {
  const edge = round(frame.width - frame.right);
  const heights = notes.map(({ at }) => y(at));
  const places = placeLabels(heights, frame);
  return notes.map(({ text }, index) => {
    const place = round(heights[index]!);
    const name = svg`<text class="chart-note" x="${edge + 5}" y="${round(places[index]!)}" dy="0.32em">${text}</text>`;
    return svg`<line class="chart-reference" x1="${frame.left}" x2="${edge}" y1="${place}" y2="${place}"/>${name}`;
  });
}

/** How the names stand under the bars: in two rows by turns where one has no room for them. */
interface Below {
  rows: 1 | 2;
  /** letters */
  room: number;
}

interface BarFrame extends Frame {
  below: Below;
}

const nameRow = 14;

/** @param plain how many bars stand alone, each with a name of its own; 0 where they stand in groups */
function namesBelow(names: string[], width: number, plain: number): Below {
  const room = Math.floor(width / (plain || names.length) / letter);
  const isRoom = names.every((name) => name.length < room);
  return isRoom || names.length < 2
    ? { rows: 1, room: Math.max(3, room) }
    : { rows: 2, room: Math.max(3, 2 * room - 1) };
}

/** SVG of bars with their names, and of the values beside them. */
interface DrawnBars {
  bars: Part;
  values: Part;
}

function plainBars({ bars }: BarChart, y: Scale, frame: BarFrame): DrawnBars {
  const x = scaleBand(
    bars.map((_, index) => index),
    [frame.left, frame.width - frame.right],
  ).padding(0.28);
  const digits = valueDigits(bars, x.step() - 3);
  const width = round(x.bandwidth());
  const placed = bars.map((bar, index) => ({ bar, index, left: round(x(index)!) }));
  const drawn = placed.map(({ bar, index, left }) => [
    oneBar(bar, index, 0, left, width, y),
    barName(bar.name, index, left, width, frame),
  ]);
  const values = placed.map(({ bar, left }) => barValue(bar, left, width, y, digits));
  return { bars: drawn, values };
}

function groupedBars({ bars }: BarChart, groups: string[], y: Scale, frame: BarFrame): DrawnBars {
  const names = [...new Set(bars.map(({ name }) => name))];
  const outer = scaleBand(names, [frame.left, frame.width - frame.right]).padding(0.2);
  const inner = scaleBand(groups, [0, outer.bandwidth()]).padding(0.06);
  const width = round(inner.bandwidth());
  const digits = valueDigits(bars, inner.step() - 1);
  const placed = bars.map((bar) => {
    const group = bar.group ?? groups[0]!;
    return { bar, left: round(outer(bar.name)! + inner(group)!), colour: groups.indexOf(group) };
  });
  const drawn = placed.map(({ bar, left, colour }, index) => oneBar(bar, index, colour, left, width, y));
  const values = placed.map(({ bar, left }) => barValue(bar, left, width, y, digits));
  const below = names.map((name, index) => barName(name, index, outer(name)!, outer.bandwidth(), frame));
  return { bars: [drawn, below], values };
}

function barName(
  name: string,
  index: number,
  left: number,
  width: number,
  { height, bottom, below }: BarFrame,
): Markup {
  const row = index % below.rows;
  const at = svg` x="${round(left + width / 2)}" y="${height - bottom + 17 + row * nameRow}" text-anchor="middle"`;
  return svg`<text class="chart-tick"${at}>${shortened(name, below.room)}</text>`;
}

/** As many digits as have room at every bar; null: some would not fit, and none is written. */
function valueDigits(bars: Bar[], room: number): number | null {
  const fits = (digits: number): boolean =>
    bars.every(({ value }) => value === null || formatNumber(value, digits).length * boldLetter <= room);
  return [4, 3, 2].find(fits) ?? null;
}

function barValue({ value, range }: Bar, left: number, width: number, y: Scale, digits: number | null): Part {
  if (value === null || digits === null) return null;
  const [low, high] = range ?? [value, value];
  const at = round(value < 0 ? y(Math.min(low, value)) + 13 : y(Math.max(high, value)) - 5);
  return svg`<text class="chart-value" x="${round(left + width / 2)}" y="${at}" text-anchor="middle">${formatNumber(value, digits)}</text>`;
}

function oneBar({ value, range }: Bar, index: number, colour: number, left: number, width: number, y: Scale): Part {
  if (value === null) return null;
  const middle = round(left + width / 2);
  const [top, bottom] = [y(Math.max(0, value)), y(Math.min(0, value))].map(round) as [number, number];
  const box = svg` x="${left}" y="${top}" width="${width}" height="${round(bottom - top)}"`;
  const cap = Math.min(5, width / 3);
  const [low, high] = (range ?? []).map((end) => round(y(end)));
  const capAt = (place: number | undefined): string => `M${round(middle - cap)},${place}h${round(2 * cap)}`;
  const whisker =
    range && svg`<path class="chart-whisker-ink" d="M${middle},${low}V${high}${capAt(low)}${capAt(high)}"/>`;
  return svg`<rect class="chart-bar chart-fill-${colourOf(colour)}" data-at="${index}"${box}/>${whisker}`;
}
