/**
 * Causal self-attention on queries, keys and values that lie side by side:
 * row t of text b is [q of all heads | k of all heads | v of all heads].
 */
import { ABOVE_DIAGONAL_OF_A, ABOVE_DIAGONAL_OF_C } from "./block";
import { BELOW_DIAGONAL_OF_A } from "./block";
import { triangleGemm } from "./gemm";
import { softmaxFirstRow, softmaxTwoRows, softmaxRowGradient } from "./softmax";

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
      if (T & 1) softmaxFirstRow(w, T);
      for (let t = T & 1; t < T; t += 2) {
        softmaxTwoRows(w + <usize>((t * T) << 2), t + 1, T, scale);
      }
      triangleGemm(
        ABOVE_DIAGONAL_OF_A, T, D, T,
        w, T, 1, v, 3 * C, 1, y, C, 0, 0, scratch,
      );
    }
  }
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
