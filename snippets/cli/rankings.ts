/** comparisons.jsonl: the rankings that a run's reward model learned from. */
import { assert, InputError } from "../base/assert.ts";
import { isRecord } from "../checkpoint/files.ts";
import { encodeComparison, type RankedAnswers } from "../comparisons.ts";
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
        const ranked: unknown = JSON.parse(line);
        assertRanking(ranked);
        encodeComparison(ranked);
        return ranked;
      } catch (error) {
        const { message } = error as Error;
        throw new InputError(`${file} is damaged in line ${i + 1}: ${message}`);
      }
    });
}

/** Files for other libraries have pairs, or talks, a line. */
function assertRanking(value: unknown): asserts value is RankedAnswers {
  const isText = (x: unknown) => typeof x === "string";
  const { prompt, ranked }: Record<string, unknown> = isRecord(value)
    ? value
    : {};
  assert(
    isText(prompt) && Array.isArray(ranked) && ranked.every(isText),
    `expected {"prompt": "...", "ranked": ["best ...", "next ..."]}, got ` +
      `${JSON.stringify(value).slice(0, 60)}`,
  );
}
