/**
 * Attention while an answer is written: T new tokens per text look at
 * themselves and at all before them, whose keys and values are kept.
 */
import { constants, exp4, highest, sum4 } from "./exp";

/**
 * `keys` and `values` [B, capacity, C] hold `past` tokens per text and get the
 * new ones added. qkv [B*T, 3C] -> out [B*T, C]. `scores` has room for
 * capacity + 3 numbers.
 */
export function cachedAttention(
  qkv: usize, keys: usize, values: usize, out: usize,
  B: i32, T: i32, past: i32, capacity: i32, H: i32, D: i32,
  scores: usize,
): void {
  const C = H * D;
  const row = <usize>(C << 2);
  const scale: f32 = 1 / sqrt<f32>(<f32>D);
  for (let b = 0; b < B; b++) {
    const oldKeys = keys + <usize>(b * capacity) * row;
    const oldValues = values + <usize>(b * capacity) * row;
    for (let t = 0; t < T; t++) {
      const at = <usize>(past + t) * row;
      memory.copy(oldKeys + at, qkv + row, row);
      memory.copy(oldValues + at, qkv + 2 * row, row);
      for (let h = 0; h < H; h++) {
        const head = <usize>((h * D) << 2);
        const count = past + t + 1;
        score(qkv + head, oldKeys + head, scores, count, D, row, scale);
        const share: f32 = 1 / softmax(scores, count);
        mix(scores, oldValues + head, out + head, count, D, row, share);
      }
      qkv += 3 * row;
      out += row;
    }
  }
}

/** scores[i] = query . key[i] * scale */
function score(
  query: usize, key: usize, scores: usize,
  count: i32, D: i32, row: usize, scale: f32,
): void {
  const whole = (D & ~3) << 2;
  for (let i = 0; i < count; i++) {
    let sums = f32x4.splat(0);
    for (let d = 0; d < whole; d += 16) {
      const product = f32x4.mul(v128.load(query + d), v128.load(key + d));
      sums = f32x4.add(sums, product);
    }
    let sum = sum4(sums);
    for (let d = whole; d < D << 2; d += 4) {
      sum += load<f32>(query + d) * load<f32>(key + d);
    }
    store<f32>(scores + <usize>(i << 2), sum * scale);
    key += row;
  }
}

/** exp(score - highest) in place; @returns their sum */
function softmax(scores: usize, count: i32): f32 {
  const k = constants();
  const tops = f32x4.splat(highest(scores, count));
  // the last group of four may reach over the end: those are not summed
  for (let i = 0; i < count << 2; i += 16) {
    v128.store(scores + i, exp4(f32x4.sub(v128.load(scores + i), tops), k));
  }
  let sum: f32 = 0;
  for (let i = 0; i < count << 2; i += 4) sum += load<f32>(scores + i);
  return sum;
}

/** out = the values, weighted with weight * share */
function mix(
  weights: usize, value: usize, out: usize,
  count: i32, D: i32, row: usize, share: f32,
): void {
  const whole = (D & ~3) << 2;
  for (let d = 0; d < whole; d += 16) {
    let sums = f32x4.splat(0);
    let from = value + d;
    for (let i = 0; i < count << 2; i += 4) {
      const weight = v128.load_splat<f32>(weights + i);
      sums = f32x4.add(sums, f32x4.mul(weight, v128.load(from)));
      from += row;
    }
    v128.store(out + d, f32x4.mul(sums, f32x4.splat(share)));
  }
  for (let d = whole; d < D << 2; d += 4) {
    let sum: f32 = 0;
    let from = value + d;
    for (let i = 0; i < count << 2; i += 4) {
      sum += load<f32>(weights + i) * load<f32>(from);
      from += row;
    }
    store<f32>(out + d, sum * share);
  }
}
