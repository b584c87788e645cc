/**
 * What WebAssembly's SIMD can do at most: multiplications and additions on registers, with just
 * enough reading from memory that none of them can be computed ahead. Eight sums are eight chains
 * of additions, so none waits for the one before.
 */

/** 64 numbers, read again and again. */
const BYTES: i32 = 256;

/** 8 x 4 products, each added to a sum. */
export const PRODUCTS_PER_ROUND: i32 = 32 * (BYTES >> 5);

export function multiplyAdd(rounds: i32): f32 {
  for (let i = 0; i < BYTES; i += 4) store<f32>(i, 1 / <f32>(i + 1));
  const y0 = v128.load(0),
    y1 = v128.load(16),
    y2 = v128.load(32),
    y3 = v128.load(48);
  let a0 = f32x4.splat(0),
    a1 = a0,
    a2 = a0,
    a3 = a0;
  let b0 = a0,
    b1 = a0,
    b2 = a0,
    b3 = a0;
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < BYTES; i += 32) {
      const x = v128.load(i);
      a0 = f32x4.add(a0, f32x4.mul(x, y0));
      a1 = f32x4.add(a1, f32x4.mul(x, y1));
      a2 = f32x4.add(a2, f32x4.mul(x, y2));
      a3 = f32x4.add(a3, f32x4.mul(x, y3));
      const z = v128.load(i, 16);
      b0 = f32x4.add(b0, f32x4.mul(z, y0));
      b1 = f32x4.add(b1, f32x4.mul(z, y1));
      b2 = f32x4.add(b2, f32x4.mul(z, y2));
      b3 = f32x4.add(b3, f32x4.mul(z, y3));
    }
  }
  const a = f32x4.add(f32x4.add(a0, a1), f32x4.add(a2, a3));
  const b = f32x4.add(f32x4.add(b0, b1), f32x4.add(b2, b3));
  return f32x4.extract_lane(f32x4.add(a, b), 0);
}
