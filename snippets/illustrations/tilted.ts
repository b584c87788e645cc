/**
 * The best policy under a leash, for answers that fit on one hand: every
 * probability times e^(r / beta), divided by their sum Z (Rafailov et al.
 * 2023, eq. 4). And back: what the policy says of the rewards, up to one
 * number that is the same for all answers of the prompt. Plain numbers.
 */
import { exp, log } from "../base/exact-math.ts";

export interface Tilted {
  policy: number[];
  /** e^(r / beta), the mean under the reference */
  Z: number;
  /** beta log(policy / reference) */
  implied: number[];
}

export function tilt(
  reference: readonly number[],
  rewards: readonly number[],
  beta: number,
): Tilted {
  const raised = reference.map((p, i) => p * exp(rewards[i]! / beta));
  const Z = raised.reduce((sum, p) => sum + p, 0);
  const policy = raised.map((p) => p / Z);
  const implied = policy.map((p, i) => beta * log(p / reference[i]!));
  return { policy, Z, implied };
}

/** What a policy earns less what its drift costs: what the leash maximises. */
export function objective(
  policy: readonly number[],
  reference: readonly number[],
  rewards: readonly number[],
  beta: number,
): number {
  const parts = policy.map((p, i) =>
    p === 0 ? 0 : p * (rewards[i]! - beta * log(p / reference[i]!)),
  );
  return parts.reduce((sum, part) => sum + part, 0);
}
