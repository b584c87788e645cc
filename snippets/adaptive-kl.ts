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
import * as tf from "@tensorflow/tfjs";
import { assert } from "./base/assert.ts";
import { type AdamW, createAdamW } from "./optimizer.ts";
import { setParameter } from "./parameters.ts";

export const adaptiveKlDefaults = {
  /** beta of the first round */
  klCoef: 0.15,
  /** K: beta changes by a fifth of this at most, as a share of itself */
  gain: 0.1,
};

export interface AdaptiveKl {
  /** the drift per answer to hold, in nats */
  target: number;
  gain: number;
  /** holds beta: a training that is saved keeps the numbers of optimizers */
  price: AdamW;
}

/** What trainPpo takes as adaptiveKl. It belongs to one training. */
export function createAdaptiveKl(
  options: { target: number } & Partial<typeof adaptiveKlDefaults>,
): AdaptiveKl {
  const { target, klCoef, gain } = { ...adaptiveKlDefaults, ...options };
  for (const [name, value] of Object.entries({ target, klCoef, gain })) {
    assert(
      Number.isFinite(value) && value > 0,
      `${name} is a number above 0, got ${value}.`,
    );
  }
  assert(gain < 5, `gain is below 5, or beta could reach 0, got ${gain}.`);
  const beta = tf.tidy(() => tf.variable(tf.scalar(klCoef)));
  return { target, gain, price: createAdamW({ klCoef: beta }) };
}

/** beta of the next round. */
export function priceOf({ price }: AdaptiveKl): number {
  return price.parameters.get("klCoef")!.dataSync()[0]!;
}

/**
 * Sets the price after a round.
 * @param kl the mean drift of the round's answers, in nats
 * @param updates how many the round's other optimizers have made
 */
export function adapt(rule: AdaptiveKl, kl: number, updates: number): void {
  const beta = rule.price.parameters.get("klCoef")!;
  const next = nextKlCoef(priceOf(rule), kl, rule);
  tf.tidy(() => setParameter(beta, tf.scalar(next)));
  rule.price.updates += updates;
}

/** The rule itself. */
export function nextKlCoef(
  klCoef: number,
  kl: number,
  { target, gain }: Pick<AdaptiveKl, "target" | "gain">,
): number {
  const error = Math.min(0.2, Math.max(-0.2, (kl - target) / target));
  return klCoef * (1 + gain * error);
}
