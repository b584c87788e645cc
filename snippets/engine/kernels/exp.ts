/**
 * exp and log of 32-bit floats. The browsers' own differ in the last bit, and
 * an engine that wants the same weights everywhere can't have that.
 */

// @ts-ignore: decorator
@inline
function splat(x: f32): v128 {
  return f32x4.splat(x);
}

/** e to the power of four numbers (the polynomial is Cephes' expf). */
// @ts-ignore: decorator
@inline
export function exp4(x: v128): v128 {
  x = f32x4.min(f32x4.max(x, splat(-87)), splat(88));
  const n = f32x4.nearest(f32x4.mul(x, splat(1.44269504)));
  let r = f32x4.sub(x, f32x4.mul(n, splat(0.693359375)));
  r = f32x4.add(r, f32x4.mul(n, splat(2.1219444e-4)));
  let p = splat(1.98756915e-4);
  p = f32x4.add(f32x4.mul(p, r), splat(1.39819995e-3));
  p = f32x4.add(f32x4.mul(p, r), splat(8.33345191e-3));
  p = f32x4.add(f32x4.mul(p, r), splat(4.16657959e-2));
  p = f32x4.add(f32x4.mul(p, r), splat(1.66666655e-1));
  p = f32x4.add(f32x4.mul(p, r), splat(5.00000012e-1));
  p = f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(p, r), r), r), splat(1));
  const exponent = i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127));
  return f32x4.mul(p, i32x4.shl(exponent, 23));
}

/** The same for one number, to the same bit. */
// @ts-ignore: decorator
@inline
export function exp1(x: f32): f32 {
  return f32x4.extract_lane(exp4(splat(x)), 0);
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
