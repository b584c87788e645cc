/** The mean of some numbers of a row, those where the mask is 1. */

/** The sum, one number after the other, over `count`. */
export function maskedMean(
  values: usize, mask: usize, count: f32, out: usize, size: i32,
): void {
  let sum: f32 = 0;
  for (let i = 0; i < size << 2; i += 4) {
    sum += load<f32>(values + i) * load<f32>(mask + i);
  }
  store<f32>(out, sum / count);
}

/** d(values) = mask d(out) / count */
export function maskedMeanGradient(
  dOut: usize, mask: usize, count: f32, dValues: usize, size: i32,
): void {
  const share: f32 = load<f32>(dOut) / count;
  for (let i = 0; i < size << 2; i += 4) {
    store<f32>(dValues + i, share * load<f32>(mask + i));
  }
}
