/** Layer norm (Ba, Kiros & Hinton 2016) over rows of `width` numbers. */
import { sum4 } from "./exp";

/**
 * y = (x - mean) / std * weight + bias; keeps mean and 1 / std per row. Two
 * rows at once: their sums need not wait for each other. y may not be x.
 */
export function layerNorm(
  x: usize, weight: usize, bias: usize, epsilon: f32,
  y: usize, mean: usize, invStd: usize,
  rows: i32, width: i32,
): void {
  const whole = (width & ~3) << 2;
  const all = width << 2;
  for (let row = 0; row < rows; row += 2) {
    // The last of an odd number is worked on twice.
    const next: usize = row + 1 < rows ? <usize>all : 0;
    const x2 = x + next, y2 = y + next;
    let sums = f32x4.splat(0), sums2 = sums;
    for (let i = 0; i < whole; i += 16) {
      sums = f32x4.add(sums, v128.load(x + i));
      sums2 = f32x4.add(sums2, v128.load(x2 + i));
    }
    const centre = sumRest(x, whole, all, sum4(sums)) / <f32>width;
    const centre2 = sumRest(x2, whole, all, sum4(sums2)) / <f32>width;

    sums = sums2 = f32x4.splat(0);
    const centres = f32x4.splat(centre), centres2 = f32x4.splat(centre2);
    for (let i = 0; i < whole; i += 16) {
      const d = f32x4.sub(v128.load(x + i), centres);
      const d2 = f32x4.sub(v128.load(x2 + i), centres2);
      sums = f32x4.add(sums, f32x4.mul(d, d));
      sums2 = f32x4.add(sums2, f32x4.mul(d2, d2));
    }
    const squares = squaresRest(x, whole, all, centre, sum4(sums));
    const squares2 = squaresRest(x2, whole, all, centre2, sum4(sums2));
    const inverse: f32 = 1 / sqrt<f32>(squares / <f32>width + epsilon);
    const inverse2: f32 = 1 / sqrt<f32>(squares2 / <f32>width + epsilon);

    const inverses = f32x4.splat(inverse), inverses2 = f32x4.splat(inverse2);
    for (let i = 0; i < whole; i += 16) {
      const w = v128.load(weight + i), b = v128.load(bias + i);
      const u = f32x4.mul(f32x4.sub(v128.load(x + i), centres), inverses);
      const u2 = f32x4.mul(f32x4.sub(v128.load(x2 + i), centres2), inverses2);
      v128.store(y + i, f32x4.add(f32x4.mul(u, w), b));
      v128.store(y2 + i, f32x4.add(f32x4.mul(u2, w), b));
    }
    for (let i = whole; i < all; i += 4) {
      const w = load<f32>(weight + i), b = load<f32>(bias + i);
      store<f32>(y + i, (load<f32>(x + i) - centre) * inverse * w + b);
      store<f32>(y2 + i, (load<f32>(x2 + i) - centre2) * inverse2 * w + b);
    }
    const place = row << 2, place2 = place + (next != 0 ? 4 : 0);
    store<f32>(mean + place, centre);
    store<f32>(mean + place2, centre2);
    store<f32>(invStd + place, inverse);
    store<f32>(invStd + place2, inverse2);
    x += <usize>(2 * all);
    y += <usize>(2 * all);
  }
}

// @ts-ignore: decorator
@inline
function sumRest(x: usize, from: i32, end: i32, sum: f32): f32 {
  for (let i = from; i < end; i += 4) sum += load<f32>(x + i);
  return sum;
}

// @ts-ignore: decorator
@inline
function squaresRest(
  x: usize, from: i32, end: i32, centre: f32, sum: f32,
): f32 {
  for (let i = from; i < end; i += 4) {
    const d = load<f32>(x + i) - centre;
    sum += d * d;
  }
  return sum;
}

/** From dy to dx, and the sums over all rows for weight and bias. */
export function layerNormGradient(
  dy: usize, x: usize, weight: usize, mean: usize, invStd: usize,
  dx: usize, dWeight: usize, dBias: usize,
  rows: i32, width: i32,
): void {
  const whole = (width & ~3) << 2;
  const all = width << 2;
  memory.fill(dWeight, 0, all);
  memory.fill(dBias, 0, all);
  for (let row = 0; row < rows; row++) {
    const centre = load<f32>(mean + (row << 2));
    const inverse = load<f32>(invStd + (row << 2));
    const centres = f32x4.splat(centre);
    const inverses = f32x4.splat(inverse);
    let sums = f32x4.splat(0);
    let alongs = f32x4.splat(0);
    for (let i = 0; i < whole; i += 16) {
      const d = v128.load(dy + i);
      const unit = f32x4.mul(f32x4.sub(v128.load(x + i), centres), inverses);
      const scaled = f32x4.mul(d, v128.load(weight + i));
      sums = f32x4.add(sums, scaled);
      alongs = f32x4.add(alongs, f32x4.mul(scaled, unit));
      const byWeight = f32x4.add(v128.load(dWeight + i), f32x4.mul(d, unit));
      v128.store(dWeight + i, byWeight);
      v128.store(dBias + i, f32x4.add(v128.load(dBias + i), d));
    }
    let sum = sum4(sums);
    let along = sum4(alongs);
    for (let i = whole; i < all; i += 4) {
      const d = load<f32>(dy + i);
      const unit: f32 = (load<f32>(x + i) - centre) * inverse;
      const scaled: f32 = d * load<f32>(weight + i);
      sum += scaled;
      along += scaled * unit;
      store<f32>(dWeight + i, load<f32>(dWeight + i) + d * unit);
      store<f32>(dBias + i, load<f32>(dBias + i) + d);
    }
    sum /= <f32>width;
    along /= <f32>width;
    const means = f32x4.splat(sum);
    const parts = f32x4.splat(along);
    for (let i = 0; i < whole; i += 16) {
      const unit = f32x4.mul(f32x4.sub(v128.load(x + i), centres), inverses);
      const scaled = f32x4.mul(v128.load(dy + i), v128.load(weight + i));
      const rest = f32x4.sub(f32x4.sub(scaled, means), f32x4.mul(unit, parts));
      v128.store(dx + i, f32x4.mul(rest, inverses));
    }
    for (let i = whole; i < all; i += 4) {
      const unit: f32 = (load<f32>(x + i) - centre) * inverse;
      const scaled: f32 = load<f32>(dy + i) * load<f32>(weight + i);
      store<f32>(dx + i, (scaled - sum - unit * along) * inverse);
    }
    dy += all;
    x += all;
    dx += all;
  }
}
