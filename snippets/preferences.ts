/**
 * How much likelier a policy finds an answer than its reference does: what
 * DPO and its relatives score answers by, in the place of a reward model.
 */
import * as tf from "@tensorflow/tfjs";
import type { GPT } from "./gpt.ts";
import { tokenLogprobs } from "./logprobs.ts";
import type { QueryResponse } from "./query-response.ts";
import { queryResponseBatch, responseMask } from "./token-batch.ts";

/** klCoef log(pi / ref) of whole answers. All [n] */
export function impliedScores(
  logprobs: tf.Tensor1D,
  reference: Float32Array,
  klCoef: number,
): tf.Tensor1D {
  return logprobs.sub(tf.tensor1d(reference)).mul<tf.Tensor1D>(klCoef);
}

/** log p(response | query): the sum over its tokens. n pairs -> [n] */
export function answerLogprobs(
  gpt: GPT,
  queryResponses: readonly QueryResponse[],
): tf.Tensor1D {
  const batch = queryResponseBatch(queryResponses);
  const mask = tf.tensor1d(responseMask(queryResponses));
  const kept = tokenLogprobs(gpt, batch).mul(mask); // [n * (T-1)]
  return kept.reshape([batch.B, batch.T - 1]).sum<tf.Tensor1D>(1);
}
