/**
 * The micro-kernel of matrix products: 4 rows of A times 8 columns of B, 32
 * sums in 8 registers. Each sum runs along k in order.
 */

/** sum + x y; rounded once instead of twice in kernels-relaxed.wasm. */
// @ts-ignore: decorator
@inline
function multiplyAdd(sum: v128, x: v128, y: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(x, y, sum);
  return f32x4.add(sum, f32x4.mul(x, y));
}

/**
 * 4 rows of A times a panel: 32 sums in 8 registers. Rows 0, 1, 2, 3 of A are
 * `second`, `third` and `third` bytes apart.
 */
// @ts-ignore: decorator
@inline
export function tile(
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

/** The part of a tile, put aside at `edge`, that lies inside C. */
export function copyEdge(
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
