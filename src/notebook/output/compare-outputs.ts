import { formatNumber } from "./format.ts";
import type { Output } from "./output.ts";

/**
 * What a run showed that the book has otherwise, in words; empty if it is the same. How long
 * something took is no part of it, nor what the notebook says itself, of a second worker that was
 * lost: that is the machine's, not the cell's.
 */
export function differences(shown: Output[], printed: Output[]): string[] {
  const now = shown.filter((output) => !(output.kind === "text" && output.by === "notebook"));
  const found = printed.slice(0, now.length).flatMap((before, index) => {
    const place = firstDifference(withoutTiming(now[index]!), withoutTiming(before), []);
    return place ? [`Output ${index + 1}, ${describe(before, place)}.`] : [];
  });
  const isCountSame = now.length === printed.length;
  return isCountSame ? found : [...found, `${outputs(now.length)}, where the book has ${outputs(printed.length)}.`];
}

interface Place {
  path: string[];
  now: unknown;
  printed: unknown;
}

function withoutTiming(output: Output): Output {
  return Object.fromEntries(Object.entries(output).filter(([key]) => key !== "timing")) as unknown as Output;
}

function firstDifference(now: unknown, printed: unknown, path: string[]): Place | null {
  if (Object.is(now, printed)) return null;
  // JSON knows no minus zero, and leaves out what is undefined.
  if (now === 0 && printed === 0) return null;
  if (typeof now === "number" && typeof printed === "number" && isClose(now, printed)) return null;
  const [a, b] = [now, printed].map((one) => (typeof one === "object" ? one : null));
  if (!a || !b || Array.isArray(a) !== Array.isArray(b)) return { path, now, printed };
  const keys = new Set([...Object.keys(b), ...Object.keys(a)]);
  for (const key of keys) {
    const [left, right] = [a, b].map((one) => (one as Record<string, unknown>)[key]);
    const place = firstDifference(left, right, [...path, key]);
    if (place) return place;
  }
  return null;
}

/**
 * Whether two numbers are the same but for the last bits: Math.exp and Math.log, which cells may
 * call, differ there between engines. (The core's own, and the kernels', do not.)
 */
function isClose(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b));
}

/** "row 3, gold: 4.21, printed 4.20" */
function describe(output: Output, { path, now, printed }: Place): string {
  return `${where(output, path)}: ${short(now)}, printed ${short(printed)}`;
}

function where(output: Output, [first, second, third]: string[]): string {
  if (output.kind === "table" && first === "rows" && second !== undefined) {
    const column = third === undefined ? "" : `, ${output.columns[Number(third)]}`;
    return `row ${Number(second) + 1}${column}`;
  }
  if (output.kind === "progress" && first === "latest") {
    return `step ${output.step}, ${output.latest[Number(second)]?.name ?? "its numbers"}`;
  }
  return output.kind === "progress" && first === "charts" ? "its curve" : `a ${output.kind}`;
}

function short(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "number") return formatNumber(value, 7);
  const text = typeof value === "string" ? `“${value}”` : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function outputs(count: number): string {
  return count === 1 ? "one output" : `${count || "no"} outputs`;
}
