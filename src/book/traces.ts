import type { InputValue, InputValues, Output } from "../notebook/output/output.ts";
import type { InputSpec } from "../notebook/output/input-spec.ts";

/**
 * What a cell shows for every value of each of its sliders and choices, one of them moved at a time: the
 * answer to a first touch, until the cell runs in the reader's browser. By input, by value.
 */
export type Traces = Record<string, Record<string, Output[]>>;

/** What has more positions than this is not printed one by one. */
export const maxPositions = 130;

/** The values that an input can have, but for the one that the book has set; null if they cannot be listed. */
export function otherValues(input: InputSpec): InputValue[] | null {
  if (input.type === "select") return input.options.filter((option) => option !== input.initial);
  if (input.type !== "slider") return null;
  const { min, max, step, initial } = input;
  const count = Math.floor((max - min) / step + 1e-9) + 1;
  if (count > maxPositions) return null;
  const values = Array.from({ length: count }, (_, at) => sliderValue(min, step, at));
  return values.filter((value) => value !== initial);
}

/** The outputs that were printed for these values; null if they were not. */
export function tracedOutputs(traces: Traces, inputs: InputValues): Output[] | null {
  const [first, ...others] = Object.entries(inputs);
  if (!first || others.length > 0) return null;
  return traces[first[0]]?.[traceKey(first[1])] ?? null;
}

export function traceKey(value: InputValue): string {
  return JSON.stringify(value);
}

/** As a browser's range input says it: decimal, without the dust of floating point. */
function sliderValue(min: number, step: number, at: number): number {
  return Number((min + at * step).toFixed(decimals(min, step)));
}

function decimals(...numbers: number[]): number {
  return Math.max(...numbers.map((number) => (String(number).split(".")[1] ?? "").length));
}
