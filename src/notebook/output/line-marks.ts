import { area, line } from "d3-shape";
import { colourOf, round } from "./chart-plot.ts";
import { canDraw, placeOf, type Scale } from "./chart-scale.ts";
import type { Series } from "./chart-spec.ts";
import { type Markup, type Part, svg } from "./markup.ts";

/** A line with a dot at its newest value, or dots alone. */
export function seriesPath(one: Series, index: number, x: Scale, y: Scale): Markup {
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

/** One path for all of them: a line of no length with round ends is a dot. */
export function dotsPath({ points }: Series, index: number, x: Scale, y: Scale, kind: string): Markup {
  const path = points.map(([at, value]) => {
    const place = value === null ? NaN : placeOf(value, y);
    return canDraw(x(at), place) ? `M${round(x(at))},${round(place)}h0` : "";
  });
  return svg`<path class="${kind} chart-stroke-${colourOf(index)}" d="${path.join("")}"/>`;
}

/** How far the values may be off: an area around a line, a whisker at each dot. */
export function bandPath({ points, band, mark }: Series, index: number, x: Scale, y: Scale): Part {
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

/** What of a band lies in the chart, if anything does. */
function cutTo(scale: Scale, [low, high]: readonly [number, number]): [number, number] | null {
  const [from = 0, to = 0] = scale.domain();
  const cut: [number, number] = [Math.max(low, Math.min(from, to)), Math.min(high, Math.max(from, to))];
  return cut[0] <= cut[1] ? cut : null;
}
