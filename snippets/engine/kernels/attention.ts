/**
 * Causal self-attention on queries, keys and values that lie side by side:
 * row t of text b is [q of all heads | k of all heads | v of all heads].
 */
import { constants, exp1, exp4, highest, sum4 } from "./exp";
import {
  ABOVE_DIAGONAL_OF_A, ABOVE_DIAGONAL_OF_C, BELOW_DIAGONAL_OF_A, triangleGemm,
} from "./gemm";

/**
 * B texts of T tokens, H heads of D numbers. `weights` [B, H, T, T] keeps the
 * softmax, 0 above the diagonal. `out` [B*T, C].
 */
export function attention(
  qkv: usize, out: usize, weights: usize,
  B: i32, T: i32, H: i32, D: i32,
  scratch: usize,
): void {
  const C = H * D;
  const scale: f32 = 1 / sqrt<f32>(<f32>D);
  for (let b = 0; b < B; b++) {
    for (let h = 0; h < H; h++) {
      const q = qkv + <usize>((b * T * 3 * C + h * D) << 2);
      const k = q + <usize>(C << 2);
      const v = k + <usize>(C << 2);
      const w = weights + <usize>(((b * H + h) * T * T) << 2);
      const y = out + <usize>((b * T * C + h * D) << 2);
      triangleGemm(
        ABOVE_DIAGONAL_OF_C, T, T, D,
        q, 3 * C, 1, k, 1, 3 * C, w, T, 0, 0, scratch,
      );
      for (let t = 0; t < T; t++) {
        softmaxRow(w + <usize>((t * T) << 2), t + 1, T, scale);
      }
      triangleGemm(
        ABOVE_DIAGONAL_OF_A, T, D, T,
        w, T, 1, v, 3 * C, 1, y, C, 0, 0, scratch,
      );
    }
  }
}

/** Softmax of the first `count` numbers times `scale`; the others become 0. */
function softmaxRow(row: usize, count: i32, length: i32, scale: f32): void {
  const k = constants();
  // The last group of four may hold scores that do not count, made 0 here.
  const whole = min((count + 3) & ~3, length & ~3) << 2;
  const end = count << 2;
  const scales = f32x4.splat(scale);
  const top = highest(row, count);
  const tops = f32x4.splat(top);
  const ends = i32x4.splat(end);
  let sums = f32x4.splat(0);
  for (let i = 0; i < whole; i += 16) {
    const x = f32x4.mul(f32x4.sub(v128.load(row + i), tops), scales);
    const places = i32x4.add(i32x4.splat(i), i32x4(0, 4, 8, 12));
    const e = v128.and(exp4(x, k), i32x4.lt_s(places, ends));
    v128.store(row + i, e);
    sums = f32x4.add(sums, e);
  }
  let sum = sum4(sums);
  for (let i = whole; i < end; i += 4) {
    const e = exp1((load<f32>(row + i) - top) * scale, k);
    store<f32>(row + i, e);
    sum += e;
  }
  const share: f32 = 1 / sum;
  const shares = f32x4.splat(share);
  for (let i = 0; i < whole; i += 16) {
    v128.store(row + i, f32x4.mul(v128.load(row + i), shares));
  }
  for (let i = whole; i < end; i += 4) {
    store<f32>(row + i, load<f32>(row + i) * share);
  }
  const rest = row + max(whole, end);
  memory.fill(rest, 0, row + <usize>(length << 2) - rest);
}

/** From dOut to dQkv. `dWeights` has room for one head, [T, T]. */
export function attentionGradient(
  dOut: usize, qkv: usize, weights: usize, dQkv: usize,
  B: i32, T: i32, H: i32, D: i32,
  dWeights: usize, scratch: usize,
): void {
  const C = H * D;
  const C3 = 3 * C;
  const scale: f32 = 1 / sqrt<f32>(<f32>D);
  for (let b = 0; b < B; b++) {
    for (let h = 0; h < H; h++) {
      const start = <usize>((b * T * C3 + h * D) << 2);
      const part = <usize>(C << 2);
      const q = qkv + start, k = q + part, v = k + part;
      const dq = dQkv + start, dk = dq + part, dv = dk + part;
      const w = weights + <usize>(((b * H + h) * T * T) << 2);
      const dy = dOut + <usize>((b * T * C + h * D) << 2);
      triangleGemm(
        BELOW_DIAGONAL_OF_A, T, D, T,
        w, 1, T, dy, C, 1, dv, C3, 0, 0, scratch,
      );
      triangleGemm(
        ABOVE_DIAGONAL_OF_C, T, T, D,
        dy, C, 1, v, 1, C3, dWeights, T, 0, 0, scratch,
      );
      for (let t = 0; t < T; t++) {
        const row = <usize>((t * T) << 2);
        softmaxRowGradient(dWeights + row, w + row, t + 1, T, scale);
      }
      triangleGemm(
        ABOVE_DIAGONAL_OF_A, T, D, T,
        dWeights, T, 1, k, C3, 1, dq, C3, 0, 0, scratch,
      );
      triangleGemm(
        BELOW_DIAGONAL_OF_A, T, D, T,
        dWeights, 1, T, q, C3, 1, dk, C3, 0, 0, scratch,
      );
    }
  }
}

/** d(score) = w (d(w) - sum of w d(w)) scale, in place; after `count` 0 */
function softmaxRowGradient(
  dw: usize, w: usize, count: i32, length: i32, scale: f32,
): void {
  const whole = (count & ~3) << 2;
  const all = count << 2;
  let sums = f32x4.splat(0);
  for (let i = 0; i < whole; i += 16) {
    const product = f32x4.mul(v128.load(dw + i), v128.load(w + i));
    sums = f32x4.add(sums, product);
  }
  let sum = sum4(sums);
  for (let i = whole; i < all; i += 4) {
    sum += load<f32>(dw + i) * load<f32>(w + i);
  }
  const dots = f32x4.splat(sum);
  const scales = f32x4.splat(scale);
  for (let i = 0; i < whole; i += 16) {
    const share = f32x4.mul(v128.load(w + i), scales);
    v128.store(dw + i, f32x4.mul(share, f32x4.sub(v128.load(dw + i), dots)));
  }
  for (let i = whole; i < all; i += 4) {
    const share: f32 = load<f32>(w + i) * scale;
    store<f32>(dw + i, share * (load<f32>(dw + i) - sum));
  }
  memory.fill(dw + all, 0, <usize>((length << 2) - all));
}
