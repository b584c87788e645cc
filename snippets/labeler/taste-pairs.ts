/**
 * A ranked card as pairs: the difference of two answers' features, better
 * minus worse. And the loss of one pair, with lapses.
 */
import { assert } from "../base/assert.ts";
import { exp, log } from "../base/exact-math.ts";

/** One card: its answers' features, [K][features], and a rank for each. */
export interface Judged {
  features: readonly (readonly number[])[];
  /** 1 is the best, ties share one */
  ranks: readonly number[];
}

export interface TastePair {
  /** the better one's features minus the worse one's */
  difference: readonly number[];
  /** how much it counts: 2 / K on a card of K; a tie is half either way */
  count: number;
}

/** All pairs of a card, ties included. @param width features per answer */
export function tastePairs(
  { features, ranks }: Judged,
  width: number,
): TastePair[] {
  assert(
    features.length === ranks.length && ranks.every(Number.isFinite),
    `A card has a rank for each answer: got ${features.length} answers and ` +
      `the ranks ${ranks.join(", ")}.`,
  );
  const wrong = features.find(
    (x) => x.length !== width || !x.every(Number.isFinite),
  );
  assert(
    !wrong,
    () => `Every answer has ${width} finite features, got [${wrong}].`,
  );
  const count = 2 / ranks.length;
  const minus = (i: number, j: number) =>
    features[i]!.map((x, n) => x - features[j]![n]!);
  return ranks.flatMap((rank, i) =>
    ranks.flatMap((other, j): TastePair[] => {
      if (rank < other) return [{ difference: minus(i, j), count }];
      const tie = rank === other && i !== j; // comes as i, j and as j, i
      return tie ? [{ difference: minus(i, j), count: count / 2 }] : [];
    }),
  );
}

/**
 * -log p of a pair, p = lapse / 2 + (1 - lapse) sigmoid(z), with its first two
 * derivatives. Bounded by -log(lapse / 2): a slip costs only so much.
 */
export function lapsedLoss(z: number, lapse: number) {
  const s = sigmoid(z);
  const p = lapse / 2 + (1 - lapse) * s;
  if (p === 0) return { value: -z, slope: -1, bend: 0 }; // z < -708, no lapse
  const slope = -((1 - lapse) * s * sigmoid(-z)) / p;
  const bend = slope * (sigmoid(-z) - s) + slope * slope;
  return { value: -log(p), slope, bend };
}

export function sigmoid(z: number): number {
  return z >= 0 ? 1 / (1 + exp(-z)) : exp(z) / (1 + exp(z));
}
