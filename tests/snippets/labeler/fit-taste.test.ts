import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cholesky, inverseOf, solve } from "../../../snippets/labeler/cholesky.ts";
import { chanceBetter, fitTaste, predictRanks, tasteValue, undecided } from "../../../snippets/labeler/fit-taste.ts";
import { minimise } from "../../../snippets/labeler/newton.ts";
import { tasteObjective } from "../../../snippets/labeler/taste-objective.ts";
import { type Judged, lapsedLoss, tastePairs } from "../../../snippets/labeler/taste-pairs.ts";
import { createRng } from "../../../snippets/random.ts";
import { TONES } from "../../../snippets/world/tones.ts";

const NAMES = [...TONES, "crew"];
const oneHot = (tone: number, crew = 0) => [...TONES.map((_, i) => Number(i === tone)), crew];

/** Cards of four tones each, ranked by how much each tone is liked. */
function cards(liking: readonly number[], count: number): Judged[] {
  const rng = createRng(1);
  return Array.from({ length: count }, () => {
    const tones = rng.shuffle(TONES.map((_, i) => i)).slice(0, 4);
    const ranks = tones.map((t) => 1 + tones.filter((o) => liking[o]! > liking[t]!).length);
    return { features: tones.map((t) => oneHot(t, rng.normal())), ranks };
  });
}

const LIKING = [6, 5, 4, 3, 2, 1, 0];

describe("linear algebra", () => {
  const matrix = [
    [4, 2, 0.6],
    [2, 5, 1],
    [0.6, 1, 3],
  ];

  test("a Cholesky factor times its transpose is the matrix", () => {
    const L = cholesky(matrix);
    matrix.forEach((row, i) =>
      row.forEach((x, j) => expect(L[i]!.reduce((s, l, k) => s + l * L[j]![k]!, 0)).toBeCloseTo(x, 12)),
    );
    expect(L[0]).toEqual([2, 0, 0]);
  });

  test("solve and inverse", () => {
    const x = solve(matrix, [1, 2, 3]);
    matrix.forEach((row, i) => expect(row.reduce((s, a, j) => s + a * x[j]!, 0)).toBeCloseTo(i + 1, 12));
    expect(
      inverseOf([
        [4, 0],
        [0, 16],
      ]),
    ).toEqual([
      [0.25, 0],
      [0, 0.0625],
    ]);
    expect(() =>
      cholesky([
        [1, 2],
        [2, 1],
      ]),
    ).toThrow("not positive definite (pivot -3 in row 1)");
  });

  test("Newton's method finds the minimum where a whole step overshoots", () => {
    // log cosh x: from 3, an undamped step lands at -97
    const logCosh = ([x]: readonly number[]) => ({
      value: Math.log(Math.cosh(x!)),
      gradient: [Math.tanh(x!)],
      curvature: [[1 - Math.tanh(x!) ** 2]],
    });
    expect(minimise(logCosh, [3])[0]).toBeCloseTo(0, 7);
  });
});

describe("pairs", () => {
  const ranked = (ranks: number[]) => tastePairs({ features: ranks.map((_, i) => [i]), ranks }, 1);

  test("better minus worse, two per answer's share", () => {
    expect(ranked([2, 1, 3])).toEqual([
      { difference: [-2], count: 2 / 3 },
      { difference: [1], count: 2 / 3 },
      { difference: [-1], count: 2 / 3 },
    ]);
  });

  test("a tie is half either way", () => {
    expect(ranked([1, 1])).toEqual([
      { difference: [-1], count: 0.5 },
      { difference: [1], count: 0.5 },
    ]);
  });

  test("a card of K answers counts K - 1, ties or not", () => {
    for (const ranks of [
      [1, 2],
      [1, 2, 3, 4],
      [1, 1, 3, 3],
      [1, 1, 1],
    ]) {
      expect(ranked(ranks).reduce((sum, { count }) => sum + count, 0)).toBeCloseTo(ranks.length - 1, 12);
    }
  });

  test.each([
    [{ features: [[1], [2]], ranks: [1] }, "a rank for each answer: got 2 answers and the ranks 1."],
    [{ features: [[1], [2, 3]], ranks: [1, 2] }, "1 finite features, got [2,3]."],
    [{ features: [[1], [NaN]], ranks: [1, 2] }, "1 finite features, got [NaN]."],
  ])("%j is refused", (card, message) => expect(() => tastePairs(card, 1)).toThrow(message));
});

