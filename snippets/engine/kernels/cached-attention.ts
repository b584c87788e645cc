/**
 * Attention while an answer is written: a token looks at itself and back at
 * those before it, whose keys and values are kept.
 *
 * Of one text, `values` is [capacity, C], a row per token. `keys` is
 * [capacity / 4, C, 4], four tokens next to each other: their scores lie side
 * by side and are summed at once. So `capacity` is a multiple of 4.
 */
import { constants, exp4, highest, sum4 } from "./exp";

/**
 * Every head of T new tokens per text, after `past` ones, of B texts.
 * qkv [B*T, 3C] -> out [B*T, C]. `scores` has room for capacity numbers.
 */
export function cachedAttention(
  qkv: usize, keys: usize, values: usize, out: usize,
  B: i32, T: i32, past: i32, capacity: i32, H: i32, D: i32,
  scores: usize,
): void {
  const C = H * D;
  const text = <usize>((capacity * C) << 2);
  for (let b = 0; b < B; b++) {
    for (let place = past; place < past + T; place++) {
      remember(qkv, keys, values, place, C);
      lookBack(qkv, keys, values, out, place + 1, H, D, scores);
      qkv += <usize>(3 * C) << 2;
      out += <usize>C << 2;
    }
    keys += text;
    values += text;
  }
}

/** Puts a token's key and value (after the query in `qkv`) in their place. */
export function remember(
  qkv: usize, keys: usize, values: usize, place: i32, C: i32,
): void {
  const row = <usize>C << 2;
  const key = qkv + row;
  const to = keys + <usize>(place >> 2) * 4 * row + (<usize>(place & 3) << 2);
  for (let i: usize = 0; i < row; i += 4) {
    store<f32>(to + 4 * i, load<f32>(key + i));
  }
  memory.copy(values + <usize>place * row, key + row, row);
}

/** What the token of `query` takes from the first `count` of its text. */
export function lookBack(
  query: usize, keys: usize, values: usize, out: usize,
  count: i32, H: i32, D: i32, scores: usize,
): void {
  const head = <usize>D << 2;
  const row = <usize>H * head;
  const scale: f32 = 1 / sqrt<f32>(<f32>D);
  for (let h = 0; h < H; h++) {
    score(query, keys, scores, count, head, row, scale);
    const share: f32 = 1 / softmax(scores, count);
    mix(scores, values, out, count, head, row, share);
    query += head;
    keys += 4 * head;
    values += head;
    out += head;
  }
}

/** scores[i] = query . key[i] * scale, for one head of `head` bytes */
function score(
  query: usize, keys: usize, scores: usize,
  count: i32, head: usize, row: usize, scale: f32,
): void {
  const scales = f32x4.splat(scale);
  const end = scores + (<usize>count << 2);
  for (let four = scores; four < end; four += 16) {
    let sums = f32x4.splat(0);
    for (let d: usize = 0; d < head; d += 4) {
      const key = v128.load(keys + 4 * d);
      sums = multiplyAdd(sums, v128.load_splat<f32>(query + d), key);
    }
    v128.store(four, f32x4.mul(sums, scales));
    keys += 4 * row;
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

/**
 * out = the values, weighted with weight * share. Sixteen columns at a time:
 * four sums that need not wait for each other.
 */
function mix(
  weights: usize, values: usize, out: usize,
  count: i32, head: usize, row: usize, share: f32,
): void {
  const shares = f32x4.splat(share);
  const end = weights + (<usize>count << 2);
  let d: usize = 0;
  for (; d + 64 <= head; d += 64) {
    let a = f32x4.splat(0), b = a, c = a, e = a;
    let value = values + d;
    for (let w = weights; w < end; w += 4) {
      const weight = v128.load_splat<f32>(w);
      a = multiplyAdd(a, weight, v128.load(value));
      b = multiplyAdd(b, weight, v128.load(value, 16));
      c = multiplyAdd(c, weight, v128.load(value, 32));
      e = multiplyAdd(e, weight, v128.load(value, 48));
      value += row;
    }
    v128.store(out + d, f32x4.mul(a, shares));
    v128.store(out + d, f32x4.mul(b, shares), 16);
    v128.store(out + d, f32x4.mul(c, shares), 32);
    v128.store(out + d, f32x4.mul(e, shares), 48);
  }
  for (; d < head; d += 16) {
    let sums = f32x4.splat(0);
    let value = values + d;
    for (let w = weights; w < end; w += 4) {
      sums = multiplyAdd(sums, v128.load_splat<f32>(w), v128.load(value));
      value += row;
    }
    sums = f32x4.mul(sums, shares);
    if (d + 16 <= head) v128.store(out + d, sums);
    else {
      // Not all four are this head's; the weights have been used.
      v128.store(weights, sums);
      memory.copy(out + d, weights, head - d);
    }
  }
}

// @ts-ignore: decorator
@inline
function multiplyAdd(sum: v128, x: v128, y: v128): v128 {
  return f32x4.add(sum, f32x4.mul(x, y));
}
