import { extent } from "d3-array";
import { scaleBand, scaleLinear, type ScaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { escapeHtml, formatNumber } from "./format.ts";
import { describeChart, describeMeans } from "./describe-chart.ts";
import type { BarChart, ChartSpec, LineChart, Series } from "./output.ts";
import { smoothChart } from "./smooth.ts";
import { spreadLabels } from "./spread-labels.ts";

export interface ChartSize {
  width?: number;
  height?: number;
  /** draws the points of noisy lines faint, and over them their running mean (smooth.ts) */
  smoothed?: boolean;
}

interface Frame {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** An average letter of the page's small text, in px; labels are placed without measuring them. */
const letter = 6.6;
const labelHeight = 15;

/**
 * Draws a chart as an SVG string, the same at build and in the page. Colours and type come from
 * cell.css; a reader who cannot see it gets `describeChart` as its name.
 */
export function chartSvg(spec: ChartSpec, size: ChartSize = {}): string {
  const width = Math.max(220, Math.round(size.width ?? 640));
  const height = size.height ?? Math.round(Math.min(280, Math.max(170, width * 0.42)));
  const means = size.smoothed && spec.kind === "line" ? smoothChart(spec) : null;
  const inside = spec.kind === "line" ? lines(spec, means, width, height) : bars(spec, width, height);
  const description = describeChart(spec) + (means ? ` ${describeMeans(means)}` : "");
  return (
    `<svg class="chart" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ` +
    `role="img" aria-label="${escapeHtml(description)}">${inside}</svg>`
  );
}

function lines(raw: LineChart, means: LineChart | null, width: number, height: number): string {
  const spec = means ?? raw;
  const points = raw.series.flatMap((one) => one.points);
  const drawn = points.filter((point): point is [number, number] => point[1] !== null);
  if (drawn.length === 0) return emptyNote(width, height);
  const labels = endLabels(spec, width);
  const y = scaleLinear(paddedExtent(drawn.map(([, y]) => y)), [0, 1]).nice(tickCount(height));
  const frame = frameFor(spec, width, height, y, Math.max(...labels.map((text) => text.length)));
  y.range([height - frame.bottom, frame.top]);
  const xs = extent([...points.map(([x]) => x), ...(spec.xDomain ?? [])]) as [number, number];
  const x = scaleLinear(xs[0] === xs[1] ? [xs[0] - 1, xs[1] + 1] : xs, [frame.left, width - frame.right]);
  return [
    title(spec.title),
    yAxis(y, spec.y, frame),
    xAxis(x, spec.x, frame, drawn),
    ...(means ? raw.series.map((one, index) => dots(one, index, x, y)) : []),
    ...spec.series.map((one, index) => linePath(one, index, x, y)),
    ...placedLabels(spec.series, labels, x, y, frame),
  ].join("");
}

type Scale = ScaleLinear<number, number>;

/** A flat line sits in the middle; no range is empty. */
function paddedExtent(values: number[]): [number, number] {
  const [low, high] = extent(values) as [number, number];
  if (low !== high) return [low, high];
  const pad = Math.abs(low) * 0.1 || 1;
  return [low - pad, high + pad];
}

function frameFor(spec: ChartSpec, width: number, height: number, y: Scale, labelLength: number): Frame {
  const ticks = y.ticks(tickCount(height)).map((tick) => tickText(tick).length);
  const right = 14 + labelLength * letter;
  const top = (spec.title ? 26 : 8) + (spec.y ? 20 : 6);
  return { width, height, left: 12 + Math.max(...ticks) * letter, right, top, bottom: 38 };
}

function tickCount(height: number): number {
  return height < 200 ? 3 : 5;
}

function tickText(value: number): string {
  return formatNumber(Number(value.toPrecision(12)));
}

function title(text: string | undefined): string {
  return text ? `<text class="chart-title" x="0" y="16">${escapeHtml(text)}</text>` : "";
}

function yAxis(y: Scale, name: string, frame: Frame): string {
  const ticks = y.ticks(tickCount(frame.height)).map((tick) => {
    const at = round(y(tick));
    return (
      `<line class="chart-grid" x1="${frame.left}" x2="${frame.width - frame.right}" y1="${at}" y2="${at}"/>` +
      `<text class="chart-tick" x="${round(frame.left - 8)}" y="${at}" dy="0.32em" text-anchor="end">${tickText(tick)}</text>`
    );
  });
  const label = `<text class="chart-name" x="0" y="${frame.top - 14}">${escapeHtml(name)}</text>`;
  return ticks.join("") + (name ? label : "");
}

function xAxis(x: Scale, name: string, frame: Frame, points: [number, number][]): string {
  const base = frame.height - frame.bottom;
  const isWhole = points.every(([at]) => Number.isInteger(at));
  const room = frame.width - frame.left - frame.right;
  const ticks = x.ticks(Math.max(3, Math.floor(room / 75))).filter((tick) => !isWhole || Number.isInteger(tick));
  const marks = ticks.map((tick) => {
    const at = round(x(tick));
    return (
      `<line class="chart-mark" x1="${at}" x2="${at}" y1="${base}" y2="${base + 4}"/>` +
      `<text class="chart-tick" x="${at}" y="${base + 17}" text-anchor="middle">${tickText(tick)}</text>`
    );
  });
  const axis = `<line class="chart-axis" x1="${frame.left}" x2="${frame.width - frame.right}" y1="${base}" y2="${base}"/>`;
  const middle = round(frame.left + room / 2);
  const label = `<text class="chart-name" x="${middle}" y="${frame.height - 4}" text-anchor="middle">${escapeHtml(name)}</text>`;
  return axis + marks.join("") + (name ? label : "");
}

/** One path for all of them: a line of no length with round ends is a dot. */
function dots({ points }: Series, index: number, x: Scale, y: Scale): string {
  const path = points.map(([at, value]) => (value === null ? "" : `M${round(x(at))},${round(y(value))}h0`));
  return `<path class="chart-raw chart-stroke-${colour(index)}" d="${path.join("")}"/>`;
}

function linePath({ points }: Series, index: number, x: Scale, y: Scale): string {
  const path = line<[number, number | null]>()
    .defined(([, value]) => value !== null)
    .x(([at]) => round(x(at)))
    .y(([, value]) => round(y(value!)));
  const last = points.findLast(([, value]) => value !== null);
  const dot = last
    ? `<circle class="chart-dot chart-fill-${colour(index)}" cx="${round(x(last[0]))}" cy="${round(y(last[1]!))}" r="3"/>`
    : "";
  return `<path class="chart-line chart-stroke-${colour(index)}" d="${path(points) ?? ""}"/>${dot}`;
}

/** The name and newest value stand at the line's end: no legend to look up. */
function endLabels(spec: LineChart, width: number): string[] {
  const room = Math.floor((width * 0.36 - 14) / letter);
  const full = spec.series.map((one) => {
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

/** Cut in the middle: names of one family differ at their ends. */
function shortened(text: string, room: number): string {
  if (text.length <= room) return text;
  const end = Math.floor((room - 1) / 2);
  return `${text.slice(0, room - 1 - end)}…${text.slice(text.length - end)}`;
}

function placedLabels(series: Series[], labels: string[], x: Scale, y: Scale, frame: Frame): string[] {
  const ends = series.map(({ points }) => points.findLast(([, value]) => value !== null));
  const wanted = ends.map((end) => (end ? y(end[1]!) : frame.top));
  const placed = spreadLabels(wanted, labelHeight, frame.top, frame.height - frame.bottom);
  return labels.map((text, index) => {
    const end = ends[index];
    if (!end) return "";
    const at = `x="${round(x(end[0]) + 8)}" y="${round(placed[index]!)}" dy="0.32em"`;
    return `<text class="chart-label chart-fill-${colour(index)}" ${at}>${escapeHtml(text)}</text>`;
  });
}

function bars(spec: BarChart, width: number, height: number): string {
  const values = spec.bars.flatMap(({ value }) => (value === null ? [] : [value]));
  if (values.length === 0) return emptyNote(width, height);
  const y = scaleLinear([Math.min(0, ...values), Math.max(0, ...values)], [0, 1]).nice(tickCount(height));
  const frame = { ...frameFor(spec, width, height, y, 0), right: 8, bottom: 26 };
  // Under a bar that hangs down, its value needs a line of its own.
  const below = Math.min(...values) < 0 ? 18 : 0;
  y.range([height - frame.bottom - below, frame.top]);
  const x = scaleBand(
    spec.bars.map((_, index) => index),
    [frame.left, width - frame.right],
  ).padding(0.28);
  const zero = round(y(0));
  const axis = `<line class="chart-axis" x1="${frame.left}" x2="${width - frame.right}" y1="${zero}" y2="${zero}"/>`;
  const drawn = spec.bars.map((bar, index) => oneBar(bar, round(x(index)!), round(x.bandwidth()), y, frame));
  return title(spec.title) + yAxis(y, spec.y, frame) + drawn.join("") + axis;
}

function oneBar(bar: BarChart["bars"][number], left: number, width: number, y: Scale, frame: Frame): string {
  const middle = round(left + width / 2);
  const room = Math.max(3, Math.floor((width * 1.36) / letter));
  const name = shortened(bar.name, room);
  const nameAt = `x="${middle}" y="${frame.height - frame.bottom + 17}" text-anchor="middle"`;
  const label = `<text class="chart-tick" ${nameAt}>${escapeHtml(name)}</text>`;
  if (bar.value === null) return label;
  const [top, bottom] = [y(Math.max(0, bar.value)), y(Math.min(0, bar.value))].map(round) as [number, number];
  const box = `x="${left}" y="${top}" width="${width}" height="${round(bottom - top)}"`;
  const valueAt = bar.value < 0 ? bottom + 13 : top - 5;
  return (
    `<rect class="chart-fill-1" ${box}/>${label}` +
    `<text class="chart-value" x="${middle}" y="${valueAt}" text-anchor="middle">${formatNumber(bar.value)}</text>`
  );
}

function emptyNote(width: number, height: number): string {
  return `<text class="chart-name" x="${width / 2}" y="${height / 2}" text-anchor="middle">no numbers yet</text>`;
}

/** Six colours, then again from the first. */
function colour(index: number): number {
  return (index % 6) + 1;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
