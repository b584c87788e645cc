/**
 * A whole GPT reads some tokens, each one the next of its text: what gpt.ts
 * and generate.ts say, with all layers in one call and keys and values kept.
 * The same kernels as for training, so the logits are the same to the bit.
 */
import { lookBack, remember } from "./cached-attention";
import { gelu } from "./gelu";
import { layerNorm } from "./layer-norm";
import { packedLinear } from "./packed";
import { add } from "./rows";

/** As in plain-ops.ts. */
const EPSILON: f32 = 1e-5;

/** Sizes, addresses and room to work: packed-gpt.ts writes them in order. */
// @ts-ignore: decorator
@unmanaged
class Model {
  vocabulary: i32;
  width: i32;
  heads: i32;
  inner: i32; // numbers per token in the middle of the MLP
  layers: i32;
  capacity: i32; // tokens per text in the cache
  tokens: usize; // embeddings [V, C] and [blockSize, C]
  places: usize;
  normWeight: usize;
  normBias: usize;
  head: usize; // the output layer, packed
  layer: usize; // the first of the layers' records
  x: usize; // [rows, C] the residual stream
  y: usize; // [rows, C]
  wide: usize; // [rows, max(3C, inner)]
  logits: usize; // [rows, V]
  scores: usize; // [capacity]
  statistics: usize; // [2, rows] for the layer norms
  edge: usize; // 128 bytes for packedLinear
  gates: usize; // 2048 bytes for gelu
}

/** One layer. Matrices are packed; keys and values are of all texts. */
// @ts-ignore: decorator
@unmanaged
class Layer {
  norm1Weight: usize;
  norm1Bias: usize;
  qkv: usize;
  qkvBias: usize;
  mixed: usize;
  mixedBias: usize;
  norm2Weight: usize;
  norm2Bias: usize;
  widen: usize;
  widenBias: usize;
  narrow: usize;
  narrowBias: usize;
  keys: usize;
  values: usize;
}

/**
 * Reads rows of (token, text, place): 3 integers each. Those before `place` in
 * the text have been read, or come earlier in `rows`.
 * @param logits 0 if nobody asks what comes next: then the last layer only
 *   remembers its keys and values
 */
export function readTokens(
  model: usize, rows: usize, count: i32, logits: i32,
): void {
  const m = changetype<Model>(model);
  embed(m, rows, count);
  const bytes = offsetof<Layer>();
  const end = m.layer + <usize>m.layers * bytes;
  for (let layer = m.layer; layer < end; layer += bytes) {
    const p = changetype<Layer>(layer);
    const last = layer + bytes == end;
    keepKeys(m, p, rows, count);
    if (last && !logits) return;
    attend(m, p, rows, count);
    think(m, p, count);
  }
  normalise(m, m.normWeight, m.normBias, count);
  packedLinear(
    count, m.vocabulary, m.width, m.y, m.head, 0, m.logits, m.edge,
  );
}

/** x = token embedding + place embedding */
function embed(m: Model, rows: usize, count: i32): void {
  const bytes = <usize>m.width << 2;
  for (let i = 0; i < count; i++) {
    const row = rows + <usize>(12 * i);
    const x = m.x + <usize>i * bytes;
    memory.copy(x, m.tokens + <usize>load<i32>(row) * bytes, bytes);
    add(x, m.places + <usize>load<i32>(row, 8) * bytes, x, m.width);
  }
}

/** wide = queries, keys and values; the latter two go into the cache. */
function keepKeys(m: Model, p: Layer, rows: usize, count: i32): void {
  const C = m.width;
  normalise(m, p.norm1Weight, p.norm1Bias, count);
  packedLinear(count, 3 * C, C, m.y, p.qkv, p.qkvBias, m.wide, m.edge);
  const text = <usize>((m.capacity * C) << 2);
  for (let i = 0; i < count; i++) {
    const row = rows + <usize>(12 * i);
    const past = <usize>load<i32>(row, 4) * text;
    const qkv = m.wide + <usize>((3 * C * i) << 2);
    const place = load<i32>(row, 8);
    remember(qkv, p.keys + past, p.values + past, place, C);
  }
}

/** x += what the tokens before say */
function attend(m: Model, p: Layer, rows: usize, count: i32): void {
  const C = m.width;
  const text = <usize>((m.capacity * C) << 2);
  const D = C / m.heads;
  for (let i = 0; i < count; i++) {
    const row = rows + <usize>(12 * i);
    const past = <usize>load<i32>(row, 4) * text;
    lookBack(
      m.wide + <usize>((3 * C * i) << 2),
      p.keys + past, p.values + past,
      m.y + <usize>((C * i) << 2),
      load<i32>(row, 8) + 1, m.heads, D, m.scores,
    );
  }
  // The queries have been used: their room is free.
  packedLinear(count, C, C, m.y, p.mixed, p.mixedBias, m.wide, m.edge);
  add(m.x, m.wide, m.x, count * C);
}

/** x += MLP */
function think(m: Model, p: Layer, count: i32): void {
  const C = m.width;
  const M = m.inner;
  normalise(m, p.norm2Weight, p.norm2Bias, count);
  packedLinear(count, M, C, m.y, p.widen, p.widenBias, m.wide, m.edge);
  gelu(m.wide, count * M, m.gates);
  packedLinear(count, C, M, m.wide, p.narrow, p.narrowBias, m.y, m.edge);
  add(m.x, m.y, m.x, count * C);
}

/** y = layer norm of x */
function normalise(m: Model, weight: usize, bias: usize, count: i32): void {
  const means = m.statistics;
  const stds = means + (<usize>count << 2);
  layerNorm(m.x, weight, bias, EPSILON, m.y, means, stds, count, m.width);
}
