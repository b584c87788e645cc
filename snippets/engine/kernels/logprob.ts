/** The log-probability of one chosen token per row of logits. */
import { constants, exp1, exp4, highest, log1, sum4 } from "./exp";

/** `norm` keeps log(sum(exp)) per row. A target outside 0..V-1 gives 0. */
export function logprob(
  logits: usize, targets: usize, out: usize, norm: usize, rows: i32, V: i32,
): void {
  const k = constants();
  const whole = (V & ~3) << 2;
  const all = V << 2;
  for (let row = 0; row < rows; row++) {
    const top = highest(logits, V);
    const tops = f32x4.splat(top);
    let sums = f32x4.splat(0);
    for (let i = 0; i < whole; i += 16) {
      sums = f32x4.add(sums, exp4(f32x4.sub(v128.load(logits + i), tops), k));
    }
    let sum = sum4(sums);
    for (let i = whole; i < all; i += 4) {
      sum += exp1(load<f32>(logits + i) - top, k);
    }
    const total: f32 = top + log1(sum);
    const target = load<u32>(targets + (row << 2));
    const inside = target < <u32>V;
    const chosen = inside ? load<f32>(logits + <usize>(target << 2)) : total;
    store<f32>(out + (row << 2), chosen - total);
    store<f32>(norm + (row << 2), total);
    logits += all;
  }
}

/** d(logits) = (1 at the target - softmax) d(out) */
export function logprobGradient(
  dOut: usize, logits: usize, targets: usize, norm: usize,
  dLogits: usize, rows: i32, V: i32,
): void {
  const k = constants();
  const whole = (V & ~3) << 2;
  const all = V << 2;
  for (let row = 0; row < rows; row++) {
    const d = load<f32>(dOut + (row << 2));
    const total = load<f32>(norm + (row << 2));
    const target = load<u32>(targets + (row << 2));
    if (d == 0 || target >= <u32>V) {
      memory.fill(dLogits, 0, all); // masked: nothing to learn, nothing to lose
    } else {
      const totals = f32x4.splat(total);
      const ds = f32x4.splat(-d);
      for (let i = 0; i < whole; i += 16) {
        const p = exp4(f32x4.sub(v128.load(logits + i), totals), k);
        v128.store(dLogits + i, f32x4.mul(p, ds));
      }
      for (let i = whole; i < all; i += 4) {
        store<f32>(dLogits + i, -exp1(load<f32>(logits + i) - total, k) * d);
      }
      const at = dLogits + <usize>(target << 2);
      store<f32>(at, load<f32>(at) + d);
    }
    logits += all;
    dLogits += all;
  }
}
