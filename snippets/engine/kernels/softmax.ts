/** The softmax of a row of attention, and the way back. */
import { constants, exp1, exp4, highest, sum4 } from "./exp";

/** Softmax of the first `count` numbers times `scale`; the others become 0. */
export function softmaxRow(row: usize, count: i32, length: i32, scale: f32): void {
  const k = constants();
  // The last group of four may hold scores that do not count, made 0 here.
  const whole = min((count + 3) & ~3, length & ~3) << 2;
  const end = count << 2;
  const scales = f32x4.splat(scale);
  const top = highest(row, count);
  const tops = f32x4.splat(top);
  const ends = i32x4.splat(end);
  let sums = f32x4.splat(0);
  for (let i = 0; i < whole; i += 16) {
    const x = f32x4.mul(f32x4.sub(v128.load(row + i), tops), scales);
    const places = i32x4.add(i32x4.splat(i), i32x4(0, 4, 8, 12));
    const e = v128.and(exp4(x, k), i32x4.lt_s(places, ends));
    v128.store(row + i, e);
    sums = f32x4.add(sums, e);
  }
  let sum = sum4(sums);
  for (let i = whole; i < end; i += 4) {
    const e = exp1((load<f32>(row + i) - top) * scale, k);
    store<f32>(row + i, e);
    sum += e;
  }
  const share: f32 = 1 / sum;
  const shares = f32x4.splat(share);
  for (let i = 0; i < whole; i += 16) {
    v128.store(row + i, f32x4.mul(v128.load(row + i), shares));
  }
  for (let i = whole; i < end; i += 4) {
    store<f32>(row + i, load<f32>(row + i) * share);
  }
  zeros(row + max(whole, end), row + <usize>(length << 2));
}

/** d(score) = w (d(w) - sum of w d(w)) scale, in place; after `count` 0 */
export function softmaxRowGradient(
  dw: usize, w: usize, count: i32, length: i32, scale: f32,
): void {
  const whole = (count & ~3) << 2;
  const all = count << 2;
  let sums = f32x4.splat(0);
  for (let i = 0; i < whole; i += 16) {
    const product = f32x4.mul(v128.load(dw + i), v128.load(w + i));
    sums = f32x4.add(sums, product);
  }
  let sum = sum4(sums);
  for (let i = whole; i < all; i += 4) {
    sum += load<f32>(dw + i) * load<f32>(w + i);
  }
  const dots = f32x4.splat(sum);
  const scales = f32x4.splat(scale);
  for (let i = 0; i < whole; i += 16) {
    const share = f32x4.mul(v128.load(w + i), scales);
    v128.store(dw + i, f32x4.mul(share, f32x4.sub(v128.load(dw + i), dots)));
  }
  for (let i = whole; i < all; i += 4) {
    const share: f32 = load<f32>(w + i) * scale;
    store<f32>(dw + i, share * (load<f32>(dw + i) - sum));
  }
  zeros(dw + all, dw + <usize>(length << 2));
}

/** A call of memory.fill costs more than a short row takes. */
// @ts-ignore: decorator
@inline
function zeros(from: usize, to: usize): void {
  for (; from + 16 <= to; from += 16) v128.store(from, f32x4.splat(0));
  for (; from < to; from += 4) store<f32>(from, 0);
}
