import { boldLetter, emptyNote, type Frame, legend, letter, title, xAxis, yAxis } from "./chart-frame.ts";
import { endLabels, placedLabels } from "./line-labels.ts";
import { bandPath, dotsPath, seriesPath } from "./line-marks.ts";
import type { Drawn } from "./chart-plot.ts";
import { horizontalLines, verticalLines } from "./reference-lines.ts";
import { axisOf, domainOf, makeScale, type Scale, tickCount, ticksOf, tickText } from "./chart-scale.ts";
import type { LineChart, Series } from "./chart-spec.ts";
import type { Part } from "./markup.ts";

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
  const marks = spec.series.flatMap((one) =>
    one.points.flatMap(([at, value]) => (value === null ? [] : [[x(at), yOf(one)(value)] as const])),
  );
  const drawing = [
    title(spec.title),
    names,
    yAxis(y, spec.y, frame, tickCount(standard)),
    y2 && yAxis(y2, spec.y2 ?? "", frame, tickCount(standard), "right"),
    xAxis(x, spec.x, frame, all.xs.every(Number.isInteger)),
    spec.series.map((one, index) => bandPath(one, index, x, yOf(one))),
    means && raw.series.map((one, index) => dotsPath(one, index, x, yOf(one), "chart-raw")),
    spec.series.map((one, index) => seriesPath(one, index, x, yOf(one))),
    horizontalLines(spec.lines, y, frame, marks),
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
