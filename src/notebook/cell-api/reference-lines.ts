import type { ReferenceLine } from "../output/chart-spec.ts";
import { refusal } from "./check-arguments.ts";
import type { OptionsOf } from "./check-options.ts";
import { finiteOrNull } from "./read-numbers.ts";

export interface GivenLine {
  /** a line at this x, or at this y */
  x?: number;
  y?: number;
  label?: string;
}

export const lineOptions: OptionsOf<GivenLine> = { x: true, y: true, label: true };

const maxLines = 40;

/** Lines to compare with, as data. */
export function plainLines(call: string, lines: unknown): ReferenceLine[] {
  const needs = 'lines with an x or a y, as in lines: [{ y: 0.5, label: "chance" }]';
  if (!Array.isArray(lines)) throw refusal(call, needs, lines);
  return lines.slice(0, maxLines).map((line) => {
    const { x, y, label = "" } = Object(line) as GivenLine;
    const at = finiteOrNull(y ?? x);
    if (at === null) throw refusal(call, needs, line);
    return { axis: y === undefined ? "x" : "y", at, label: String(label) };
  });
}
