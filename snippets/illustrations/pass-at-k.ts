/**
 * What several tries are worth. Pass@k: is one of k answers right? The vote,
 * or self-consistency: is the answer right that most of k agree on (Wang et
 * al. 2022)? And what a group teaches: are all its answers right, or none?
 * Each from n answers of which all subsets are looked at, without drawing any
 * (Chen et al. 2021, eq. 1). Plain numbers, no tensors.
 */
import { average } from "../advantages.ts";
import { assert } from "../base/assert.ts";
import type { Rng } from "../random.ts";

/** The share of k-subsets of n that avoid `marked` of them: C(n-m,k)/C(n,k). */
export function chanceOfNone(n: number, marked: number, k: number): number {
  assert(
    Number.isInteger(k) && k >= 1 && k <= n && marked >= 0 && marked <= n,
    `Of n answers, from 1 to n are taken and from 0 to n are marked, got ` +
      `n ${n}, k ${k}, marked ${marked}.`,
  );
  let chance = 1;
  for (let i = 0; i < k; i++) {
    chance *= Math.max(0, n - marked - i) / (n - i);
  }
  return chance;
}

/** Whether one of k is right, on average; c of n are. */
export function passAtK(n: number, c: number, k: number): number {
  return 1 - chanceOfNone(n, c, k);
}

/** Whether a group of k is flat: all right, or all wrong. */
export function chanceOfFlat(n: number, c: number, k: number): number {
  if (k === 1) return 1;
  return chanceOfNone(n, c, k) + chanceOfNone(n, n - c, k);
}

/**
 * Whether the answer that most of k agree on is right. Ties are drawn lots
 * for; so are the subsets.
 * @param answers what was answered, undefined for no answer at all
 */
export function voteOfK(
  answers: readonly (string | undefined)[],
  truth: string,
  k: number,
  rng: Rng,
  draws = 50,
): number {
  const won = Array.from({ length: draws }, () => {
    const drawn = rng.shuffle(answers).slice(0, k);
    const votes = new Map<string, number>();
    for (const said of drawn) {
      if (said !== undefined) votes.set(said, (votes.get(said) ?? 0) + 1);
    }
    const most = Math.max(0, ...votes.values());
    const winners = [...votes.keys()].filter(
      (said) => votes.get(said) === most,
    );
    return winners.includes(truth) ? 1 / winners.length : 0;
  });
  return average(won);
}
