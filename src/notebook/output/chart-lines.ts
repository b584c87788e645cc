import { area, line } from "d3-shape";
import {
  axisOf,
  boldLetter,
  domainOf,
  emptyNote,
  type Frame,
  legend,
  letter,
  makeScale,
  placeLabels,
  type Scale,
  shortened,
  tickCount,
  ticksOf,
  tickText,
  title,
  xAxis,
  yAxis,
} from "./chart-frame.ts";
import { colourOf, type Plot, round } from "./chart-plot.ts";
import { formatNumber } from "./format.ts";
import { type Markup, type Part, svg } from "./markup.ts";
import type { LineChart, Series } from "./output.ts";

export interface Drawn {
  drawing: Part;
  height: number;
  plot: Plot | null;
}

/** Lines, dots and bands; `means` are drawn as the lines when `raw` is noisy. */
export function drawLines(raw: LineChart, means: LineChart | null, width: number, standard: number): Drawn {
  const spec = means ?? raw;
  const all = visible(raw);
  if (all.xs.length === 0 || all.left.length + all.right.length === 0) {
    return { drawing: emptyNote(width, standard), plot: null, height: standard };
  }
  const y = valueScale(spec, all.left.length > 0 ? all.left : all.right, standard);
  const y2 = all.right.length > 0 && all.left.length > 0 ? rightScale(all.right, standard) : null;
  const isRight = (one: Series): boolean => y2 !== null && one.axis === "right";
  const hasLegend = needsLegend(spec, width, y2 !== null);
  const labels = hasLegend ? [] : endLabels(spec, width);
  const [frame, names] = frameFor(spec, { width, height: standard, y, y2, labels, hasLegend });
  const { height } = frame;
  for (const scale of [y, ...(y2 ? [y2] : [])]) scale.range([height - frame.bottom, frame.top]);
  const x = makeScale(spec.xScale, domainOf(spec.xScale, all.xs)).range([frame.left, width - frame.right]);
  const yOf = (one: Series): Scale => (isRight(one) ? y2! : y);
  const drawing = [
    title(spec.title),
    names,
    yAxis(y, spec.y, frame, tickCount(standard)),
    y2 && yAxis(y2, spec.y2 ?? "", frame, tickCount(standard), "right"),
    xAxis(x, spec.x, frame, all.xs.every(Number.isInteger)),
    spec.series.map((one, index) => bandPath(one, index, x, yOf(one))),
    means && raw.series.map((one, index) => dotsPath(one, index, x, yOf(one), "chart-raw")),
    spec.series.map((one, index) => seriesPath(one, index, x, yOf(one))),
    horizontalLines(spec.lines, y, frame),
    verticalLines(spec.lines, x, frame),
    !hasLegend && placedLabels(spec.series, labels, x, yOf, frame),
  ];
  const { left, top } = frame;
  const ends = { left, right: width - frame.right, top, bottom: height - frame.bottom };
  return { drawing, height, plot: { ...ends, x: axisOf(x), y: axisOf(y), ...(y2 ? { y2: axisOf(y2) } : {}) } };
}

/** The numbers that a scale must reach; on a log scale what is not above 0 cannot be drawn. */
function visible(spec: LineChart) {
  const canDraw = (kind: "log" | undefined) => (value: number) => kind !== "log" || value > 0;
  const onAxis = (side: "right" | undefined): number[] =>
    spec.series
      .filter(({ axis }) => axis === side)
      .flatMap(({ points, band }) => [
        ...points.flatMap(([, value]) => (value === null ? [] : [value])),
        ...(band ?? []).flatMap((pair) => pair ?? []),
      ])
      .filter(canDraw(side === "right" ? undefined : spec.yScale));
  const marks = spec.lines ?? [];
  const left = onAxis(undefined);
  const xs = [...spec.series.flatMap(({ points }) => points.map(([x]) => x)), ...(spec.xDomain ?? [])];
  const reach = (axis: "x" | "y"): number[] => marks.filter((one) => one.axis === axis).map(({ at }) => at);
  return {
    xs: (xs.length > 0 ? [...xs, ...reach("x")] : []).filter(canDraw(spec.xScale)),
    left: (left.length > 0 ? [...left, ...reach("y")] : []).filter(canDraw(spec.yScale)),
    right: onAxis("right"),
  };
}

