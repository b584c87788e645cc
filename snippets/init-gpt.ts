/** Where training starts: random weights of the right size. */
import * as tf from "@tensorflow/tfjs";
import { assert } from "./base/assert.ts";
import type { GPT, GPTConfig } from "./gpt.ts";
import type { Rng } from "./random.ts";
import type { Norm } from "./parameters.ts";

const SIZES = ["vocabSize", "blockSize", "width", "layers", "heads"] as const;

/** A model with random weights, the same for the same seed. */
export function initGPT(config: GPTConfig, rng: Rng): GPT {
  const { vocabSize: V, width: C, layers, heads } = config;
  for (const key of SIZES) {
    assert(
      Number.isInteger(config[key]) && config[key] > 0,
      `initGPT needs whole numbers ${SIZES.join(", ")}; ` +
        `got ${config[key]} for ${key}.`,
    );
  }
  assert(
    C % heads === 0,
    `The width is divisible by the number of heads, got ${C} and ${heads}.`,
  );
  const draw = normalVariable(rng);
  // Each block adds to x twice: the last weights before an addition shrink.
  const shrink = 1 / Math.sqrt(2 * layers);
  const std = 1 / Math.sqrt(C);
  return {
    config,
    params: {
      wte: { weight: draw([V, C], 0.08) },
      wpe: { weight: draw([config.blockSize, C], 0.04) },
      h: Array.from({ length: layers }, () => ({
        ln_1: initNorm(C),
        attn: {
          c_attn: { weight: draw([C, 3 * C], std), bias: zeros(3 * C) },
          c_proj: { weight: draw([C, C], std * shrink), bias: zeros(C) },
        },
        ln_2: initNorm(C),
        mlp: {
          c_fc: { weight: draw([C, 4 * C], std), bias: zeros(4 * C) },
          c_proj: {
            weight: draw([4 * C, C], (std / 2) * shrink),
            bias: zeros(C),
          },
        },
      })),
      ln_f: initNorm(C),
    },
  };
}

/** Draws a matrix of N(0, std) numbers. */
function normalVariable(rng: Rng) {
  return ([rows, columns]: [number, number], std: number): tf.Tensor2D => {
    const draw = () => rng.normal() * std;
    const values = Float32Array.from({ length: rows * columns }, draw);
    return tf.tidy(() => tf.variable(tf.tensor2d(values, [rows, columns])));
  };
}

const filled = (n: number, value: number): tf.Tensor1D =>
  tf.tidy(() => tf.variable(tf.fill<tf.Rank.R1>([n], value)));

const zeros = (n: number) => filled(n, 0);

const initNorm = (C: number): Norm => ({
  weight: filled(C, 1),
  bias: zeros(C),
});
