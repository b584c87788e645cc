/**
 * The losses of PPO and the way back; their definition is snippets/ppo-loss.ts,
 * and every number is rounded where it is rounded there.
 */

/** out = (x - y) mask */
export function maskedDifference(
  x: usize, y: usize, mask: usize, out: usize, size: i32,
): void {
  for (let i = 0; i < size << 2; i += 4) {
    const difference: f32 = load<f32>(x + i) - load<f32>(y + i);
    store<f32>(out + i, difference * load<f32>(mask + i));
  }
}

/** The policy's loss, and sums of the ratio, of what was clipped, of drift. */
export function clippedObjective(
  ratios: usize, logRatios: usize, advantages: usize, mask: usize, size: i32,
  low: f32, high: f32, count: f32,
  loss: usize, ratioSum: usize, clippedSum: usize, driftSum: usize,
): void {
  let objectives: f32 = 0, sum: f32 = 0, outside: f32 = 0, drift: f32 = 0;
  for (let i = 0; i < size << 2; i += 4) {
    const ratio = load<f32>(ratios + i);
    const kept = load<f32>(mask + i);
    const advantage = load<f32>(advantages + i);
    const clipped = min<f32>(max<f32>(ratio, low), high);
    objectives += min<f32>(ratio * advantage, clipped * advantage) * kept;
    sum += ratio * kept;
    outside += <f32>(ratio != clipped) * kept;
    drift += (ratio - 1 - load<f32>(logRatios + i)) * kept;
  }
  store<f32>(loss, -(objectives / count));
  store<f32>(ratioSum, sum);
  store<f32>(clippedSum, outside);
  store<f32>(driftSum, drift);
}

/** d(logprobs); of two that are equal, the ratio that was not clipped counts */
export function clippedObjectiveGradient(
  dLoss: usize, ratios: usize, advantages: usize, mask: usize,
  dLogprobs: usize, size: i32, low: f32, high: f32, count: f32,
): void {
  const share: f32 = -load<f32>(dLoss) / count;
  for (let i = 0; i < size << 2; i += 4) {
    const ratio = load<f32>(ratios + i);
    const kept = load<f32>(mask + i);
    const advantage = load<f32>(advantages + i);
    const clipped = min<f32>(max<f32>(ratio, low), high);
    const isFree = ratio * advantage <= clipped * advantage;
    const d: f32 = share * kept;
    const free: f32 = d * <f32>isFree * advantage;
    const bound: f32 = d * <f32>!isFree * advantage;
    const dRatio = free + (ratio >= low && ratio <= high ? bound : 0);
    store<f32>(dLogprobs + i, dRatio * ratio * kept);
  }
}

/** Half the mean of the worse of both squared errors. */
export function clippedError(
  values: usize, before: usize, returns: usize, mask: usize, size: i32,
  range: f32, count: f32, loss: usize,
): void {
  let sum: f32 = 0;
  for (let i = 0; i < size << 2; i += 4) {
    const value = load<f32>(values + i);
    const target = load<f32>(returns + i);
    const error: f32 = value - target;
    const clipped: f32 = moved(value, load<f32>(before + i), range) - target;
    sum += max<f32>(error * error, clipped * clipped) * load<f32>(mask + i);
  }
  store<f32>(loss, sum / count * 0.5);
}

/** d(values); of two errors that are equal, the plain one counts */
export function clippedErrorGradient(
  dLoss: usize, values: usize, before: usize, returns: usize, mask: usize,
  dValues: usize, size: i32, range: f32, count: f32,
): void {
  const share: f32 = load<f32>(dLoss) * 0.5 / count;
  for (let i = 0; i < size << 2; i += 4) {
    const value = load<f32>(values + i);
    const old = load<f32>(before + i);
    const target = load<f32>(returns + i);
    const error: f32 = value - target;
    const clipped: f32 = moved(value, old, range) - target;
    const isFree = error * error >= clipped * clipped;
    const d: f32 = share * load<f32>(mask + i);
    const free: f32 = d * <f32>isFree * (error * 2);
    const bound: f32 = d * <f32>!isFree * (clipped * 2);
    const change: f32 = value - old;
    const isInside = change >= -range && change <= range;
    store<f32>(dValues + i, free + (isInside ? bound : 0));
  }
}

/** The value, at most `range` away from what it was before. */
// @ts-ignore: decorator
@inline
function moved(value: f32, before: f32, range: f32): f32 {
  return before + min<f32>(max<f32>(value - before, -range), range);
}
