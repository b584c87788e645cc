import { formatNumber } from "./format.ts";
import type { BarChart, ChartSpec, LineChart, Series } from "./output.ts";

/** What a chart shows, in one sentence, for those who cannot see it. */
export function describeChart(spec: ChartSpec): string {
  const body = spec.kind === "line" ? describeLines(spec) : describeBars(spec);
  return spec.title ? `${spec.title}. ${body}` : body;
}

function describeLines({ x, y, series }: LineChart): string {
  const what = [y, x && `by ${x}`].filter(Boolean).join(" ");
  return `Line chart${what ? ` of ${what}` : ""}. ${series.map(describeSeries).join(" ")}`.trim();
}

/** Where the lines of running means stand now. */
export function describeMeans({ series }: LineChart): string {
  const ends = series.flatMap(({ name, points }) => {
    const last = points.findLast(([, y]) => y !== null)?.[1];
    return typeof last === "number" ? `${name} ${formatNumber(last, 3)}` : [];
  });
  return ends.length > 0 ? `Running mean at the end: ${ends.join(", ")}.` : "";
}

function describeSeries({ name, points }: Series): string {
  const drawn = points.filter((point): point is [number, number] => point[1] !== null);
  const [first, last] = [drawn[0], drawn.at(-1)];
  if (!first || !last) return `${name}: no values.`;
  const ys = drawn.map(([, y]) => y);
  const low = ys.reduce((a, b) => Math.min(a, b));
  const high = ys.reduce((a, b) => Math.max(a, b));
  return (
    `${name}: from ${formatNumber(first[1])} at ${formatNumber(first[0])} ` +
    `to ${formatNumber(last[1])} at ${formatNumber(last[0])}, ` +
    `lowest ${formatNumber(low)}, highest ${formatNumber(high)}.`
  );
}

function describeBars({ y, bars }: BarChart): string {
  const values = bars.map(({ name, value }) => `${name} ${value === null ? "none" : formatNumber(value)}`);
  return `Bar chart${y ? ` of ${y}` : ""}: ${values.join(", ")}.`;
}
