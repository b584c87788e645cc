/**
 * From one score per answer to one learning signal per token: the part of PPO
 * that can be checked by hand. Plain numbers, no tensors.
 */

/**
 * Every token pays for leaving the reference policy; the reward model's score
 * comes with the last one (Ouyang et al. 2022, eq. 2; Ziegler et al. 2019).
 * @returns one reward per token of the response
 */
export function tokenRewards(
  logprobs: readonly number[],
  refLogprobs: readonly number[],
  score: number,
  klCoef: number,
): number[] {
  const last = logprobs.length - 1;
  return logprobs.map((logprob, t) => {
    const penalty = -klCoef * (logprob - refLogprobs[t]!);
    return t === last ? penalty + score : penalty;
  });
}

/**
 * Generalised advantage estimation (Schulman et al. 2015, eq. 16): how much
 * better each token turned out than the value function had expected.
 * lam 0 trusts the value function, lam 1 waits for the end of the answer.
 */
export function gae(
  rewards: readonly number[],
  values: readonly number[],
  gamma: number,
  lam: number,
): number[] {
  const advantages = new Array<number>(rewards.length);
  let next = 0;
  for (let t = rewards.length - 1; t >= 0; t--) {
    const delta = rewards[t]! + gamma * (values[t + 1] ?? 0) - values[t]!;
    advantages[t] = next = delta + gamma * lam * next;
  }
  return advantages;
}

/** What the value function should have said: advantage + value. */
export function returnsOf(
  advantages: readonly number[],
  values: readonly number[],
): number[] {
  return advantages.map((advantage, t) => advantage + values[t]!);
}

/** All tokens of all responses together to mean 0 and variance 1. */
export function whiten(perToken: readonly (readonly number[])[]): number[][] {
  const all = perToken.flat();
  const mean = average(all);
  const variance = average(all.map((x) => (x - mean) ** 2));
  const scale = 1 / Math.sqrt(variance + 1e-8);
  return perToken.map((row) => row.map((x) => (x - mean) * scale));
}

/** The mean of some numbers; NaN of none. */
export function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
