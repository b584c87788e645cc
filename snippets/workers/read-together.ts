/**
 * What models find in texts, read in parts by all workers. A part is as wide
 * as the whole, so that its numbers have the bits that they have there.
 */
import type { ScalarModel } from "../heads.ts";
import type { QueryResponse } from "../query-response.ts";
import { rowsOf, type TokenBatch } from "../token-batch.ts";
import { partsOf } from "./shards.ts";
import { readers, shareOut } from "./share-out.ts";
import type { ModelFor } from "./tasks.ts";

/** The tasks that give numbers for every row of a batch. */
type Reading = "logprobs" | "values" | "logprobsAndEntropy";

/**
 * Begins to read a batch. Until the numbers are there, the model must not
 * change.
 * @returns to be called for the numbers, row after row
 */
export function readTogether<N extends Reading>(
  name: N,
  model: ModelFor<N>,
  batch: TokenBatch,
  parts = readers(),
): () => Promise<Float32Array> {
  const rows = partsOf(
    Array.from({ length: batch.B }, (_, row) => row),
    parts,
  );
  const inputs = rows.map((part) =>
    rowsOf(batch, part[0]!, part[0]! + part.length),
  );
  const numbers = shareOut(name, model, inputs);
  return async () => joined(await numbers());
}

/** `scoreResponses` of heads.ts, by all workers. */
export async function readScores(
  model: ScalarModel,
  queryResponses: readonly QueryResponse[],
  batchSize = 64,
): Promise<number[]> {
  const parts = readers();
  const inputs = [];
  for (let i = 0; i < queryResponses.length; i += batchSize) {
    const batch = queryResponses.slice(i, i + batchSize);
    const width = Math.max(
      ...batch.map(({ query, response }) => query.length + response.length),
    );
    for (const part of partsOf(batch, parts)) {
      inputs.push({ queryResponses: part, width });
    }
  }
  return Array.from(joined(await shareOut("scores", model, inputs)()));
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((n, { length }) => n + length, 0));
  let start = 0;
  for (const part of parts) {
    all.set(part, start);
    start += part.length;
  }
  return all;
}
