/** How the learning rate goes up and down; steps count from 1. */
import { cos } from "./base/exact-math.ts";

/** Up in a straight line over `warmUp` steps, then level. */
export function warmUpConstant(step: number, peak: number, warmUp: number) {
  return peak * Math.min(1, step / Math.max(1, warmUp));
}

/** Up over `warmUp` steps, then along a cosine down to 10 % at the last one. */
export function warmUpCosine(
  step: number,
  steps: number,
  peak: number,
  warmUp: number,
): number {
  if (step <= warmUp) return warmUpConstant(step, peak, warmUp);
  const done = (step - warmUp) / Math.max(1, steps - warmUp);
  return peak * (0.1 + 0.9 * 0.5 * (1 + cos(Math.PI * done)));
}
