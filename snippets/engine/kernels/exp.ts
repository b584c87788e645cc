/**
 * exp and log of 32-bit floats. The browsers' own differ in the last bit, and
 * an engine that wants the same weights everywhere can't have that.
 */

// Places in the table of constants.
const LOWEST: usize = 0;
const HIGHEST: usize = 1;
const LOG2E: usize = 2;
const LN2_HIGH: usize = 3;
const LN2_LOW: usize = 4;
const P5: usize = 5;
const P4: usize = 6;
const P3: usize = 7;
const P2: usize = 8;
const P1: usize = 9;
const P0: usize = 10;
export const ONE: usize = 11;
const BIAS: usize = 12;
export const GELU_CUBIC: usize = 13;
export const GELU_SLOPE: usize = 14;
export const GELU_SCALE: usize = 15;
const ROUNDER: usize = 16;
export const GELU_MINUS_SCALE: usize = 17;

/** Where the constants below lie in memory, four times each. */
let table: usize = 0;

/** Bytes of memory for the constants. */
export function tableBytes(): i32 {
  return 18 * 16;
}

/**
 * Writes the constants to memory. V8 makes a constant vector anew in every
 * turn of a loop; loading it is twice as fast.
 */
export function fillTable(address: usize): void {
  table = address;
  put(LOWEST, -87);
  put(HIGHEST, 88);
  put(LOG2E, 1.44269504);
  put(LN2_HIGH, 0.693359375);
  put(LN2_LOW, -2.1219444e-4);
  put(P5, 1.98756915e-4);
  put(P4, 1.39819995e-3);
  put(P3, 8.33345191e-3);
  put(P2, 4.16657959e-2);
  put(P1, 1.66666655e-1);
  put(P0, 5.00000012e-1);
  put(ONE, 1);
  v128.store(table + (BIAS << 4), i32x4.splat(127));
  put(GELU_CUBIC, 0.044715);
  put(GELU_SLOPE, 0.134145);
  put(GELU_SCALE, 1.5957691);
  put(ROUNDER, 12582912);
  put(GELU_MINUS_SCALE, -1.5957691);
}

function put(place: usize, number: f32): void {
  v128.store(table + (place << 4), f32x4.splat(number));
}

/** The address of the constants; take it once per kernel. */
// @ts-ignore: decorator
@inline
export function constants(): usize {
  return table;
}

// @ts-ignore: decorator
@inline
export function constant(k: usize, place: usize): v128 {
  return v128.load(k + (place << 4));
}

/** e to the power of four numbers (the polynomial is Cephes' expf). */
// @ts-ignore: decorator
@inline
export function exp4(x: v128, k: usize): v128 {
  // pmin and pmax are one instruction each; NaN stays NaN.
  x = f32x4.pmin(f32x4.pmax(x, constant(k, LOWEST)), constant(k, HIGHEST));
  // Beside 1.5 * 2^23 a float has no room for fractions: the sum is rounded,
  // and its lowest bits are the whole number n.
  const scaled = f32x4.mul(x, constant(k, LOG2E));
  const rounded = f32x4.add(scaled, constant(k, ROUNDER));
  const n = f32x4.sub(rounded, constant(k, ROUNDER));
  let r = f32x4.sub(x, f32x4.mul(n, constant(k, LN2_HIGH)));
  r = f32x4.sub(r, f32x4.mul(n, constant(k, LN2_LOW)));
  let p = constant(k, P5);
  p = f32x4.add(f32x4.mul(p, r), constant(k, P4));
  p = f32x4.add(f32x4.mul(p, r), constant(k, P3));
  p = f32x4.add(f32x4.mul(p, r), constant(k, P2));
  p = f32x4.add(f32x4.mul(p, r), constant(k, P1));
  p = f32x4.add(f32x4.mul(p, r), constant(k, P0));
  p = f32x4.add(f32x4.mul(f32x4.mul(p, r), r), r);
  p = f32x4.add(p, constant(k, ONE));
  const exponent = i32x4.add(rounded, constant(k, BIAS));
  return f32x4.mul(p, i32x4.shl(exponent, 23));
}

/** The same for one number, to the same bit. */
// @ts-ignore: decorator
@inline
export function exp1(x: f32, k: usize): f32 {
  return f32x4.extract_lane(exp4(f32x4.splat(x), k), 0);
}

/** The largest of some numbers. */
export function highest(x: usize, count: i32): f32 {
  const end = x + <usize>(count << 2);
  let tops = v128.load_splat<f32>(x);
  for (; x + 16 <= end; x += 16) tops = f32x4.pmax(tops, v128.load(x));
  for (; x < end; x += 4) tops = f32x4.pmax(tops, v128.load_splat<f32>(x));
  return f32x4.extract_lane(highest4(tops), 0);
}

/** The largest of four lanes, in all of them; `max` would branch. */
// @ts-ignore: decorator
@inline
export function highest4(x: v128): v128 {
  x = f32x4.pmax(x, v128.shuffle<f32>(x, x, 2, 3, 0, 1));
  return f32x4.pmax(x, v128.shuffle<f32>(x, x, 1, 0, 3, 2));
}

/** The natural logarithm of a positive number, by the series of atanh. */
export function log1(x: f32): f32 {
  const bits = reinterpret<u32>(x);
  let k = <i32>(bits >> 23) - 127;
  let m = <f64>reinterpret<f32>((bits & 0x7fffff) | 0x3f800000);
  if (m > 1.4142135) {
    m *= 0.5;
    k += 1;
  }
  const s = (m - 1) / (m + 1);
  const s2 = s * s;
  let sum: f64 = 0;
  for (let n = 15; n >= 1; n -= 2) sum = 1 / <f64>n + s2 * sum;
  return <f32>(<f64>k * 0.6931471805599453 + 2 * s * sum);
}

/** Four lanes added up in a fixed order. */
// @ts-ignore: decorator
@inline
export function sum4(x: v128): f32 {
  return (
    f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 1) +
    (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3))
  );
}
