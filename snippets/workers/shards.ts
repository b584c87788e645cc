/**
 * A batch in two halves, so that two workers can learn from it at once.
 *
 * The halves are the same however many workers there are, and what is learned
 * from them is added in their order: one worker or two, the same bits.
 */
import { assert } from "../base/assert.ts";
import type { QueryResponse } from "../query-response.ts";
import {
  queryResponseBatch,
  responseMask,
  tokenBatch,
} from "../token-batch.ts";
import type { TokenBatch } from "../token-batch.ts";

/** A part of a batch, of which the masked tokens are to be predicted. */
export interface TokenShard {
  batch: TokenBatch;
  /** [B * (T-1)], 1 where a prediction counts */
  mask: Float32Array;
  /** how many count in the whole batch, so that the shards' losses add up */
  count: number;
}

/** The first half, with one more if they are odd, and the second; or all. */
export function halves<T>(items: readonly T[], parts = 2): T[][] {
  if (parts < 2 || items.length < 2) return [[...items]];
  const middle = Math.ceil(items.length / 2);
  return [items.slice(0, middle), items.slice(middle)];
}

/** The responses' tokens are to be predicted, the queries are given. */
export function answerShards(
  queryResponses: readonly QueryResponse[],
  parts = 2,
): TokenShard[] {
  const count = countTokens(queryResponses);
  return halves(queryResponses, parts).map((part) => ({
    batch: queryResponseBatch(part),
    mask: responseMask(part),
    count,
  }));
}

/** All tokens of a text but the first are to be predicted. */
export function textShards(
  rows: readonly (readonly number[])[],
  parts = 2,
): TokenShard[] {
  const short = rows.find((row) => row.length < 2);
  assert(
    short === undefined,
    `A row has at least two tokens to learn from, got ${short?.length}.`,
  );
  const count = rows.reduce((sum, { length }) => sum + length - 1, 0);
  return halves(rows, parts).map((part) => {
    const batch = tokenBatch(part);
    const places = batch.T - 1;
    const mask = new Float32Array(batch.B * places);
    part.forEach(({ length }, b) => {
      mask.fill(1, b * places, b * places + length - 1);
    });
    return { batch, mask, count };
  });
}

/** How many tokens the responses have together. */
export function countTokens(queryResponses: readonly QueryResponse[]): number {
  return queryResponses.reduce((sum, { response }) => sum + response.length, 0);
}
