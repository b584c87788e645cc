/** The softmax of a row of attention, and the way back. */
import { constants, exp1, exp4, highest4, sum4 } from "./exp";

/**
 * Softmax of two rows of `length` numbers, one after the other in memory: of
 * the first `count` numbers times `scale` and, of the second row, one more. The
 * others become 0. Two at once: a row is too short to keep the CPU busy.
 */
export function softmaxTwoRows(
  row: usize, count: i32, length: i32, scale: f32,
): void {
  const k = constants();
  const next = row + <usize>(length << 2);
  const end = count << 2;
  // The last group of four may hold scores that do not count, made 0 here.
  const whole = min((count + 4) & ~3, length & ~3) << 2;
  const scales = f32x4.splat(scale);
  const ends = i32x4.splat(end);
  let tops = v128.load_splat<f32>(row), tops2 = v128.load_splat<f32>(next);
  let places = i32x4(0, 4, 8, 12);
  for (let i = 0; i < whole; i += 16) {
    const live = i32x4.lt_s(places, ends), live2 = i32x4.le_s(places, ends);
    const x = v128.bitselect(v128.load(row + i), tops, live);
    const y = v128.bitselect(v128.load(next + i), tops2, live2);
    tops = f32x4.pmax(tops, x);
    tops2 = f32x4.pmax(tops2, y);
    places = i32x4.add(places, i32x4.splat(16));
  }
  tops = highest4(highestRest(row, whole, end, tops));
  tops2 = highest4(highestRest(next, whole, end + 4, tops2));
  let sums = f32x4.splat(0), sums2 = sums;
  places = i32x4(0, 4, 8, 12);
  for (let i = 0; i < whole; i += 16) {
    const live = i32x4.lt_s(places, ends), live2 = i32x4.le_s(places, ends);
    const x = f32x4.mul(f32x4.sub(v128.load(row + i), tops), scales);
    const y = f32x4.mul(f32x4.sub(v128.load(next + i), tops2), scales);
    const e = v128.and(exp4(x, k), live), e2 = v128.and(exp4(y, k), live2);
    v128.store(row + i, e);
    v128.store(next + i, e2);
    sums = f32x4.add(sums, e);
    sums2 = f32x4.add(sums2, e2);
    places = i32x4.add(places, i32x4.splat(16));
  }
  const share: f32 = 1 / expRest(row, whole, end, tops, scale, sum4(sums), k);
  const share2: f32 =
    1 / expRest(next, whole, end + 4, tops2, scale, sum4(sums2), k);
  const shares = f32x4.splat(share), shares2 = f32x4.splat(share2);
  for (let i = 0; i < whole; i += 16) {
    v128.store(row + i, f32x4.mul(v128.load(row + i), shares));
    v128.store(next + i, f32x4.mul(v128.load(next + i), shares2));
  }
  finish(row, whole, end, length, share);
  finish(next, whole, end + 4, length, share2);
}

// @ts-ignore: decorator
@inline
function highestRest(row: usize, from: i32, end: i32, tops: v128): v128 {
  for (let i = from; i < end; i += 4) {
    tops = f32x4.pmax(tops, v128.load_splat<f32>(row + i));
  }
  return tops;
}

// @ts-ignore: decorator
@inline
function expRest(
  row: usize, from: i32, end: i32, tops: v128, scale: f32, sum: f32, k: usize,
): f32 {
  for (let i = from; i < end; i += 4) {
    const x = load<f32>(row + i) - f32x4.extract_lane(tops, 0);
    const e = exp1(x * scale, k);
    store<f32>(row + i, e);
    sum += e;
  }
  return sum;
}

// @ts-ignore: decorator
@inline
function finish(
  row: usize, from: i32, end: i32, length: i32, share: f32,
): void {
  for (let i = from; i < end; i += 4) {
    store<f32>(row + i, load<f32>(row + i) * share);
  }
  zeros(row + max(from, end), row + <usize>(length << 2));
}

/** The softmax of a single number: 1, unless it is none. */
export function softmaxFirstRow(row: usize, length: i32): void {
  const score = load<f32>(row);
  store<f32>(row, score - score + 1);
  zeros(row + 4, row + <usize>(length << 2));
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
