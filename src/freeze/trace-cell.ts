/** Runs a cell for every position of its controls, for readers whose browser has not run it yet. */
import { maxPositions, otherValues, traceKey, type Traces } from "../book/traces.ts";
import type { InputValues, Output } from "../notebook/output/output.ts";

/**
 * @param printed what the cell shows as the book has it
 * @param outputsWith runs it with these inputs
 * @throws {Error} if it has a control with too many positions, or none that has positions
 */
export async function traceCell(
  printed: readonly Output[],
  outputsWith: (inputs: InputValues) => Promise<Output[]>,
): Promise<Traces> {
  const traces: Traces = {};
  for (const output of printed) {
    if (output.kind !== "input" || !/slider|select/.test(output.input.type)) continue;
    const { input } = output;
    const values = otherValues(input);
    if (!values)
      throw new Error(`"${input.label}" has more than ${maxPositions} positions: take "traced" off its fence`);
    const byValue: Record<string, Output[]> = {};
    for (const value of values) byValue[traceKey(value)] = await outputsWith({ [input.key]: value });
    traces[input.key] = byValue;
  }
  if (Object.keys(traces).length === 0) throw new Error(`it has no slider and no choice: take "traced" off its fence`);
  return traces;
}
