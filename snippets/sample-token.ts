/** Drawing one token: the definition, which engine/kernels/draw.ts follows. */
import { exp32 } from "./base/exact-math.ts";
import type { Rng } from "./random.ts";

export interface DrawOptions {
  /** 1 = the model's own probabilities, near 0 = always the likeliest token */
  temperature?: number;
  /** only the k likeliest tokens (and ties) may be drawn; 0 = all of them */
  topK?: number;
}

/** Draws one token from softmax(logits / temperature). */
export function sampleToken(
  logits: ArrayLike<number>,
  rng: Rng,
  options: DrawOptions = {},
): number {
  return rng.weighted(tokenWeights(logits, options));
}

/**
 * The tokens' chances, the likeliest one's being 1, in 32-bit floats: another
 * rounding could mean another token. logits [V] -> [V]
 */
export function tokenWeights(
  logits: ArrayLike<number>,
  { temperature = 1, topK = 0 }: DrawOptions = {},
): Float32Array {
  const least = topK > 0 ? nthLargest(logits, topK) : -Infinity;
  const t = divisor(temperature);
  let highest = -Infinity;
  for (let i = 0; i < logits.length; i++) {
    highest = Math.max(highest, logits[i]!);
  }
  const weights = new Float32Array(logits.length);
  for (let i = 0; i < logits.length; i++) {
    if (logits[i]! < least) continue;
    weights[i] = exp32(Math.fround(logits[i]! - highest) / t);
  }
  return weights;
}

/** The temperature as a 32-bit float that is not 0. */
export function divisor(temperature: number): number {
  return Math.fround(Math.max(temperature, 1e-30));
}

function nthLargest(values: ArrayLike<number>, n: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, sorted.length - n)]!;
}
