import { type Measure, wilson } from "mini-rlhf/labeler/bootstrap";
import { createRng } from "mini-rlhf/random";
import { prompt } from "mini-rlhf/world/requests";
import { sampleRequest } from "mini-rlhf/world/sample-request";

/** Two answers to one prompt, side by side; nobody sees which model gave which. */
export interface BlindPair {
  prompt: string;
  /** as shown */
  answers: [string, string];
  /** the place of the answer of the reader's model */
  yours: 0 | 1;
}

/** Prompts of a test are in nobody's training. @param seed another one, other prompts */
export function testPrompts(count: number, seed: number): string[] {
  const rng = createRng(seed).fork("blind test");
  return Array.from({ length: count }, () => prompt(sampleRequest(rng, { split: "test" })));
}

/** In pairs whose answers differ, in places that a seed has drawn; `most` of them. */
export function blindPairs(
  prompts: readonly string[],
  yours: readonly string[],
  others: readonly string[],
  seed: number,
  most: number,
): BlindPair[] {
  const rng = createRng(seed).fork("places");
  return prompts
    .map((text, i): BlindPair => {
      const isFirst = rng.chance(0.5);
      const answers: [string, string] = isFirst ? [yours[i]!, others[i]!] : [others[i]!, yours[i]!];
      return { prompt: text, answers, yours: isFirst ? 0 : 1 };
    })
    .filter(({ answers: [first, second] }) => first !== second)
    .slice(0, most);
}

/** How often the reader's model was chosen; null at a pair that was passed. */
export function winRate(pairs: readonly BlindPair[], chosen: readonly (0 | 1 | null)[]): (Measure & Counted) | null {
  const told = chosen.flatMap((place, i) => (place === null ? [] : [place === pairs[i]!.yours]));
  const wins = told.filter(Boolean).length;
  return told.length === 0 ? null : { ...wilson(wins / told.length, told.length), wins, count: told.length };
}

interface Counted {
  wins: number;
  count: number;
}
