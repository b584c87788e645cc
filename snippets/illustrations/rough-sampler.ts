/**
 * Sampler and trainer are two programs in large systems, and the same weights
 * give them slightly different probabilities. The ratio of the two says how
 * far an answer is from being the trainer's own; truncated importance sampling
 * weighs each token by it, up to a limit (Yao et al. 2025). Here the sampler
 * has the same weights with fewer bits.
 *
 * Left out: the trainers of this book do without; their sampler is the model
 * itself, and the two agree to rounding.
 */
import * as tf from "@tensorflow/tfjs";
import { average } from "../advantages.ts";
import { exp } from "../base/exact-math.ts";
import { cloneGPT, type GPT } from "../gpt.ts";
import { namedParameters, setParameter } from "../parameters.ts";

/** A copy whose weights keep so many binary digits. */
export function withFewerBits(gpt: GPT, bits: number): GPT {
  const copy = cloneGPT(gpt);
  for (const [, parameter] of namedParameters(copy.params)) {
    const rounded = parameter
      .dataSync<"float32">()
      .map((weight) => roundToBits(weight, bits));
    tf.tidy(() => {
      setParameter(parameter, tf.tensor(rounded, parameter.shape));
    });
  }
  return copy;
}

/** The nearest number with `bits` significant binary digits. */
export function roundToBits(x: number, bits: number): number {
  if (x === 0) return 0;
  let [size, exponent] = [Math.abs(x), 0];
  for (; size >= 1; size /= 2) exponent += 1;
  for (; size < 0.5; size *= 2) exponent -= 1;
  const steps = 2 ** bits;
  const rounded = (Math.round(size * steps) / steps) * 2 ** exponent;
  return Math.sign(x) * rounded;
}

export interface Mismatch {
  /** trainer's probability over sampler's, one per token, sorted */
  ratios: number[];
  /** the share of tokens whose ratio is above the limit */
  cut: number;
  /** the mean ratio of whole answers, the product over their tokens */
  ofAnswers: number;
  /** the largest ratio of a token */
  largest: number;
}

/** Log-probabilities of the same answers, by the trainer and the sampler. */
export function mismatch(
  trainer: readonly (readonly number[])[],
  sampler: readonly (readonly number[])[],
  limit: number,
): Mismatch {
  const gaps = trainer.map((row, i) =>
    row.map((logprob, t) => logprob - sampler[i]![t]!),
  );
  const ratios = gaps
    .flat()
    .map(exp)
    .sort((a, b) => a - b);
  const whole = gaps.map((row) => exp(row.reduce((sum, gap) => sum + gap, 0)));
  return {
    ratios,
    cut: ratios.filter((ratio) => ratio > limit).length / ratios.length,
    ofAnswers: average(whole),
    largest: ratios.at(-1)!,
  };
}
