/**
 * Texts of tokens as the rows of a matrix, in plain arrays.
 *
 * To learn, a model reads all tokens but the last and predicts all but the
 * first. So per-token numbers of a batch [B, T] are laid out as [B, T-1]:
 * place t is about token t+1, predicted from tokens 0..t.
 */
import { assert } from "./base/assert.ts";
import type { QueryResponse } from "./query-response.ts";
import { PAD } from "./tokenizer.ts";

/** B texts of T tokens each, one after the other: ids[b * T + t]. */
export interface TokenBatch {
  B: number;
  T: number;
  ids: Int32Array;
}

/**
 * Rows of different length, filled up with PAD to the longest of them.
 * @param width at least so many tokens; a part of a larger batch gives the
 *   same bits as the whole if it is as wide
 */
export function tokenBatch(
  rows: readonly (readonly number[])[],
  width = 0,
): TokenBatch {
  const B = rows.length;
  const T = rows.reduce((longest, row) => Math.max(longest, row.length), width);
  assert(T > 0, "A batch holds at least one token, got none.");
  const ids = new Int32Array(B * T).fill(PAD);
  rows.forEach((row, b) => ids.set(row, b * T));
  return { B, T, ids };
}

/** Query and response, one pair per row. */
export function queryResponseBatch(
  queryResponses: readonly QueryResponse[],
  width = 0,
): TokenBatch {
  const rows = queryResponses.map((e) => [...e.query, ...e.response]);
  return tokenBatch(rows, width);
}

/** Rows of a batch as a batch of their own, as wide. */
export function rowsOf(
  { T, ids }: TokenBatch,
  from: number,
  to: number,
): TokenBatch {
  return { B: to - from, T, ids: ids.slice(from * T, to * T) };
}

/** All columns but the last: what the model reads. [B, T] -> [B, T-1] */
export function inputsOf(batch: TokenBatch): TokenBatch {
  return columns(batch, 0);
}

/** All columns but the first: what it should predict. [B, T] -> [B, T-1] */
export function targetsOf(batch: TokenBatch): TokenBatch {
  return columns(batch, 1);
}

function columns({ B, T, ids }: TokenBatch, from: number): TokenBatch {
  const out = new Int32Array(B * (T - 1));
  for (let b = 0; b < B; b++) {
    const start = b * T + from;
    out.set(ids.subarray(start, start + T - 1), b * (T - 1));
  }
  return { B, T: T - 1, ids: out };
}

/**
 * Puts one number per response token where its prediction is made; 0 for
 * query and padding. n lists of numbers -> [n, T-1]
 */
export function spread(
  queryResponses: readonly QueryResponse[],
  perToken: readonly (readonly number[])[],
): Float32Array {
  const { B, T } = queryResponseBatch(queryResponses);
  const out = new Float32Array(B * (T - 1));
  queryResponses.forEach(({ query }, b) => {
    out.set(perToken[b]!, b * (T - 1) + query.length - 1);
  });
  return out;
}

/** The inverse of `spread`. [n, T-1] -> one list of numbers per response */
export function collect(
  queryResponses: readonly QueryResponse[],
  flat: ArrayLike<number>,
): number[][] {
  const width = flat.length / queryResponses.length; // T-1
  return queryResponses.map(({ query, response }, b) => {
    const start = b * width + query.length - 1;
    return Array.from(response, (_, t) => flat[start + t]!);
  });
}

/** 1 for response tokens, 0 for query and padding. -> [n, T-1] */
export function responseMask(
  queryResponses: readonly QueryResponse[],
): Float32Array {
  return spread(
    queryResponses,
    queryResponses.map(({ response }) => response.map(() => 1)),
  );
}
