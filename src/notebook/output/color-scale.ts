/** Numbers as colour: one hue above, another below, fuller the farther away. */

/** From -1 to 1: how full the colour of a value is, and which. */
export function shareOf(value: number, [low, high]: [number, number]): number {
  const clamp = (share: number): number => Math.max(-1, Math.min(1, share)) || 0;
  if (low < 0 && high > 0) return clamp(value < 0 ? -value / low : value / high);
  if (high <= 0) return clamp(Math.min(0, (high - value) / (low - high)));
  return clamp(Math.max(0, (value - low) / (high - low)));
}

/** Both signs: evenly around 0. One sign: from 0 to the farthest. */
export function colorDomain(values: number[]): [number, number] {
  const low = values.reduce((a, b) => Math.min(a, b), 0);
  const high = values.reduce((a, b) => Math.max(a, b), 0);
  if (low === 0 && high === 0) return [0, 1];
  const far = Math.max(-low, high);
  return low < 0 && high > 0 ? [-far, far] : [low, high];
}
