/**
 * What an answer of a group is worth: how much better it is than the others
 * to the same query. Three methods, one idea; no value function. Plain
 * numbers, no tensors.
 */
import { average } from "./advantages.ts";
import { assert } from "./base/assert.ts";

/** How a group's scores become advantages. */
export const advantageKinds = [
  /** (score - mean) / (sd + 1e-4), the sample's sd (Shao et al. 2024, 4.1.2) */
  "standardised",
  /** score - mean (Liu et al. 2025, 3.2: "Dr. GRPO") */
  "centred",
  /** score - mean of the others (Ahmadian et al. 2024, eq. 8: RLOO) */
  "leave one out",
] as const;

export type AdvantageKind = (typeof advantageKinds)[number];

/**
 * One advantage per answer.
 * @param scores those of a group follow each other
 */
export function groupAdvantages(
  scores: readonly number[],
  groupSize: number,
  kind: AdvantageKind = "standardised",
): number[] {
  assert(
    groupSize > 1 && scores.length % groupSize === 0,
    `A group has two answers at least, and all have as many, got ` +
      `${scores.length} scores in groups of ${groupSize}.`,
  );
  return scores.map((score, i) => {
    const first = i - (i % groupSize);
    const group = scores.slice(first, first + groupSize);
    if (kind === "leave one out") {
      return score - average(group.filter((_, j) => first + j !== i));
    }
    const mean = average(group);
    if (kind === "centred") return score - mean;
    const squares = group.reduce((sum, x) => sum + (x - mean) ** 2, 0);
    return (score - mean) / (Math.sqrt(squares / (groupSize - 1)) + 1e-4);
  });
}

/** Whether the scores of a group are all the same: then it teaches nothing. */
export function isFlat(group: readonly number[]): boolean {
  return group.every((score) => Math.abs(score - group[0]!) < 1e-6);
}
