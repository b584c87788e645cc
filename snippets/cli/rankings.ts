/** comparisons.jsonl: the rankings that a run's reward model learned from. */
import { InputError } from "../base/assert.ts";
import { encodeComparison, type RankedAnswers } from "../comparisons.ts";
import { toRanking } from "./comparison-columns.ts";
import { readBytes } from "./folders.ts";

export const COMPARISONS = "comparisons.jsonl";

/** One ranking a line; throws an InputError that names the line. */
export function readComparisons(file: string): RankedAnswers[] {
  const text = new TextDecoder().decode(readBytes(file));
  return text
    .trim()
    .split("\n")
    .map((line, i) => {
      try {
        const ranked = toRanking(JSON.parse(line));
        encodeComparison(ranked);
        return ranked;
      } catch (error) {
        const { message } = error as Error;
        throw new InputError(`${file} is damaged in line ${i + 1}: ${message}`);
      }
    });
}
