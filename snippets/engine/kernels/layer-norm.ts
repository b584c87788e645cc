/** Layer norm (Ba, Kiros & Hinton 2016) over rows of `width` numbers. */
import { sum4 } from "./exp";

/** y = (x - mean) / std * weight + bias; keeps mean and 1 / std per row. */
export function layerNorm(
  x: usize, weight: usize, bias: usize, epsilon: f32,
  y: usize, mean: usize, invStd: usize,
  rows: i32, width: i32,
): void {
  const whole = (width & ~3) << 2;
  const all = width << 2;
  for (let row = 0; row < rows; row++) {
    let sums = f32x4.splat(0);
    for (let i = 0; i < whole; i += 16) {
      sums = f32x4.add(sums, v128.load(x + i));
    }
    let sum = sum4(sums);
    for (let i = whole; i < all; i += 4) sum += load<f32>(x + i);
    const centre = sum / <f32>width;

    sums = f32x4.splat(0);
    const centres = f32x4.splat(centre);
    for (let i = 0; i < whole; i += 16) {
      const d = f32x4.sub(v128.load(x + i), centres);
      sums = f32x4.add(sums, f32x4.mul(d, d));
    }
    let squares = sum4(sums);
    for (let i = whole; i < all; i += 4) {
      const d = load<f32>(x + i) - centre;
      squares += d * d;
    }
    const inverse: f32 = 1 / sqrt<f32>(squares / <f32>width + epsilon);

    const inverses = f32x4.splat(inverse);
    for (let i = 0; i < whole; i += 16) {
      const unit = f32x4.mul(f32x4.sub(v128.load(x + i), centres), inverses);
      const scaled = f32x4.mul(unit, v128.load(weight + i));
      v128.store(y + i, f32x4.add(scaled, v128.load(bias + i)));
    }
    for (let i = whole; i < all; i += 4) {
      const unit: f32 = (load<f32>(x + i) - centre) * inverse;
      store<f32>(y + i, unit * load<f32>(weight + i) + load<f32>(bias + i));
    }
    store<f32>(mean + (row << 2), centre);
    store<f32>(invStd + (row << 2), inverse);
    x += all;
    y += all;
  }
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
