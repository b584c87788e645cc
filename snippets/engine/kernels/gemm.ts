/**
 * Matrix product, C = A B + start, for any layout: a matrix is a pointer
 * and two strides, so a transpose is the same matrix with its strides swapped
 * and a head of attention is a window into a wider one.
 *
 * Goto & van de Geijn 2008 in small: B is repacked in panels of 16 columns,
 * and a transposed A in rows (pack.ts); blocks of A stay in the cache, and a
 * micro-kernel keeps a 2 x 16 tile of C in registers (tile.ts). The order of
 * summation depends on K alone.
 */
import { multiplyBlock, NOTHING } from "./block";
import { packPanels, turn } from "./pack";

/** Rows of B packed at a time. */
export const KC: i32 = 256;

/** Numbers of A worked on at a time: half of a small level 1 cache. */
const BLOCK: i32 = 16 * KC;

/** The same in rows. */
export function blockRows(kc: i32): i32 {
  return (BLOCK / kc) & ~3;
}

/** Bytes of scratch that `gemm` needs for a B of n columns. */
export function gemmScratch(n: i32): i32 {
  return ((((n + 7) & ~7) * KC + BLOCK) << 2) + 128;
}

/**
 * Strides count numbers, not bytes. One of A's is 1 and one of B's; C's columns
 * are next to each other. `start` is a matrix that C begins with, or 0; its row
 * stride is 0 if it is 0, or one row, such as a bias, for all.
 */
export function gemm(
  m: i32, n: i32, k: i32,
  a: usize, aRow: i32, aColumn: i32,
  b: usize, bRow: i32, bColumn: i32,
  c: usize, cRow: i32,
  start: usize, startRow: i32,
  scratch: usize,
): void {
  triangleGemm(
    NOTHING, m, n, k,
    a, aRow, aColumn, b, bRow, bColumn, c, cRow, start, startRow, scratch,
  );
}

/**
 * The same with half of the work left out: the numbers of C above its
 * diagonal are not wanted (tiles right of it are not written), or those of A
 * above or below its diagonal are 0.
 */
export function triangleGemm(
  without: i32,
  m: i32, n: i32, k: i32,
  a: usize, aRow: i32, aColumn: i32,
  b: usize, bRow: i32, bColumn: i32,
  c: usize, cRow: i32,
  start: usize, startRow: i32,
  scratch: usize,
): void {
  const turned = scratch + 128;
  const panels = turned + <usize>(BLOCK << 2);
  for (let k0 = 0; k0 < k; k0 += KC) {
    const kc = min(KC, k - k0);
    packPanels(b + <usize>((k0 * bRow) << 2), bRow, bColumn, kc, n, panels);
    const from = k0 == 0 ? start : c;
    const fromRow = (k0 == 0 ? startRow : cRow) << 2;
    const most = blockRows(kc);
    for (let i = 0; i < m; i += most) {
      const rows = min(most, m - i);
      let block = a + <usize>((i * aRow + k0 * aColumn) << 2);
      if (aColumn != 1) {
        turn(block, aColumn << 2, kc, rows, turned, kc << 2);
        block = turned;
      }
      multiplyBlock(
        without, i, k0,
        rows, n, kc,
        block, (aColumn != 1 ? kc : aRow) << 2,
        panels,
        c + <usize>((i * cRow) << 2), cRow << 2,
        from + <usize>(i * fromRow), fromRow,
        scratch,
      );
    }
  }
}
