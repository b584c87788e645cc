import { extent } from "d3-array";
import type { LineChart, Series } from "./chart-spec.ts";

/** A point becomes the mean of what lies within this share of the axis to either side. */
const reach = 1 / 20;

/** The same chart with running means for its points; null where so few points need none. */
export function smoothChart(spec: LineChart): LineChart | null {
  const xs = spec.series.flatMap(({ points }) => points.map(([x]) => x));
  const [low = 0, high = 0] = extent([...xs, ...(spec.xDomain ?? [])]);
  const series = spec.series.map((one) => ({ ...one, points: runningMean(one.points, high - low) }));
  const isSame = series.every(({ points }, index) =>
    points.every(([, y], at) => y === spec.series[index]!.points[at]![1]),
  );
  return isSame ? null : { ...spec, series };
}

/**
 * A running mean, for the eye only: each point is the mean of all points at most `reach * span`
 * before and after it. Near the first point the window shrinks evenly, so that the steep beginning
 * of a loss keeps its height; at the newest point there is nothing after it yet, so the mean is of
 * the last points alone, and settles as more come. A gap stays a gap and counts for nothing.
 */
export function runningMean(points: Series["points"], span: number): Series["points"] {
  const first = points[0]?.[0] ?? 0;
  let from = 0;
  return points.map(([x, y]) => {
    if (y === null) return [x, null];
    const radius = Math.min(span * reach, x - first);
    while (from < points.length - 1 && points[from]![0] < x - radius) from++;
    let [sum, count] = [0, 0];
    for (let at = from; at < points.length && points[at]![0] <= x + radius; at++) {
      const value = points[at]![1];
      if (value === null) continue;
      sum += value;
      count++;
    }
    const mean = sum / count;
    return [x, Number.isFinite(mean) ? mean : y];
  });
}
