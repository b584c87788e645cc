/**
 * How gold falls behind the proxy: the two curves of Gao, Schulman & Hilton
 * (2022), with d the square root of the distance KL(pi, SFT):
 *
 *   best of n               R(d) = d (a - b d)
 *   reinforcement learning  R(d) = d (a - b log d)
 *
 * R is the gain over the SFT model. Both are linear in a and b, so the least
 * squares fit is two equations with two unknowns. Plain numbers, no tensors.
 */
import { average } from "../advantages.ts";
import { assert } from "../base/assert.ts";
import { exp, log } from "../base/exact-math.ts";

export interface Point {
  kl: number;
  /** gold above the SFT model's */
  gain: number;
}

export interface Fit {
  a: number;
  b: number;
  /** the square root of the mean squared residual, in units of gold */
  residual: number;
  /** the share of the gains' variance that the curve accounts for */
  explained: number;
  /** where the curve has its top, if the points reach that far: a distance KL
   * and the gain there */
  topKl?: number;
  topGain?: number;
}

export type Form = "best of n" | "rl";

/** The second basis function; the first is d itself. */
const BEND: Record<Form, (d: number) => number> = {
  "best of n": (d) => d * d,
  rl: (d) => d * log(d),
};

/** Least squares; points at KL 0 say nothing and are left out. */
export function fitGao(form: Form, points: readonly Point[]): Fit {
  const used = points.filter(({ kl }) => kl > 0);
  assert(
    used.length > 2,
    `A fit of two numbers needs three points or more, got ${used.length}.`,
  );
  const rows = used.map(({ kl, gain }) => {
    const d = Math.sqrt(kl);
    return { x: d, z: -BEND[form](d), gain };
  });
  const sum = (of: (row: (typeof rows)[number]) => number) =>
    rows.reduce((total, row) => total + of(row), 0);
  const [xx, xz, zz] = [
    sum((r) => r.x * r.x),
    sum((r) => r.x * r.z),
    sum((r) => r.z * r.z),
  ];
  const [xy, zy] = [sum((r) => r.x * r.gain), sum((r) => r.z * r.gain)];
  const determinant = xx * zz - xz * xz;
  const a = (xy * zz - zy * xz) / determinant;
  const b = (xx * zy - xz * xy) / determinant;
  const errors = rows.map((r) => (r.gain - a * r.x - b * r.z) ** 2);
  const centre = average(rows.map((r) => r.gain));
  const variance = average(rows.map((r) => (r.gain - centre) ** 2));
  return {
    a,
    b,
    residual: Math.sqrt(average(errors)),
    explained: 1 - average(errors) / variance,
    ...top(form, a, b, Math.max(...used.map(({ kl }) => kl))),
  };
}

/** d = a / 2b and a^2 / 4b, or d = e^(a/b - 1) and b d: by differentiating. */
function top(form: Form, a: number, b: number, farthest: number) {
  const d = form === "rl" ? exp(a / b - 1) : a / (2 * b);
  const topGain = form === "rl" ? b * d : (a * a) / (4 * b);
  const isThere = b > 0 && d > 0 && d * d <= farthest;
  return isThere ? { topKl: d * d, topGain } : {};
}