function valueScale(spec: LineChart, values: number[], height: number): Scale {
  const given = spec.yDomain;
  const domain = given && (spec.yScale !== "log" || Math.min(...given) > 0) ? given : domainOf(spec.yScale, values);
  const scale = makeScale(spec.yScale, domain);
  return given || spec.yScale === "log" ? scale : scale.nice(tickCount(height));
}

function rightScale(values: number[], height: number): Scale {
  return makeScale(undefined, domainOf(undefined, values)).nice(tickCount(height));
}

/** Names stand at the lines' ends, unless there are no lines, two axes or no room. */
function needsLegend({ series }: LineChart, width: number, hasTwoAxes: boolean): boolean {
  if ((series.length < 2 && !hasTwoAxes) || series.length > 8) return false;
  const longest = Math.max(...series.map(({ name }) => name.length));
  const isCrowded = width < 430 && longest > 10;
  return hasTwoAxes || isCrowded || series.some(({ mark }) => mark === "dots");
}

interface Room {
  width: number;
  height: number;
  y: Scale;
  y2: Scale | null;
  labels: string[];
  hasLegend: boolean;
}

function frameFor(spec: LineChart, { width, height, y, y2, labels, hasLegend }: Room): [Frame, Part] {
  const titleHeight = spec.title ? 26 : 0;
  const entries = spec.series.map(({ name, mark, dashed, axis }, colour) => ({
    name: y2 && axis === "right" ? `${name} (right)` : name,
    colour,
    mark: mark ?? (dashed ? ("dashed" as const) : ("line" as const)),
  }));
  const [legendHeight, names] = hasLegend ? legend(entries, width, titleHeight) : [0, null];
  const full = height + titleHeight + legendHeight;
  // as many ticks as the axis will have
  const tickWidth = (scale: Scale): number =>
    Math.max(0, ...ticksOf(scale, tickCount(full)).map((tick) => tickText(tick).length)) * letter;
  const right = y2 ? 16 + tickWidth(y2) : 16 + Math.max(0, ...labels.map((text) => text.length)) * boldLetter;
  const top = titleHeight + legendHeight + (spec.y || spec.y2 ? 28 : 14);
  return [{ width, height: full, left: 14 + tickWidth(y), right, top, bottom: 38 }, names];
}

interface Placed {
  text: string;
  place: number;
}

/** Those of one axis that can be drawn. */
function linesOf(lines: LineChart["lines"], axis: "x" | "y", scale: Scale): Placed[] {
  const own = (lines ?? []).filter((one) => one.axis === axis);
  return own
    .map(({ at, label }) => ({ text: label, place: round(placeOf(at, scale)) }))
    .filter(({ place }) => canDraw(place));
}

/** Each with its name above it. */
function horizontalLines(lines: LineChart["lines"], y: Scale, frame: Frame): Part {
  const drawn = linesOf(lines, "y", y);
  const names = placeLabels(
    drawn.map(({ place }) => Math.max(6, place - 8)),
    frame,
  );
  return drawn.map(({ text, place }, index) => {
    const name = svg`<text class="chart-note" x="${round(frame.left + 4)}" y="${round(names[index]!)}" dy="0.32em">${text}</text>`;
    return svg`<line class="chart-reference" x1="${frame.left}" x2="${frame.width - frame.right}" y1="${place}" y2="${place}"/>${name}`;
  });
}

