/**
 * Best of n: no training at all. Let the SFT model answer n times and keep the
 * answer that the reward model likes best (Stiennon et al. 2020; Gao et al.
 * 2022). Plain numbers, no tensors.
 */
import { average } from "../advantages.ts";
import { assert } from "../base/assert.ts";
import { log } from "../base/exact-math.ts";

/** One sampled answer: what the judge says of it, and what it is worth. */
export interface Scored {
  /** the reward model's score: decides which answer is kept */
  proxy: number;
  /** what the kept answer is measured by */
  gold: number;
}

/**
 * What the best of n has on average, estimated from N >= n samples of one
 * prompt without drawing any subset: the sample with the i-th lowest proxy is
 * the best of C(i-1, n-1) of all C(N, n) subsets (Nakano et al. 2021, App. I).
 */
export function bestOfN(samples: readonly Scored[], n: number): Scored {
  const N = samples.length;
  assert(
    Number.isInteger(n) && n >= 1 && n <= N,
    `The best of n needs n from 1 to ${N} samples, got ${n}.`,
  );
  const sorted = [...samples].sort((a, b) => a.proxy - b.proxy);
  const weights = chancesToBeBest(N, n);
  const mean = (of: (sample: Scored) => number) =>
    sorted.reduce((sum, sample, i) => sum + weights[i]! * of(sample), 0);
  return { proxy: mean((s) => s.proxy), gold: mean((s) => s.gold) };
}

/** P(i-th lowest of N is the best of n drawn), i = 0 .. N-1; sums to 1. */
export function chancesToBeBest(N: number, n: number): number[] {
  const chances = new Array<number>(N).fill(0);
  // from the highest down: n/N, then times (i - n + 1) / i for each next one
  let chance = n / N;
  for (let i = N - 1; i >= n - 1; i--) {
    chances[i] = chance;
    if (i > 0) chance *= (i - n + 1) / i;
  }
  return chances;
}

/**
 * How far the best of n is from one sample, in nats, if no two samples are
 * the same; with repeats it is less (Beirami et al. 2024).
 */
export function bestOfNKl(n: number): number {
  return log(n) - (n - 1) / n;
}

/** Over prompts: each with the same number of samples. */
export function bestOfNOverPrompts(
  prompts: readonly (readonly Scored[])[],
  n: number,
): Scored {
  const kept = prompts.map((samples) => bestOfN(samples, n));
  return {
    proxy: average(kept.map(({ proxy }) => proxy)),
    gold: average(kept.map(({ gold }) => gold)),
  };
}
