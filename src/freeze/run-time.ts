/** How long a cell takes, as the page says it before a run: in steps so coarse that two freezes agree. */

/** seconds */
const steps = [0.2, 0.5, 1, 2, 5, 8, 12, 20, 30, 45, 60, 90, 120, 180, 300, 600];

/** `seconds`, up to the next step; what was frozen before stays where it is not clearly wrong. */
export function roughSeconds(seconds: number, before?: number): number {
  if (before !== undefined && before >= seconds * 0.8 && before <= seconds * 4.5 + 0.2) return before;
  return steps.find((step) => step >= seconds) ?? steps.at(-1)!;
}
