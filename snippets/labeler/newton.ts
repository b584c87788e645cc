/**
 * Newton's method with damping: a step that would make things worse is halved
 * until it does not (Nocedal & Wright 2006, 3.1), so it ends at a minimum from
 * anywhere, if the curvature is positive definite.
 */
import { solve } from "./cholesky.ts";

/** A function of n numbers with its gradient [n] and its curvature [n][n]. */
export type Objective = (at: readonly number[]) => {
  value: number;
  gradient: number[];
  curvature: number[][];
};

/** Where the objective is least, near `start`. */
export function minimise(
  objective: Objective,
  start: readonly number[],
  { steps = 100, tolerance = 1e-9 } = {},
): number[] {
  let at = [...start];
  let here = objective(at);
  for (let step = 0; step < steps; step++) {
    const move = solve(here.curvature, here.gradient);
    const gain = move.reduce((sum, d, i) => sum + d * here.gradient[i]!, 0);
    if (gain < tolerance ** 2) break;
    let size = 1;
    let next = moved(at, move, size);
    let there = objective(next);
    while (there.value > here.value - 1e-4 * size * gain && size > 1e-9) {
      size /= 2;
      next = moved(at, move, size);
      there = objective(next);
    }
    if (!(there.value < here.value)) break; // rounding allows no better
    [at, here] = [next, there];
  }
  return at;
}

function moved(at: readonly number[], move: readonly number[], size: number) {
  return at.map((x, i) => x - size * move[i]!);
}
