/**
 * A GPT that gives numbers instead of words: the reward model (one score per
 * text) and the value function of PPO (one number per token) are the same
 * network, a GPT without its output layer and with one number in its place.
 */
import * as tf from "@tensorflow/tfjs";
import type { QueryResponse } from "./query-response.ts";
import { cloneGPT, disposeGPT, type GPT, hiddenStates } from "./gpt.ts";
import { trainable } from "./lora.ts";
import type { Rng } from "./random.ts";
import { readBack } from "./read-back.ts";
import { matmul } from "./tensor.ts";
import { queryResponseBatch, type TokenBatch } from "./token-batch.ts";

/** A GPT body with a scalar head; `score.weight` is [1, C]. */
export interface ScalarModel {
  gpt: GPT;
  score: { weight: tf.Tensor2D };
}

/** A copy of the GPT with a new head, N(0, 1 / sqrt(C + 1)) (Stiennon 2020). */
export function withScalarHead(gpt: GPT, rng: Rng): ScalarModel {
  const C = gpt.config.width;
  const std = 1 / Math.sqrt(C + 1);
  const values = Float32Array.from({ length: C }, () => rng.normal() * std);
  const weight = tf.tidy(() => tf.variable(tf.tensor2d(values, [1, C])));
  return { gpt: cloneGPT(gpt), score: { weight } };
}

/** A copy with parameters of its own: the value function starts as one. */
export function cloneScalarModel({ gpt, score }: ScalarModel): ScalarModel {
  const weight = tf.tidy(() => tf.variable(score.weight.clone()));
  return { gpt: cloneGPT(gpt), score: { weight } };
}

/** Its parameters as one record, for an optimizer. */
export function scalarParameters({ gpt, score }: ScalarModel) {
  return { transformer: trainable(gpt), score };
}

export function disposeScalarModel({ gpt, score }: ScalarModel): void {
  disposeGPT(gpt);
  score.weight.dispose();
}

/** The head's number at every token. B texts of T tokens -> [B*T] */
export function tokenValues(
  { gpt, score }: ScalarModel,
  batch: TokenBatch,
): tf.Tensor1D {
  const hidden = hiddenStates(gpt, batch); // [B*T, C]
  const column = score.weight.reshape<tf.Tensor2D>([gpt.config.width, 1]);
  return matmul(hidden, column).reshape([batch.B * batch.T]);
}

/**
 * One score per response, read at the response's last token (not at padding).
 * n queries and responses -> [n]
 * @param width of a batch that these are a part of (tokenBatch)
 */
export function responseScores(
  model: ScalarModel,
  queryResponses: readonly QueryResponse[],
  width = 0,
): tf.Tensor1D {
  const batch = queryResponseBatch(queryResponses, width);
  const last = new Float32Array(batch.B * batch.T);
  queryResponses.forEach(({ query, response }, b) => {
    last[b * batch.T + query.length + response.length - 1] = 1;
  });
  const values = tokenValues(model, batch).mul(tf.tensor1d(last));
  return values.reshape([batch.B, batch.T]).sum<tf.Tensor1D>(1);
}

/** The scores as numbers, computed a few responses at a time. */
export function scoreResponses(
  model: ScalarModel,
  queryResponses: readonly QueryResponse[],
  batchSize = 64,
): number[] {
  const scores: number[] = [];
  for (let i = 0; i < queryResponses.length; i += batchSize) {
    const part = queryResponses.slice(i, i + batchSize);
    scores.push(...readBack(() => responseScores(model, part)));
  }
  return scores;
}
