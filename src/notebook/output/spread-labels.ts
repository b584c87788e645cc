/** Moves labels apart so that none covers another, each as near to its wanted place as it can be. */
export function spreadLabels(wanted: number[], room: number, low: number, high: number): number[] {
  // Too many for the space there is lie closer, but stay in the picture.
  const gap = Math.min(room, (high - low) / Math.max(1, wanted.length - 1));
  const order = wanted.map((_, index) => index).sort((a, b) => wanted[a]! - wanted[b]!);
  const placed = [...wanted];
  let floor = low;
  for (const index of order) {
    placed[index] = Math.max(placed[index]!, floor);
    floor = placed[index] + gap;
  }
  let ceiling = high;
  for (const index of order.reverse()) {
    placed[index] = Math.min(placed[index]!, ceiling);
    ceiling = placed[index] - gap;
  }
  return placed;
}
