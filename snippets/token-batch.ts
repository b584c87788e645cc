/** Texts of tokens, laid out as the rows of a matrix. Plain arrays only. */
import { assert } from "./assert.ts";
import { PAD } from "./tokenizer.ts";

/** B texts of T tokens each, one after the other: ids[b * T + t]. */
export interface TokenBatch {
  B: number;
  T: number;
  ids: Int32Array;
}

/** Rows of different length, filled up with PAD to the longest of them. */
export function tokenBatch(rows: readonly ArrayLike<number>[]): TokenBatch {
  const B = rows.length;
  const T = Math.max(0, ...rows.map((row) => row.length));
  assert(B > 0 && T > 0, "A batch holds at least one token, got none.");
  const ids = new Int32Array(B * T).fill(PAD);
  rows.forEach((row, b) => ids.set(Array.from(row), b * T));
  return { B, T, ids };
}

/** The batch without its last column: what the model reads to predict. */
export function inputsOf({ B, T, ids }: TokenBatch): TokenBatch {
  return { B, T: T - 1, ids: columns(ids, B, T, 0, T - 1) };
}

/** The batch without its first column: what the model should predict. */
export function targetsOf({ B, T, ids }: TokenBatch): TokenBatch {
  return { B, T: T - 1, ids: columns(ids, B, T, 1, T) };
}

function columns(
  ids: Int32Array,
  B: number,
  T: number,
  from: number,
  to: number,
): Int32Array {
  const out = new Int32Array(B * (to - from));
  for (let b = 0; b < B; b++) {
    out.set(ids.subarray(b * T + from, b * T + to), b * (to - from));
  }
  return out;
}

/** A query and what was answered to it, END included if it was written. */
export interface Exchange {
  query: readonly number[];
  response: readonly number[];
}

/** Query and response, one text per row. */
export function exchangeBatch(exchanges: readonly Exchange[]): TokenBatch {
  return tokenBatch(exchanges.map((e) => [...e.query, ...e.response]));
}

/**
 * 1 where the target is a token of the response, 0 for query and padding:
 * laid out like `targetsOf` the batch, [B, T-1].
 */
export function responseMask(exchanges: readonly Exchange[]): Float32Array {
  const { B, T } = exchangeBatch(exchanges);
  const mask = new Float32Array(B * (T - 1));
  exchanges.forEach(({ query, response }, b) => {
    const start = b * (T - 1) + query.length - 1;
    mask.fill(1, start, start + response.length);
  });
  return mask;
}
