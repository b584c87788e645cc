import { scaleLinear, scaleLog, type ScaleContinuousNumeric } from "d3-scale";
import type { Axis } from "./chart-plot.ts";
import { formatNumber } from "./format.ts";

export type Scale = ScaleContinuousNumeric<number, number>;

/** Beyond these, sums and differences overflow or vanish. */
const [least, most] = [1e-300, 1e300];
/** Numbers that are nearer to each other than this share of them cannot be told apart on an axis. */
const nearest = 1e-12;

/**
 * The one place where a scale is made. It takes any two numbers: its domain is finite and not
 * empty, and what lies beyond it is placed at its ends.
 */
export function makeScale(kind: "log" | undefined, [from, to]: [number, number]): Scale {
  const limit = (value: number): number => Math.min(most, Math.max(kind === "log" ? least : -most, value || 0));
  const ends: [number, number] = [limit(from), limit(to)];
  const domain = isFlat(ends) ? around(kind, ends[0]) : ends;
  return (kind === "log" ? scaleLog(domain, [0, 1]) : scaleLinear(domain, [0, 1])).clamp(true);
}

function isFlat([from, to]: [number, number]): boolean {
  return Math.abs(to - from) <= Math.max(least, nearest * Math.max(Math.abs(from), Math.abs(to)));
}

/** A flat line sits in the middle. */
function around(kind: "log" | undefined, value: number): [number, number] {
  if (kind === "log") return [value / 2, value * 2];
  const pad = Math.abs(value) > 10 * least ? Math.abs(value) * 0.1 : 1;
  return [value - pad, value + pad];
}

/** From the lowest to the highest; on a log scale with room at its ends. */
export function domainOf(kind: "log" | undefined, values: number[]): [number, number] {
  const low = values.reduce((a, b) => Math.min(a, b), Infinity);
  const high = values.reduce((a, b) => Math.max(a, b), -Infinity);
  return kind === "log" && low !== high ? [low / 1.1, high * 1.1] : [low, high];
}

export function tickCount(height: number): number {
  return height < 200 ? 3 : 5;
}

/** On a log scale the powers of ten, and what lies between them where they are few. */
export function ticksOf(scale: Scale, count: number): number[] {
  if (!("base" in scale)) return scale.ticks(count);
  const [low = 1, high = 10] = scale.domain();
  const powers = Array.from(
    { length: Math.ceil(Math.log10(high)) - Math.floor(Math.log10(low)) + 1 },
    (_, index) => Math.floor(Math.log10(low)) + index,
  );
  for (const leads of [[1], [1, 3], [1, 2, 5], [1, 1.5, 2, 3, 4, 5, 6, 7, 8]]) {
    const all = powers.flatMap((power) => leads.map((lead) => Number(`${lead}e${power}`)));
    const found = all.filter((tick) => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9));
    if (found.length >= 3) return thinned(found, count + 2);
  }
  return [low, high];
}

function thinned(ticks: number[], count: number): number[] {
  const every = Math.ceil(ticks.length / count);
  return ticks.filter((_, index) => index % every === 0);
}

/** 1000, 0.25, 10⁹, 3·10⁹ */
export function tickText(value: number): string {
  const [lead, power] = value.toExponential(2).split("e") as [string, string];
  const size = Math.abs(Number(power));
  if (value === 0 || size < 5) return formatNumber(Number(value.toPrecision(12)));
  const raised = [...power.replace("+", "")]
    .map((digit) => (digit === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]!))
    .join("");
  const factor = String(Number(lead)).replace("-", "−");
  return factor === "1" ? `10${raised}` : `${factor}·10${raised}`;
}

export function axisOf(scale: Scale): Axis {
  const [from = 0, to = 1] = scale.domain();
  return { from, to, log: "base" in scale };
}

/** Where a value is drawn; nowhere if the chart was asked not to reach so far. */
export function placeOf(value: number, scale: Scale): number {
  const [from = 0, to = 0] = scale.domain();
  return value < Math.min(from, to) || value > Math.max(from, to) ? NaN : scale(value);
}

/** Whether all places are there: a log scale has none for what is not above 0. */
export function canDraw(...places: number[]): boolean {
  return places.every(Number.isFinite);
}
