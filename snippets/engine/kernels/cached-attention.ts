/**
 * Attention while an answer is written: a new token looks at itself and at all
 * before it, whose keys and values are kept.
 *
 * Of one text, `values` is [capacity, C], a row per token, but `keys` is
 * [C, capacity], a column per token: then four scores lie side by side and are
 * summed at once. `capacity` is a multiple of 4.
 */
import { constants, exp4, highest, sum4 } from "./exp";

/**
 * Every head of T new tokens per text, after `past` ones. keys [B, C,
 * capacity], values [B, capacity, C], qkv [B*T, 3C] -> out [B*T, C]. `scores`
 * has room for capacity numbers.
 */
export function cachedAttention(
  qkv: usize, keys: usize, values: usize, out: usize,
  B: i32, T: i32, past: i32, capacity: i32, H: i32, D: i32,
  scores: usize,
): void {
  const C = H * D;
  const text = <usize>((capacity * C) << 2);
  for (let b = 0; b < B; b++) {
    for (let t = 0; t < T; t++) {
      const place = past + t;
      remember(qkv, keys, values, place, capacity, C);
      lookBack(qkv, keys, values, out, place + 1, capacity, H, D, scores);
      qkv += <usize>(3 * C) << 2;
      out += <usize>C << 2;
    }
    keys += text;
    values += text;
  }
}

/** Puts a token's key and value (after the query in `qkv`) in their place. */
export function remember(
  qkv: usize, keys: usize, values: usize,
  place: i32, capacity: i32, C: i32,
): void {
  const row = <usize>C << 2;
  const key = qkv + row;
  let to = keys + (<usize>place << 2);
  for (let i: usize = 0; i < row; i += 4) {
    store<f32>(to, load<f32>(key + i));
    to += <usize>capacity << 2;
  }
  memory.copy(values + <usize>place * row, key + row, row);
}

/** What the token of `query` takes from the first `count` of its text. */
export function lookBack(
  query: usize, keys: usize, values: usize, out: usize,
  count: i32, capacity: i32, H: i32, D: i32, scores: usize,
): void {
  const head = <usize>D << 2;
  const row = <usize>H * head;
  const scale: f32 = 1 / sqrt<f32>(<f32>D);
  for (let h = 0; h < H; h++) {
    score(query, keys, scores, count, D, <usize>capacity << 2, scale);
    const share: f32 = 1 / softmax(scores, count);
    mix(scores, values, out, count, head, row, share);
    query += head;
    keys += head * <usize>capacity;
    values += head;
    out += head;
  }
}

/** scores[i] = query . key[i] * scale */
function score(
  query: usize, keys: usize, scores: usize,
  count: i32, D: i32, stride: usize, scale: f32,
): void {
  const scales = f32x4.splat(scale);
  const end = query + (<usize>D << 2);
  for (let i = 0; i < count << 2; i += 16) {
    let sums = f32x4.splat(0);
    let key = keys + i;
    for (let q = query; q < end; q += 4) {
      const product = f32x4.mul(v128.load_splat<f32>(q), v128.load(key));
      sums = f32x4.add(sums, product);
      key += stride;
    }
    v128.store(scores + i, f32x4.mul(sums, scales));
  }
}

/** exp(score - highest) in place; @returns their sum */
function softmax(scores: usize, count: i32): f32 {
  const k = constants();
  const whole = (count + 3) & ~3;
  // What fills the last group of four up is next to nothing after exp.
  for (let i = count; i < whole; i++) {
    store<f32>(scores + (<usize>i << 2), -1e9);
  }
  const tops = f32x4.splat(highest(scores, whole));
  let sums = f32x4.splat(0);
  for (let i = 0; i < whole << 2; i += 16) {
    const e = exp4(f32x4.sub(v128.load(scores + i), tops), k);
    v128.store(scores + i, e);
    sums = f32x4.add(sums, e);
  }
  return sum4(sums);
}

/** out = the values, weighted with weight * share */
function mix(
  weights: usize, values: usize, out: usize,
  count: i32, head: usize, row: usize, share: f32,
): void {
  const end = weights + (<usize>count << 2);
  const whole = head & ~15;
  for (let d: usize = 0; d < whole; d += 16) {
    let sums = f32x4.splat(0);
    let value = values + d;
    for (let w = weights; w < end; w += 4) {
      const product = f32x4.mul(v128.load_splat<f32>(w), v128.load(value));
      sums = f32x4.add(sums, product);
      value += row;
    }
    v128.store(out + d, f32x4.mul(sums, f32x4.splat(share)));
  }
  for (let d = whole; d < head; d += 4) {
    let sum: f32 = 0;
    let value = values + d;
    for (let w = weights; w < end; w += 4) {
      sum += load<f32>(w) * load<f32>(value);
      value += row;
    }
    store<f32>(out + d, sum * share);
  }
}
