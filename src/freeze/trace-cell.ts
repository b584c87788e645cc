/** Runs a cell for every position of its controls, for readers whose browser has not run it yet. */
import { maxPositions, otherValues, traceKey, type Traces } from "../book/traces.ts";
import type { InputValues, Output } from "../notebook/output/output.ts";

/**
 * @param printed what the cell shows as the book has it
 * @param outputsWith runs it with these inputs
 * @throws {Error} if it has no control whose positions can be printed
 */
export async function traceCell(
  printed: readonly Output[],
  outputsWith: (inputs: InputValues) => Promise<Output[]>,
): Promise<Traces> {
  const traces: Traces = {};
  for (const output of printed) {
    if (output.kind !== "input") continue;
    const { input } = output;
    const values = otherValues(input);
    if (!values) continue;
    const byValue: Record<string, Output[]> = {};
    for (const value of values) byValue[traceKey(value)] = await outputsWith({ [input.key]: value });
    traces[input.key] = byValue;
  }
  if (Object.keys(traces).length === 0) {
    throw new Error(
      `it has no choice, and no slider of at most ${maxPositions} positions: take "traced" off its fence`,
    );
  }
  return traces;
}