/** Each with its name at its upper end, a row deeper for every name that it would cover. */
function verticalLines(lines: LineChart["lines"], x: Scale, frame: Frame): Part {
  const middle = (frame.left + frame.width - frame.right) / 2;
  const taken: { from: number; to: number; row: number }[] = [];
  return linesOf(lines, "x", x).map(({ text, place }) => {
    const size = text.length * letter;
    const isLate = place > middle;
    const from = isLate ? place - 4 - size : place + 4;
    const near = taken.filter((other) => from < other.to + 4 && other.from < from + size + 4);
    const row = near.length === 0 ? 0 : Math.max(...near.map((one) => one.row)) + 1;
    taken.push({ from, to: from + size, row });
    const at = svg` x="${round(place + (isLate ? -4 : 4))}" y="${round(frame.top + 10 + row * 15)}"`;
    const name = svg`<text class="chart-note"${at}${isLate && svg` text-anchor="end"`}>${text}</text>`;
    return svg`<line class="chart-reference" x1="${place}" x2="${place}" y1="${frame.top}" y2="${frame.height - frame.bottom}"/>${name}`;
  });
}

function bandPath({ points, band, mark }: Series, index: number, x: Scale, y: Scale): Part {
  if (!band) return null;
  const pairs = points.map(([at], i) => ({ at, pair: band[i] ? cutTo(y, band[i]) : null }));
  if (mark === "dots") {
    const bars = pairs.flatMap(({ at, pair }) =>
      pair && canDraw(y(pair[0]), y(pair[1])) ? [`M${round(x(at))},${round(y(pair[0]))}V${round(y(pair[1]))}`] : [],
    );
    return svg`<path class="chart-whisker chart-stroke-${colourOf(index)}" d="${bars.join("")}"/>`;
  }
  const path = area<(typeof pairs)[number]>()
    .defined(({ pair }) => pair !== null && canDraw(y(pair[0]), y(pair[1])))
    .x(({ at }) => round(x(at)))
    .y0(({ pair }) => round(y(pair![0])))
    .y1(({ pair }) => round(y(pair![1])));
  return svg`<path class="chart-band chart-fill-${colourOf(index)}" d="${path(pairs) ?? ""}"/>`;
}

/** Where a value is drawn; nowhere if the chart was asked not to reach so far. */
function placeOf(value: number, scale: Scale): number {
  const [from = 0, to = 0] = scale.domain();
  return value < Math.min(from, to) || value > Math.max(from, to) ? NaN : scale(value);
}

/** What of a band lies in the chart, if anything does. */
function cutTo(scale: Scale, [low, high]: readonly [number, number]): [number, number] | null {
  const [from = 0, to = 0] = scale.domain();
  const cut: [number, number] = [Math.max(low, Math.min(from, to)), Math.min(high, Math.max(from, to))];
  return cut[0] <= cut[1] ? cut : null;
}

function canDraw(...places: number[]): boolean {
  return places.every(Number.isFinite);
}

/** One path for all of them: a line of no length with round ends is a dot. */
function dotsPath({ points }: Series, index: number, x: Scale, y: Scale, kind: string): Markup {
  const path = points.map(([at, value]) => {
    const place = value === null ? NaN : placeOf(value, y);
    return canDraw(x(at), place) ? `M${round(x(at))},${round(place)}h0` : "";
  });
  return svg`<path class="${kind} chart-stroke-${colourOf(index)}" d="${path.join("")}"/>`;
}

function seriesPath(one: Series, index: number, x: Scale, y: Scale): Markup {
  if (one.mark === "dots") return dotsPath(one, index, x, y, "chart-dots");
  const isThere = ([at, value]: [number, number | null]): boolean =>
    value !== null && canDraw(x(at), placeOf(value, y));
  const path = line<[number, number | null]>()
    .defined(isThere)
    .x(([at]) => round(x(at)))
    .y(([, value]) => round(y(value!)));
  const last = one.points.findLast(isThere);
  const dot =
    last &&
    svg`<circle class="chart-dot chart-fill-${colourOf(index)}" cx="${round(x(last[0]))}" cy="${round(y(last[1]!))}" r="3"/>`;
  const dashed = one.dashed ? " chart-dashed" : "";
  return svg`<path class="chart-line chart-stroke-${colourOf(index)}${dashed}" d="${path(one.points) ?? ""}"/>${dot}`;
}

/** The name and newest value stand at the line's end: no legend to look up. */
function endLabels(spec: LineChart, width: number): string[] {
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

function placedLabels(series: Series[], labels: string[], x: Scale, yOf: (one: Series) => Scale, frame: Frame): Part {
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
