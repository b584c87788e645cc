/**
 * A price of drift that finds itself (Ziegler et al. 2019, 2.2): one says how
 * far the policy may go from the reference, in nats, and beta rises while it
 * is further and falls while it is nearer.
 *
 *   e = clip((KL - target) / target, -0.2, 0.2)
 *   beta <- beta (1 + gain e)
 *
 * Left out: OpenAI's code scales the gain by the answers of a round.
 */
import { assert } from "./base/assert.ts";

export interface AdaptiveKl {
  /** the drift per answer to hold, in nats */
  target: number;
  /** K, by how much of itself beta changes at most, times 0.2; 0.1 unless said */
  gain?: number;
}

/**
 * The price of the next round.
 * @param klCoef beta of this round
 * @param kl the mean drift of this round's answers, in nats
 */
export function nextKlCoef(
  klCoef: number,
  kl: number,
  { target, gain = 0.1 }: AdaptiveKl,
): number {
  const error = Math.min(0.2, Math.max(-0.2, (kl - target) / target));
  return klCoef * (1 + gain * error);
}

/** Throws an InputError unless the controller can work. */
export function checkAdaptiveKl({ target, gain = 0.1 }: AdaptiveKl): void {
  assert(
    Number.isFinite(target) && target > 0,
    `adaptiveKl.target is a drift above 0, in nats, got ${target}.`,
  );
  assert(
    Number.isFinite(gain) && gain > 0 && gain < 5,
    `adaptiveKl.gain is between 0 and 5, such as 0.1, got ${gain}.`,
  );
}
