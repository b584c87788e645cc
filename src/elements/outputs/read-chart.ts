import { colourOf, type Plot, round } from "../../notebook/output/chart-plot.ts";
import { formatNumber } from "../../notebook/output/format.ts";
import type { BarChart, ChartSpec, HeatChart, LineChart, Series } from "../../notebook/output/chart-spec.ts";
import { isShown } from "../base/is-shown.ts";
import type { PictureReader } from "./picture-reader.ts";

/** Reads a chart at the pointer; the SVG says where its axes are. */
export function readChart(chart: ChartSpec, body: HTMLElement): PictureReader {
  const svg = [...body.querySelectorAll<SVGSVGElement>("svg.chart")].find(isShown);
  const plot = svg?.dataset.plot ? (JSON.parse(svg.dataset.plot) as Plot) : null;
  if (!svg || !plot) return { find: () => null, count: 0, show: () => "" };
  const picture = { svg, plot };
  switch (chart.kind) {
    case "line":
      return chart.series.every(({ mark }) => mark === "dots") ? readDots(chart, picture) : readLines(chart, picture);
    case "bar":
      return readBars(chart, picture);
    case "heat":
      return readHeat(chart, picture);
  }
}

interface Picture {
  svg: SVGSVGElement;
  plot: Plot;
}

/** Where the pointer is, in the drawing's own units; null where there is no data. */
function pointIn({ svg, plot }: Picture, event: PointerEvent): { x: number; y: number } | null {
  const box = svg.getBoundingClientRect();
  const scale = svg.viewBox.baseVal.width / box.width;
  const [x, y] = [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
  const near = 12;
  const isInside = x >= plot.left - near && x <= plot.right + near && y >= plot.top - near && y <= plot.bottom + near;
  return isInside ? { x, y } : null;
}

type AxisEnds = NonNullable<Plot["x"]>;

function place({ from, to, log }: AxisEnds, value: number, low: number, high: number): number {
  const share = log ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from);
  return low + share * (high - low);
}

interface Mark {
  x: number;
  y: number;
  value: number;
  at: number;
  series: Series;
  colour: number;
}

/** Every drawn point with its place. */
function marksOf(chart: LineChart, { plot }: Picture): Mark[] {
  return chart.series.flatMap((series, colour) => {
    const yAxis = series.axis === "right" && plot.y2 ? plot.y2 : plot.y!;
    return series.points.flatMap(([at, value]) => {
      if (value === null) return [];
      const x = place(plot.x!, at, plot.left, plot.right);
      const y = place(yAxis, value, plot.bottom, plot.top);
      return Number.isFinite(x) && Number.isFinite(y) ? [{ x, y, value, at, series, colour }] : [];
    });
  });
}

/** A value further from the crosshair than this, in px, is not read with it. */
const sameX = 6;

/** All series at the x nearest to the pointer. */
function readLines(chart: LineChart, picture: Picture): PictureReader {
  const marks = marksOf(chart, picture);
  const stops = [...new Map(marks.map(({ at, x }) => [at, x]))].sort((a, b) => a[1] - b[1]);
  return {
    count: stops.length,
    find(event) {
      const point = pointIn(picture, event);
      return point && stops.length > 0 ? nearest(stops.map(([, x]) => Math.abs(x - point.x))) : null;
    },
    show(index) {
      const stop = index === null ? undefined : stops[index];
      if (!stop) return point(picture, null, []);
      const read = chart.series.flatMap((_, colour) => {
        const own = marks.filter((mark) => mark.colour === colour);
        const best = own[nearest(own.map((mark) => Math.abs(mark.x - stop[1])))];
        return best && Math.abs(best.x - stop[1]) <= sameX ? [best] : [];
      });
      point(picture, stop[1], read);
      const words = read.map((mark) => wordsOf(mark));
      return `${chart.x || "x"} ${formatNumber(stop[0])}: ${words.join(", ")}`;
    },
  };
}

