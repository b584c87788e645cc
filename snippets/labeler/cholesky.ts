/**
 * Small symmetric systems in plain numbers: the Cholesky factor, and what
 * Newton's method needs of it (Golub & Van Loan 2013, 4.2).
 */
import { assert } from "../base/assert.ts";

type Matrix = readonly (readonly number[])[];

/** L, lower triangular, with L L' = A; A is symmetric, positive definite. */
export function cholesky(a: Matrix): number[][] {
  const factor: number[][] = a.map((row) => row.map(() => 0));
  a.forEach((row, i) => {
    for (let j = 0; j <= i; j++) {
      let rest = row[j]!;
      for (let k = 0; k < j; k++) rest -= factor[i]![k]! * factor[j]![k]!;
      if (i === j) {
        assert(
          rest > 0,
          `The matrix is not positive definite (pivot ${rest} in row ${i}).`,
        );
        factor[i]![i] = Math.sqrt(rest);
      } else factor[i]![j] = rest / factor[j]![j]!;
    }
  });
  return factor;
}

/** x with A x = b. */
export function solve(a: Matrix, b: readonly number[]): number[] {
  const factor = cholesky(a);
  const x = [...b];
  for (let i = 0; i < x.length; i++) {
    for (let k = 0; k < i; k++) x[i] = x[i]! - factor[i]![k]! * x[k]!;
    x[i] = x[i]! / factor[i]![i]!;
  }
  for (let i = x.length - 1; i >= 0; i--) {
    for (let k = i + 1; k < x.length; k++) {
      x[i] = x[i]! - factor[k]![i]! * x[k]!;
    }
    x[i] = x[i]! / factor[i]![i]!;
  }
  return x;
}

/** Column by column; exactly symmetric, as the columns are averaged. */
export function inverseOf(a: Matrix): number[][] {
  const columns = a.map((_, i) =>
    solve(
      a,
      a.map((_, j) => Number(i === j)),
    ),
  );
  return columns.map((column, i) =>
    column.map((x, j) => (x + columns[j]![i]!) / 2),
  );
}
