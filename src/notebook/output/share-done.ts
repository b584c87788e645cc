import type { ProgressOutput } from "./output.ts";

/** From 0 to 1; null where the total is not known, or is none. */
export function shareDone({ step, steps }: Pick<ProgressOutput, "step" | "steps">): number | null {
  const share = steps === null || steps <= 0 ? NaN : step / steps;
  return Number.isNaN(share) ? null : Math.min(1, Math.max(0, share));
}
