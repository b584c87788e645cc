import { formatNumber } from "./format.ts";
import type { BarChart, ChartSpec, HeatChart, LineChart, Series } from "./chart-spec.ts";

/** What a chart shows, in one sentence, for those who cannot see it. */
export function describeChart(spec: ChartSpec): string {
  const body = describeBody(spec);
  return spec.title ? `${spec.title}. ${body}` : body;
}

function describeBody(spec: ChartSpec): string {
  switch (spec.kind) {
    case "line":
      return describeLines(spec);
    case "bar":
      return describeBars(spec);
    case "heat":
      return describeHeat(spec);
  }
}

function describeLines({ x, y, series, lines = [], xScale, yScale }: LineChart): string {
  const what = [y, x && `by ${x}`].filter(Boolean).join(" ");
  const kind = series.every(({ mark }) => mark === "dots") && series.length > 0 ? "Scatter chart" : "Line chart";
  const logs = [xScale && "x", yScale && "y"].filter(Boolean).join(" and ");
  const scale = logs ? `, ${logs} on a log scale` : "";
  const marks = lines.map(({ axis, at, label }) => `Line at ${axis} ${formatNumber(at)}${label ? `: ${label}` : ""}.`);
  return [`${kind}${what ? ` of ${what}` : ""}${scale}.`, ...series.map(describeSeries), ...marks].join(" ");
}

/** Where the lines of running means stand now. */
export function describeMeans({ series }: LineChart): string {
  const ends = series.flatMap(({ name, points }) => {
    const last = points.findLast(([, y]) => y !== null)?.[1];
    return typeof last === "number" ? `${name} ${formatNumber(last, 3)}` : [];
  });
  return ends.length > 0 ? `Running mean at the end: ${ends.join(", ")}.` : "";
}

function describeSeries({ name, points, spread, mark }: Series): string {
  const drawn = points.filter((point): point is [number, number] => point[1] !== null);
  const [first, last] = [drawn[0], drawn.at(-1)];
  if (!first || !last) return `${name}: no values.`;
  const ys = drawn.map(([, y]) => y);
  const low = ys.reduce((a, b) => Math.min(a, b));
  const high = ys.reduce((a, b) => Math.max(a, b));
  const band = spread ? ` Band: ${spread}.` : "";
  if (mark === "dots") {
    const count = drawn.length === 1 ? "1 point" : `${drawn.length} points`;
    return `${name}: ${count}, lowest ${formatNumber(low)}, highest ${formatNumber(high)}.${band}`;
  }
  return (
    `${name}: from ${formatNumber(first[1])} at ${formatNumber(first[0])} ` +
    `to ${formatNumber(last[1])} at ${formatNumber(last[0])}, ` +
    `lowest ${formatNumber(low)}, highest ${formatNumber(high)}.${band}`
  );
}

function describeBars({ y, bars, lines = [] }: BarChart): string {
  const values = bars.map(({ name, group, value, range }) => {
    const off = range ? ` (${formatNumber(range[0])} to ${formatNumber(range[1])})` : "";
    return `${name}${group ? ` ${group}` : ""} ${value === null ? "none" : formatNumber(value) + off}`;
  });
  const marks = lines.map(({ at, label }) => ` Line at ${formatNumber(at)}${label ? `: ${label}` : ""}.`);
  return `Bar chart${y ? ` of ${y}` : ""}: ${values.join(", ")}.${marks.join("")}`;
}

function describeHeat({ label, x, y, rows, columns, values }: HeatChart): string {
  const known = values.flatMap((row, i) => row.flatMap((value, j) => (value === null ? [] : [{ value, i, j }])));
  const what = [label, y && `by ${y}`, x && `and ${x}`].filter(Boolean).join(" ");
  const size = `${rows.length} rows and ${columns.length} columns`;
  const head = `Heat map${what ? ` of ${what}` : ""}, ${size}.`;
  if (known.length === 0) return `${head} No numbers.`;
  const low = known.reduce((a, b) => (b.value < a.value ? b : a));
  const high = known.reduce((a, b) => (b.value > a.value ? b : a));
  const where = ({ value, i, j }: (typeof known)[number]): string =>
    `${formatNumber(value)} at ${rows[i]}, ${columns[j]}`;
  return `${head} Lowest ${where(low)}; highest ${where(high)}.`;
}