/** The one dot nearest to the pointer. */
function readDots(chart: LineChart, picture: Picture): PictureReader {
  const marks = marksOf(chart, picture).sort((a, b) => a.x - b.x);
  return {
    count: marks.length,
    find(event) {
      const at = pointIn(picture, event);
      return at && marks.length > 0 ? nearest(marks.map(({ x, y }) => Math.hypot(x - at.x, y - at.y))) : null;
    },
    show(index) {
      const mark = index === null ? undefined : marks[index];
      point(picture, null, mark ? [mark] : []);
      if (!mark) return "";
      return `${mark.series.name}: ${chart.x || "x"} ${formatNumber(mark.at)}, ${chart.y || "y"} ${formatNumber(mark.value)}`;
    },
  };
}

function wordsOf({ series, at, value }: Mark): string {
  const pair = series.band?.[series.points.findIndex(([x]) => x === at)];
  const band = pair ? ` (${formatNumber(pair[0])} to ${formatNumber(pair[1])})` : "";
  return `${series.name} ${formatNumber(value)}${band}`;
}

function nearest(distances: number[]): number {
  return distances.reduce((best, distance, index) => (distance < distances[best]! ? index : best), 0);
}

const svgNamespace = "http://www.w3.org/2000/svg";

/** Draws the crosshair and a ring around each value that is read. */
function point({ svg, plot }: Picture, x: number | null, marks: Mark[]): string {
  const group = svg.querySelector(".chart-pointer")!;
  const shapes = marks.map(({ x, y, colour }) =>
    shape("circle", { cx: round(x), cy: round(y), r: 4.5, class: `chart-ring chart-stroke-${colourOf(colour)}` }),
  );
  const line = { x1: round(x ?? 0), x2: round(x ?? 0), y1: plot.top, y2: plot.bottom, class: "chart-cross" };
  group.replaceChildren(...(x === null ? [] : [shape("line", line)]), ...shapes);
  return "";
}

function shape(name: string, attributes: Record<string, string | number>): SVGElement {
  const element = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

function readBars({ bars }: BarChart, picture: Picture): PictureReader {
  const drawn = [...picture.svg.querySelectorAll<SVGRectElement>(".chart-bar")];
  return {
    count: drawn.length,
    find(event) {
      const at = pointIn(picture, event);
      if (!at || drawn.length === 0) return null;
      const middles = drawn.map((bar) => Number(bar.getAttribute("x")) + Number(bar.getAttribute("width")) / 2);
      return nearest(middles.map((x) => Math.abs(x - at.x)));
    },
    show(index) {
      drawn.forEach((bar, at) => bar.toggleAttribute("data-active", at === index));
      const bar = index === null ? undefined : bars[Number(drawn[index]?.dataset.at)];
      if (!bar) return "";
      const { name, group, value, range } = bar;
      const off = range ? ` (${formatNumber(range[0])} to ${formatNumber(range[1])})` : "";
      return `${name}${group ? `, ${group}` : ""}: ${value === null ? "none" : formatNumber(value)}${off}`;
    },
  };
}

function readHeat(chart: HeatChart, picture: Picture): PictureReader {
  const { rows, columns, values, label } = chart;
  const { left, right, top, bottom } = picture.plot;
  const [width, height] = [(right - left) / columns.length, (bottom - top) / rows.length];
  return {
    count: rows.length * columns.length,
    find(event) {
      const at = pointIn(picture, event);
      if (!at) return null;
      const clamp = (value: number, count: number): number => Math.max(0, Math.min(count - 1, Math.floor(value)));
      return clamp((at.y - top) / height, rows.length) * columns.length + clamp((at.x - left) / width, columns.length);
    },
    show(index) {
      const group = picture.svg.querySelector(".chart-pointer")!;
      if (index === null) return (group.replaceChildren(), "");
      const [i, j] = [Math.floor(index / columns.length), index % columns.length];
      const box = {
        x: round(left + j * width),
        y: round(top + i * height),
        width: round(width),
        height: round(height),
      };
      group.replaceChildren(shape("rect", { ...box, class: "chart-frame" }));
      const value = values[i]?.[j] ?? null;
      return `${rows[i]}, ${columns[j]}: ${label ? `${label} ` : ""}${value === null ? "none" : formatNumber(value)}`;
    },
  };
}
