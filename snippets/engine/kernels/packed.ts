/**
 * Products with a matrix that is used many times: it is packed for the
 * micro-kernel once. The same sums as `gemm`, to the same bits.
 */
import { multiplyBlock, NOTHING } from "./block";
import { blockRows, KC } from "./gemm";
import { packPanels } from "./pack";

/** Bytes of a packed matrix of k rows and n columns. */
export function packedBytes(k: i32, n: i32): i32 {
  return (k * ((n + 7) & ~7)) << 2;
}

/** B [k, n] -> panels of 16 columns, KC rows at a time. */
export function pack(
  b: usize, bRow: i32, bColumn: i32, k: i32, n: i32, panels: usize,
): void {
  for (let k0 = 0; k0 < k; k0 += KC) {
    const kc = min(KC, k - k0);
    const from = b + <usize>((k0 * bRow) << 2);
    packPanels(from, bRow, bColumn, kc, n, panels);
    panels += packedBytes(kc, n);
  }
}

/**
 * c [m, n] = a [m, k] times packed panels, plus the row `bias` unless that is
 * 0. `edge` has room for 128 bytes.
 */
export function packedLinear(
  m: i32, n: i32, k: i32,
  a: usize, panels: usize, bias: usize, c: usize, edge: usize,
): void {
  for (let k0 = 0; k0 < k; k0 += KC) {
    const kc = min(KC, k - k0);
    const first = k0 == 0;
    const most = blockRows(kc);
    for (let i = 0; i < m; i += most) {
      const rows = c + <usize>((i * n) << 2);
      multiplyBlock(
        NOTHING, i, k0,
        min(most, m - i), n, kc,
        a + <usize>((i * k + k0) << 2), k << 2,
        panels,
        rows, n << 2,
        first ? bias : rows, first ? 0 : n << 2,
        edge,
      );
    }
    panels += packedBytes(kc, n);
  }
}