describe("the loss of a pair", () => {
  test("without lapses is -log sigmoid", () => {
    for (const z of [-30, -2, 0, 0.7, 20]) {
      expect(lapsedLoss(z, 0).value).toBeCloseTo(Math.log1p(Math.exp(-z)), 10);
    }
    expect(lapsedLoss(-1e4, 0)).toEqual({ value: 1e4, slope: -1, bend: 0 });
  });

  test("with lapses is bounded, and never better than 1 - lapse / 2", () => {
    expect(lapsedLoss(-50, 0.05).value).toBeCloseTo(-Math.log(0.025), 10);
    expect(lapsedLoss(50, 0.05).value).toBeCloseTo(-Math.log(0.975), 10);
  });

  test("has these derivatives", () => {
    for (const lapse of [0, 0.05, 0.3]) {
      for (const z of [-6, -2, 0, 1, 5]) {
        const at = (x: number) => lapsedLoss(x, lapse);
        const h = 1e-5;
        expect(at(z).slope).toBeCloseTo((at(z + h).value - at(z - h).value) / (2 * h), 7);
        expect(at(z).bend).toBeCloseTo((at(z + h).slope - at(z - h).slope) / (2 * h), 7);
      }
    }
  });
});

describe("a fit", () => {
  test("of one pair is what the equation says", () => {
    // w = s^2 sigmoid(-w) with s = 2, one feature, count 1
    const { weights } = fitTaste([{ features: [[1], [0]], ranks: [1, 2] }], {
      names: ["x"],
      priorDeviation: 2,
      lapse: 0,
    });
    const w = weights[0]!;
    expect(w).toBeCloseTo(4 / (1 + Math.exp(w)), 9);
    expect(w).toBeCloseTo(1.0426, 4);
  });

  test("is where a grid finds the optimum", () => {
    const judged: Judged[] = [
      {
        features: [
          [1, 0.2],
          [0, 1],
          [0.4, -1],
        ],
        ranks: [1, 2, 3],
      },
      {
        features: [
          [1, 1],
          [0, 0.5],
        ],
        ranks: [2, 1],
      },
      {
        features: [
          [0, 0],
          [1, -1],
          [0.5, 2],
        ],
        ranks: [3, 1, 1],
      },
    ];
    const pairs = judged.flatMap((card) => tastePairs(card, 2));
    const objective = tasteObjective(pairs, [0, 0], [2, 2], 0.05);
    let best = [0, 0];
    for (let size = 4; size > 1e-5; size /= 2) {
      for (let i = -4; i <= 4; i++) {
        for (let j = -4; j <= 4; j++) {
          const at = [best[0]! + i * size, best[1]! + j * size];
          if (objective(at).value < objective(best).value) best = at;
        }
      }
    }
    const { weights } = fitTaste(judged, { names: ["x", "y"], priorDeviation: 2 });
    weights.forEach((w, i) => expect(w).toBeCloseTo(best[i]!, 3));
  });

  test("the objective has this gradient and, where no pair is a clear error, this curvature", () => {
    const pairs = cards(LIKING, 5).flatMap((card) => tastePairs(card, 8));
    const means = NAMES.map((name) => Number(name === "crew"));
    const f = tasteObjective(
      pairs,
      means,
      NAMES.map(() => 2),
      0.05,
    );
    const at = [0.9, 0.6, 0.5, 0.3, 0, -0.4, -0.5, 0.2];
    const h = 1e-5;
    const { gradient, curvature } = f(at);
    const move = (i: number, d: number) => at.map((x, k) => (k === i ? x + d : x));
    at.forEach((_, i) => {
      const [up, down] = [f(move(i, h)), f(move(i, -h))];
      expect(gradient[i]).toBeCloseTo((up.value - down.value) / (2 * h), 6);
      at.forEach((_, j) => expect(curvature[i]![j]).toBeCloseTo((up.gradient[j]! - down.gradient[j]!) / (2 * h), 6));
    });
  });

  test("of no card is the prior", () => {
    const taste = fitTaste([], { names: NAMES });
    expect(taste.weights).toEqual([0, 0, 0, 0, 0, 0, 0, 1]);
    taste.deviations.forEach((d, i) => expect(d).toBeCloseTo(taste.priorDeviations[i]!, 12));
    // sqrt(10 6/7): a tone against the mean of seven
    expect(taste.deviations.map((d) => d.toFixed(4))).toEqual([...TONES.map(() => "2.9277"), "1.0000"]);
    expect(undecided(taste)).toEqual(NAMES);
  });

  test("of twelve consistent cards puts the tones in order, and is sure of it", () => {
    const taste = fitTaste(cards(LIKING, 12), { names: NAMES });
    const tones = taste.weights.slice(0, 7);
    expect(tones).toEqual([...tones].sort((a, b) => b - a));
    expect(tones.reduce((sum, w) => sum + w, 0)).toBeCloseTo(0, 6);
    expect(undecided(taste)).not.toContain("pirate");
    expect(chanceBetter(taste, oneHot(0), oneHot(6))).toBeGreaterThan(0.95);
    expect(predictRanks(taste, [oneHot(3), oneHot(0), oneHot(6), oneHot(0)])).toEqual([3, 1, 4, 1]);
    expect(tasteValue(taste, oneHot(2, 1))).toBeCloseTo(tones[2]! + taste.weights[7]!, 12);
  });

  test("stays finite where the cards could be told apart perfectly for ever", () => {
    const many = cards(LIKING, 300);
    for (const lapse of [0, 0.05]) {
      const { weights, deviations } = fitTaste(many, { names: NAMES, lapse });
      for (const x of [...weights, ...deviations]) expect(Math.abs(x)).toBeLessThan(20);
    }
  });

  test("of ties is no taste", () => {
    const tied = cards(LIKING, 12).map((card) => ({ ...card, ranks: card.ranks.map(() => 1) }));
    const taste = fitTaste(tied, { names: NAMES });
    for (const w of taste.weights.slice(0, 7)) expect(Math.abs(w)).toBeLessThan(0.05);
    expect(Math.abs(taste.weights[7]!)).toBeLessThan(0.2); // the crew's own, too, is doubted
    expect(undecided(taste)).toEqual([]);
  });

  test("bears a slip in one card of twelve, and the better with lapses", () => {
    const judged = cards(LIKING, 12);
    const slip = judged.map((card, i) => (i === 4 ? { ...card, ranks: card.ranks.map((r) => 5 - r) } : card));
    const gap = (lapse: number) => {
      const { weights } = fitTaste(slip, { names: NAMES, lapse });
      return weights[0]! - weights[6]!;
    };
    expect(gap(0.1)).toBeGreaterThan(gap(0));
    expect(gap(0)).toBeGreaterThan(1);
  });

  test("does not depend on the order of cards and answers", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const rng = createRng(seed);
        const mixed = rng.shuffle(cards(LIKING, 6)).map(({ features, ranks }) => {
          const order = rng.shuffle(ranks.map((_, i) => i));
          return { features: order.map((i) => features[i]!), ranks: order.map((i) => ranks[i]!) };
        });
        const [a, b] = [fitTaste(cards(LIKING, 6), { names: NAMES }), fitTaste(mixed, { names: NAMES })];
        a.weights.forEach((w, i) => expect(b.weights[i]).toBeCloseTo(w, 6));
      }),
      { numRuns: 20 },
    );
  });

  test("of any ranks and features comes to an end with finite numbers", () => {
    const number = fc.double({ min: -50, max: 50, noNaN: true });
    const card = fc
      .array(fc.tuple(fc.tuple(number, number, number), fc.integer({ min: 1, max: 4 })), { minLength: 2, maxLength: 6 })
      .map((rows): Judged => ({ features: rows.map(([x]) => x), ranks: rows.map(([, rank]) => rank) }));
    fc.assert(
      fc.property(fc.array(card, { maxLength: 8 }), (judged) => {
        const { weights, deviations } = fitTaste(judged, { names: ["a", "b", "crew"] });
        for (const x of [...weights, ...deviations]) expect(Number.isFinite(x)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  test("survives JSON", () => {
    const taste = fitTaste(cards(LIKING, 3), { names: NAMES });
    expect(JSON.parse(JSON.stringify(taste))).toEqual(taste);
  });

  test("refuses what makes no sense", () => {
    expect(() => fitTaste([], { names: NAMES, priorDeviation: 0 })).toThrow("A priorDeviation is above 0");
    expect(() => fitTaste([], { names: NAMES, lapse: 1 })).toThrow("a lapse in [0, 1), got");
  });
});

test("the doubt in the weights draws a chance towards one half", () => {
  const taste = {
    names: ["x"],
    weights: [2],
    deviations: [3],
    covariance: [[9]],
    priorDeviations: [4],
  };
  // sigmoid(2 / sqrt(1 + 9 pi / 8))
  expect(chanceBetter(taste, [1], [0])).toBeCloseTo(1 / (1 + Math.exp(-2 / Math.sqrt(1 + (9 * Math.PI) / 8))), 12);
  expect(chanceBetter(taste, [0], [1])).toBeCloseTo(1 - chanceBetter(taste, [1], [0]), 12);
  expect(chanceBetter(taste, [1], [1])).toBe(0.5);
});

test("a chance comes true as often as it says, or a little more often, for readers as the prior has them", () => {
  const rng = createRng(11);
  const features = () => TONES.map(() => rng.normal());
  const names = TONES.map((_, i) => `feature ${i}`);
  const seen: { chance: number; right: number }[] = [];
  for (let person = 0; person < 150; person++) {
    const own = TONES.map(() => 1.5 * rng.normal());
    const value = (x: readonly number[]) => x.reduce((sum, f, i) => sum + f * own[i]!, 0);
    // Gumbel noise: every pair of a ranking is a Bradley-Terry comparison
    const gumbel = () => -Math.log(-Math.log(rng.uniform() + 2 ** -33));
    const judged = Array.from({ length: 12 }, (): Judged => {
      const four = [1, 2, 3, 4].map(features);
      const heard = four.map((x) => value(x) + gumbel());
      return { features: four, ranks: heard.map((v) => 1 + heard.filter((other) => other > v).length) };
    });
    const taste = fitTaste(judged, { names, priorDeviation: 1.5, lapse: 0 });
    for (let pair = 0; pair < 20; pair++) {
      const [a, b] = [features(), features()];
      const chance = chanceBetter(taste, a, b);
      const right = 1 / (1 + Math.exp(value(b) - value(a)));
      seen.push(chance > 0.5 ? { chance, right } : { chance: 1 - chance, right: 1 - right });
    }
  }
  for (const from of [0.5, 0.6, 0.7, 0.8, 0.9]) {
    const bin = seen.filter(({ chance }) => chance >= from && chance < from + 0.1);
    const mean = (of: "chance" | "right") => bin.reduce((sum, one) => sum + one[of], 0) / bin.length;
    expect(bin.length).toBeGreaterThan(200);
    const doubted = mean("right") - mean("chance");
    expect(doubted, `from ${from}`).toBeGreaterThan(-0.02);
    expect(doubted, `from ${from}`).toBeLessThan(0.1);
  }
});
