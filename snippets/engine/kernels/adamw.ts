/** AdamW on one parameter; its definition is snippets/adamw.ts. */

/** In double precision: a gradient's norm decides about all of training. */
export function sumOfSquares(x: usize, size: i32): f64 {
  const whole = (size & ~3) << 2;
  let low = f64x2.splat(0), high = f64x2.splat(0);
  for (let i = 0; i < whole; i += 16) {
    const four = v128.load(x + i);
    const two = f64x2.promote_low_f32x4(four);
    const other = v128.shuffle<f32>(four, four, 2, 3, 2, 3);
    const more = f64x2.promote_low_f32x4(other);
    low = f64x2.add(low, f64x2.mul(two, two));
    high = f64x2.add(high, f64x2.mul(more, more));
  }
  const sums = f64x2.add(low, high);
  let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  for (let i = whole; i < size << 2; i += 4) {
    const number = <f64>load<f32>(x + i);
    sum += number * number;
  }
  return sum;
}

/**
 * Changes `values`, `m` and `v` in place. `share1` is 1 - beta1, `unbias1` is
 * 1 / (1 - beta1^updates), and 2 likewise.
 */
export function adamW(
  values: usize, gradient: usize, m: usize, v: usize, size: i32,
  clip: f32, beta1: f32, share1: f32, beta2: f32, share2: f32,
  unbias1: f32, unbias2: f32, epsilon: f32, rate: f32, decay: f32,
): void {
  const whole = (size & ~3) << 2;
  for (let i = 0; i < whole; i += 16) {
    const g = f32x4.mul(v128.load(gradient + i), f32x4.splat(clip));
    const mean = f32x4.add(
      f32x4.mul(v128.load(m + i), f32x4.splat(beta1)),
      f32x4.mul(g, f32x4.splat(share1)),
    );
    const square = f32x4.add(
      f32x4.mul(v128.load(v + i), f32x4.splat(beta2)),
      f32x4.mul(f32x4.mul(g, g), f32x4.splat(share2)),
    );
    const root = f32x4.sqrt(f32x4.mul(square, f32x4.splat(unbias2)));
    const step = f32x4.div(
      f32x4.mul(mean, f32x4.splat(unbias1)),
      f32x4.add(root, f32x4.splat(epsilon)),
    );
    const old = v128.load(values + i);
    const pull = f32x4.add(step, f32x4.mul(old, f32x4.splat(decay)));
    v128.store(m + i, mean);
    v128.store(v + i, square);
    v128.store(values + i, f32x4.sub(old, f32x4.mul(pull, f32x4.splat(rate))));
  }
  for (let i = whole; i < size << 2; i += 4) {
    const g: f32 = load<f32>(gradient + i) * clip;
    const mean: f32 = load<f32>(m + i) * beta1 + g * share1;
    const square: f32 = load<f32>(v + i) * beta2 + g * g * share2;
    const step = mean * unbias1 / (sqrt<f32>(square * unbias2) + epsilon);
    const old = load<f32>(values + i);
    store<f32>(m + i, mean);
    store<f32>(v + i, square);
    store<f32>(values + i, old - (step + old * decay) * rate);
  }
}
