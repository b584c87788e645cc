/**
 * What WebAssembly's SIMD can do at most without fused multiply-add: multiplications and additions
 * on registers. One vector is read for six products, just enough that none of them can be computed
 * ahead: more reading would be measured instead, where additions and loads share the CPU's width
 * (on AMD's Zen one load to four products cost a seventh). Six sums are six chains of additions,
 * so none waits for the one before, and with six factors they fill the registers that V8 has.
 */

/** 64 numbers, read again and again, four vectors in a turn. */
const BYTES: i32 = 256;

/** Six vectors of 4 products for every vector read, each added to a sum. */
export const PRODUCTS_PER_ROUND: i32 = 24 * (BYTES >> 4);

export function multiplyAdd(rounds: i32): f32 {
  for (let i = 0; i < BYTES; i += 4) store<f32>(i, 1 / <f32>(i + 1));
  const y0 = v128.load(0),
    y1 = v128.load(16),
    y2 = v128.load(32),
    y3 = v128.load(48),
    y4 = v128.load(64),
    y5 = v128.load(80);
  let a = f32x4.splat(0),
    b = a,
    c = a,
    d = a,
    e = a,
    f = a;
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < BYTES; i += 64) {
      let x = v128.load(i);
      a = f32x4.add(a, f32x4.mul(x, y0));
      b = f32x4.add(b, f32x4.mul(x, y1));
      c = f32x4.add(c, f32x4.mul(x, y2));
      d = f32x4.add(d, f32x4.mul(x, y3));
      e = f32x4.add(e, f32x4.mul(x, y4));
      f = f32x4.add(f, f32x4.mul(x, y5));
      x = v128.load(i, 16);
      a = f32x4.add(a, f32x4.mul(x, y0));
      b = f32x4.add(b, f32x4.mul(x, y1));
      c = f32x4.add(c, f32x4.mul(x, y2));
      d = f32x4.add(d, f32x4.mul(x, y3));
      e = f32x4.add(e, f32x4.mul(x, y4));
      f = f32x4.add(f, f32x4.mul(x, y5));
      x = v128.load(i, 32);
      a = f32x4.add(a, f32x4.mul(x, y0));
      b = f32x4.add(b, f32x4.mul(x, y1));
      c = f32x4.add(c, f32x4.mul(x, y2));
      d = f32x4.add(d, f32x4.mul(x, y3));
      e = f32x4.add(e, f32x4.mul(x, y4));
      f = f32x4.add(f, f32x4.mul(x, y5));
      x = v128.load(i, 48);
      a = f32x4.add(a, f32x4.mul(x, y0));
      b = f32x4.add(b, f32x4.mul(x, y1));
      c = f32x4.add(c, f32x4.mul(x, y2));
      d = f32x4.add(d, f32x4.mul(x, y3));
      e = f32x4.add(e, f32x4.mul(x, y4));
      f = f32x4.add(f, f32x4.mul(x, y5));
    }
  }
  const sums = f32x4.add(f32x4.add(f32x4.add(a, b), f32x4.add(c, d)), f32x4.add(e, f));
  return f32x4.extract_lane(sums, 0);
}
