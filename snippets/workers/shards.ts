/**
 * A batch in shards, so that several workers can learn from it at once.
 *
 * The shards are the same however many workers there are, and what is learned
 * from them is added in the order of tree.ts: one worker or four, the same
 * bits.
 */
import { assert } from "../base/assert.ts";
import type { QueryResponse } from "../query-response.ts";
import {
  queryResponseBatch,
  responseMask,
  tokenBatch,
} from "../token-batch.ts";
import type { TokenBatch } from "../token-batch.ts";
import { SHARDS } from "./shard-count.ts";

/** A part of a batch, of which the masked tokens are to be predicted. */
export interface TokenShard {
  batch: TokenBatch;
  /** [B * (T-1)], 1 where a prediction counts */
  mask: Float32Array;
  /** how many count in the whole batch, so that the shards' losses add up */
  count: number;
}

/**
 * A list in so many parts, in order; the first ones are longer by one where it
 * does not come out even. No part is empty, but that of an empty list.
 */
export function partsOf<T>(items: readonly T[], count = SHARDS): T[][] {
  const parts = Math.max(1, Math.min(count, items.length));
  const least = Math.floor(items.length / parts);
  const longer = items.length % parts;
  return Array.from({ length: parts }, (_, i) => {
    const start = i * least + Math.min(i, longer);
    return items.slice(start, start + least + Number(i < longer));
  });
}

/** The responses' tokens are to be predicted, the queries are given. */
export function answerShards(
  queryResponses: readonly QueryResponse[],
  parts = SHARDS,
): TokenShard[] {
  const count = countTokens(queryResponses);
  return partsOf(queryResponses, parts).map((part) => ({
    batch: queryResponseBatch(part),
    mask: responseMask(part),
    count,
  }));
}

/** All tokens of a text but the first are to be predicted. */
export function textShards(
  rows: readonly (readonly number[])[],
  parts = SHARDS,
): TokenShard[] {
  const short = rows.find((row) => row.length < 2);
  assert(
    short === undefined,
    `A row has at least two tokens to learn from, got ${short?.length}.`,
  );
  const count = rows.reduce((sum, { length }) => sum + length - 1, 0);
  return partsOf(rows, parts).map((part) => {
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
