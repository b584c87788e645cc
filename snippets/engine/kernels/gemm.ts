/**
 * Matrix product, C = A B + start, for any layout: a matrix is a pointer
 * and two strides, so a transpose is the same matrix with its strides swapped
 * and a head of attention is a window into a wider one.
 *
 * Goto & van de Geijn 2008 in small: B is repacked into panels of 8 columns,
 * blocks of A stay in the cache, and a micro-kernel keeps a 4 x 8 tile of C in
 * registers. The order of summation depends on K alone.
 */

/** Rows of B packed at a time; rows of A worked on at a time. */
export const KC: i32 = 256;
const MC: i32 = 64;

/** Bytes of scratch that `gemm` needs for a B of n columns. */
export function gemmScratch(n: i32): i32 {
  return ((((n + 7) & ~7) * KC) << 2) + 128;
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
  for (let k0 = 0; k0 < k; k0 += KC) {
    const kc = min(KC, k - k0);
    packPanels(b + <usize>((k0 * bRow) << 2), bRow, bColumn, kc, n, scratch);
    multiplyBlock(
      m, n, kc,
      a + <usize>((k0 * aColumn) << 2), aRow << 2, aColumn << 2,
      scratch,
      c, cRow << 2,
      k0 == 0 ? start : c, (k0 == 0 ? startRow : cRow) << 2,
      scratch + <usize>((((n + 7) & ~7) * KC) << 2),
    );
  }
}

/** kc rows of B as panels of 8 columns, the last one filled up with 0. */
export function packPanels(
  b: usize, bRow: i32, bColumn: i32, kc: i32, n: i32, panel: usize,
): void {
  for (let j = 0; j < n; j += 8) {
    const width = min(8, n - j);
    let row = b + <usize>((j * bColumn) << 2);
    if (width == 8 && bColumn == 1) {
      for (let k = 0; k < kc; k++) {
        v128.store(panel, v128.load(row));
        v128.store(panel, v128.load(row, 16), 16);
        row += <usize>(bRow << 2);
        panel += 32;
      }
    } else {
      for (let k = 0; k < kc; k++) {
        let number = row;
        for (let l = 0; l < 8; l++) {
          const value = l < width ? load<f32>(number) : 0;
          store<f32>(panel + <usize>(l << 2), value);
          number += <usize>(bColumn << 2);
        }
        row += <usize>(bRow << 2);
        panel += 32;
      }
    }
  }
}

/** All tiles of C for one block of k; strides in bytes here. */
export function multiplyBlock(
  m: i32, n: i32, kc: i32,
  a: usize, aRow: i32, aColumn: i32,
  panels: usize,
  c: usize, cRow: i32,
  start: usize, startRow: i32,
  edge: usize,
): void {
  for (let i0 = 0; i0 < m; i0 += MC) {
    const end = min(m, i0 + MC);
    for (let j = 0; j < n; j += 8) {
      const panel = panels + <usize>((j * kc) << 2);
      for (let i = i0; i < end; i += 4) {
        const from = a + <usize>(i * aRow);
        const to = c + <usize>(i * cRow + (j << 2));
        const place = <usize>(i * startRow + (j << 2));
        const sum: usize = start == 0 ? 0 : start + place;
        const rows = min(4, m - i);
        const columns = min(8, n - j);
        if (rows == 4 && columns == 8) {
          tile(
            from, aRow, aRow, aColumn, panel, kc, to, cRow, sum, startRow,
          );
        } else {
          // Missing rows read an existing one; the tile goes to one side.
          const second = rows > 1 ? aRow : 0;
          const third = rows > 2 ? aRow : 0;
          tile(from, second, third, aColumn, panel, kc, edge, 32, 0, 0);
          copyEdge(edge, rows, columns, to, cRow, sum, startRow);
        }
      }
    }
  }
}

/** The part of a tile that lies inside C. */
function copyEdge(
  edge: usize, rows: i32, columns: i32,
  to: usize, cRow: i32, start: usize, startRow: i32,
): void {
  for (let r = 0; r < rows; r++) {
    for (let l = 0; l < columns; l++) {
      let value = load<f32>(edge + <usize>((r * 8 + l) << 2));
      if (start != 0) {
        value = load<f32>(start + <usize>(r * startRow + (l << 2))) + value;
      }
      store<f32>(to + <usize>(r * cRow + (l << 2)), value);
    }
  }
}

// @ts-ignore: decorator
@inline
function multiplyAdd(sum: v128, x: v128, y: v128): v128 {
  return f32x4.add(sum, f32x4.mul(x, y));
}

/**
 * 4 rows of A times a panel: 32 sums in 8 registers. Rows 0, 1, 2, 3 of A are
 * `second`, `third` and `third` bytes apart.
 */
function tile(
  a0: usize, second: i32, third: i32, aColumn: i32,
  panel: usize, kc: i32,
  c: usize, cRow: i32,
  start: usize, startRow: i32,
): void {
  let a1 = a0 + <usize>second;
  let a2 = a1 + <usize>third;
  let a3 = a2 + <usize>third;
  let c00 = f32x4.splat(0), c01 = f32x4.splat(0);
  let c10 = f32x4.splat(0), c11 = f32x4.splat(0);
  let c20 = f32x4.splat(0), c21 = f32x4.splat(0);
  let c30 = f32x4.splat(0), c31 = f32x4.splat(0);
  for (let k = 0; k < kc; k++) {
    const b0 = v128.load(panel);
    const b1 = v128.load(panel, 16);
    let x = v128.load_splat<f32>(a0);
    c00 = multiplyAdd(c00, x, b0);
    c01 = multiplyAdd(c01, x, b1);
    x = v128.load_splat<f32>(a1);
    c10 = multiplyAdd(c10, x, b0);
    c11 = multiplyAdd(c11, x, b1);
    x = v128.load_splat<f32>(a2);
    c20 = multiplyAdd(c20, x, b0);
    c21 = multiplyAdd(c21, x, b1);
    x = v128.load_splat<f32>(a3);
    c30 = multiplyAdd(c30, x, b0);
    c31 = multiplyAdd(c31, x, b1);
    a0 += <usize>aColumn;
    a1 += <usize>aColumn;
    a2 += <usize>aColumn;
    a3 += <usize>aColumn;
    panel += 32;
  }
  if (start == 0) {
    storeRow(c, c00, c01);
    storeRow(c + <usize>cRow, c10, c11);
    storeRow(c + <usize>(2 * cRow), c20, c21);
    storeRow(c + <usize>(3 * cRow), c30, c31);
  } else {
    addRow(start, c, c00, c01);
    addRow(start + <usize>startRow, c + <usize>cRow, c10, c11);
    addRow(start + <usize>(2 * startRow), c + <usize>(2 * cRow), c20, c21);
    addRow(start + <usize>(3 * startRow), c + <usize>(3 * cRow), c30, c31);
  }
}

// @ts-ignore: decorator
@inline
function storeRow(c: usize, low: v128, high: v128): void {
  v128.store(c, low);
  v128.store(c, high, 16);
}

// @ts-ignore: decorator
@inline
function addRow(start: usize, c: usize, low: v128, high: v128): void {
  v128.store(c, f32x4.add(v128.load(start), low));
  v128.store(c, f32x4.add(v128.load(start, 16), high), 16);
}
