/**
 * Matrix product, C = A B + start, for any layout: a matrix is a pointer
 * and two strides, so a transpose is the same matrix with its strides swapped
 * and a head of attention is a window into a wider one.
 *
 * Goto & van de Geijn 2008 in small: B is repacked in panels of 8 columns, and
 * a transposed A in strips of 4 rows (pack.ts); blocks of A stay in the cache,
 * and a micro-kernel keeps a 4 x 8 tile of C in registers (tile.ts). The order
 * of summation depends on K alone.
 */
import { packStrips } from "./pack";
import { copyEdge, tile } from "./tile";

/** Rows of B packed at a time. */
export const KC: i32 = 256;


/** What a product can leave out: see `triangleGemm`. */
export const NOTHING: i32 = 0;
export const ABOVE_DIAGONAL_OF_C: i32 = 1;
export const ABOVE_DIAGONAL_OF_A: i32 = 2;
export const BELOW_DIAGONAL_OF_A: i32 = 3;

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
 * Strides count numbers, not bytes; C's columns are next to each other.
 * `start` is 0 for nothing, or a matrix that C begins with; its row stride is
 * 0 if it is one row, such as a bias, for all.
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
  const strips = scratch + 128;
  const panels = strips + <usize>(BLOCK << 2);
  for (let k0 = 0; k0 < k; k0 += KC) {
    const kc = min(KC, k - k0);
    packStrips(b + <usize>((k0 * bRow) << 2), bColumn, bRow, kc, n, 8, panels);
    const from = k0 == 0 ? start : c;
    const fromRow = (k0 == 0 ? startRow : cRow) << 2;
    const most = blockRows(kc);
    for (let i = 0; i < m; i += most) {
      const rows = min(most, m - i);
      const block = a + <usize>((i * aRow + k0 * aColumn) << 2);
      const packed = aColumn != 1;
      if (packed) packStrips(block, aRow, aColumn, kc, rows, 4, strips);
      multiplyBlock(
        without, i, k0,
        rows, n, kc,
        packed ? strips : block, (packed ? kc : aRow) << 2, packed,
        panels,
        c + <usize>((i * cRow) << 2), cRow << 2,
        from == 0 ? 0 : from + <usize>(i * fromRow), fromRow,
        scratch,
      );
    }
  }
}

/**
 * All tiles of some rows of C, from row0 on; strides in bytes here. A is as it
 * was or in strips: then its four rows alternate.
 */
export function multiplyBlock(
  without: i32, row0: i32, k0: i32,
  m: i32, n: i32, kc: i32,
  a: usize, aRow: i32, packed: bool,
  panels: usize,
  c: usize, cRow: i32,
  start: usize, startRow: i32,
  edge: usize,
): void {
  const nextRow = packed ? 4 : aRow;
  const nextColumn = packed ? 16 : 4;
  // Two panels at a time: a row of both fills a cache line of C.
  for (let j0 = 0; j0 < n; j0 += 16) {
    const j1 = min(n, j0 + 16);
    for (let i = 0; i < m; i += 4) {
      for (let j = j0; j < j1; j += 8) {
        const panel = panels + <usize>((j * kc) << 2);
        const row = row0 + i;
        if (without == ABOVE_DIAGONAL_OF_C && j > row + 3) continue;
        let k = 0, end = kc;
        if (without == ABOVE_DIAGONAL_OF_A) end = max(0, min(kc, row + 4 - k0));
        if (without == BELOW_DIAGONAL_OF_A) k = max(0, min(kc, row - k0));
        const x = a + <usize>(i * aRow + k * nextColumn);
        const y = panel + <usize>(k << 5);
        const to = c + <usize>(i * cRow + (j << 2));
        const place = <usize>(i * startRow + (j << 2));
        const sum: usize = start == 0 ? 0 : start + place;
        const rows = min(4, m - i);
        const columns = min(8, n - j);
        // Missing rows read an existing one; the tile goes to one side.
        const second = rows > 1 ? nextRow : 0;
        const third = rows > 2 ? nextRow : 0;
        const whole = rows == 4 && columns == 8;
        tile(
          x, second, third, nextColumn, y, end - k,
          whole ? to : edge, whole ? cRow : 32, whole ? sum : 0, startRow,
        );
        if (!whole) copyEdge(edge, rows, columns, to, cRow, sum, startRow);
      }
    }
  }
}
