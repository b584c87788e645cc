/** Agreement against values that other libraries computed: tests/oracle/make_agreement_fixture.py. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { agreement, agreementOf, selfAgreement } from "../../../snippets/labeler/agreement.ts";
import { bootstrap, wilson } from "../../../snippets/labeler/bootstrap.ts";
import { classAgreement } from "../../../snippets/labeler/class-agreement.ts";
import { coefficients, middleRanks } from "../../../snippets/labeler/coefficients.ts";
import type { Judgement } from "../../../snippets/labeler/judgement.ts";
import { cohensKappa, fleissKappa } from "../../../snippets/labeler/kappa.ts";
import { krippendorffAlpha } from "../../../snippets/labeler/krippendorff.ts";
import { createRng } from "../../../snippets/random.ts";
import { judged, promptOf, ranked } from "./rankings.ts";

const fixture = new URL("../../fixtures/agreement.json", import.meta.url);
const theirs = JSON.parse(readFileSync(fixture, "utf8")) as Fixture;

interface Fixture {
  alphas: { units: (number | null)[][]; nominal: number; ordinal: number }[];
  cohen: { one: number[]; other: number[]; kappa: number }[];
  fleiss: { units: number[][]; kappa: number }[];
  wilson: { successes: number; count: number; low: number; high: number }[];
  rankings: {
    people: Pick<Judgement, "prompt" | "answers" | "ranks">[][];
    share: number[][];
    interval: [number, number];
    ties: number;
    cohen: number;
    fleiss: number;
    alphaOfPairs: number;
    alphaOfRanks: number;
  };
}

const rng = createRng(1);
const { people: rankings, ...expected } = theirs.rankings;
const people = rankings.map((own, i) => own.map((card) => judged({ ...card, who: `person ${i}` })));
const given = (units: (number | null)[][]) => units.map((unit) => unit.filter((value) => value !== null));

describe("coefficients", () => {
  test("the published examples: Krippendorff 2011 and Fleiss 1971", () => {
    const units = given(theirs.alphas[0]!.units);
    expect(krippendorffAlpha(units, "nominal")).toBeCloseTo(0.743, 3);
    expect(krippendorffAlpha(units, "ordinal")).toBeCloseTo(0.815, 3);
    expect(fleissKappa(theirs.fleiss[0]!.units)).toBeCloseTo(0.43, 3);
  });

  test.each(theirs.alphas)("Krippendorff's alpha as NLTK has it: $nominal, $ordinal", ({ units, nominal, ordinal }) => {
    expect(krippendorffAlpha(given(units), "nominal")).toBeCloseTo(nominal, 10);
    expect(krippendorffAlpha(given(units), "ordinal")).toBeCloseTo(ordinal, 10);
  });

  test.each(theirs.cohen)("Cohen's kappa as scikit-learn has it: $kappa", ({ one, other, kappa }) => {
    expect(cohensKappa(one, other)).toBeCloseTo(kappa, 10);
  });

  test.each(theirs.fleiss)("Fleiss' kappa as statsmodels has it: $kappa", ({ units, kappa }) => {
    expect(fleissKappa(units)).toBeCloseTo(kappa, 10);
  });

  test("where chance alone agrees on everything, there is no coefficient", () => {
    expect(cohensKappa(["yes", "yes"], ["yes", "yes"])).toBeNaN();
    expect(fleissKappa([["yes", "yes", "yes"]])).toBeNaN();
    expect(krippendorffAlpha([[1, 1]], "nominal")).toBeNaN();
    expect(krippendorffAlpha([[1], [2]], "nominal")).toBeNaN();
  });

  test("what cannot be compared is refused in words", () => {
    expect(() => cohensKappa([1], [1, 2])).toThrow("same things, got 1 and 2");
    expect(() => fleissKappa([[1, 2], [1]])).toThrow("everybody's verdict on everything, got 2, 1");
    expect(() => fleissKappa([])).toThrow("two people or more");
  });

  test("of rankings, with ties and cards that one has not seen", () => {
    const found = coefficients(people, rng);
    expect(found.fleiss!.value).toBeCloseTo(expected.fleiss, 10);
    expect(found.alphaOfPairs!.value).toBeCloseTo(expected.alphaOfPairs, 10);
    expect(found.alphaOfRanks!.value).toBeCloseTo(expected.alphaOfRanks, 10);
    expect(found.cohen).toBeNull();
    expect(coefficients(people.slice(0, 2), rng).cohen!.value).toBeCloseTo(expected.cohen, 10);
    for (const { low, value, high } of [found.fleiss!, found.alphaOfPairs!, found.alphaOfRanks!]) {
      expect(low).toBeLessThan(value);
      expect(high).toBeGreaterThan(value);
    }
  });

  test("of two people without ties, Cohen's kappa is what is above a coin, whatever the alphabet says", () => {
    // both prefer the answer that comes first in the alphabet, nine times of ten
    const one = ranked("Ann", ...Array.from({ length: 10 }, () => [2, 1]));
    const other = ranked("Bo", ...Array.from({ length: 10 }, (_, i) => (i === 0 ? [1, 2] : [2, 1])));
    expect(coefficients([one, other], rng).cohen!.value).toBeCloseTo(2 * 0.9 - 1, 10);
  });

  test("ties have the mean of their places", () => {
    expect(middleRanks([2, 1, 2, 9])).toEqual([2.5, 1, 2.5, 4]);
  });

  test("one person alone has none", () => {
    const none = { cohen: null, fleiss: null, alphaOfPairs: null, alphaOfRanks: null };
    expect(coefficients([ranked("Ann", [1, 2, 3])], rng)).toEqual(none);
    expect(coefficients([], rng)).toEqual(none);
  });
});

describe("intervals", () => {
  test.each(theirs.wilson)(
    "Wilson's, as statsmodels has it: $successes of $count",
    ({ successes, count, low, high }) => {
      const ours = wilson(successes / count, count);
      expect(ours.low).toBeCloseTo(low, 10);
      expect(ours.high).toBeCloseTo(high, 10);
    },
  );

  test("a bootstrap over cards, as SciPy has it up to chance", () => {
    const { low, high, method } = agreement(people[0]!, people[1]!, rng)!;
    expect(method).toBe("bootstrap over cards");
    expect(Math.abs(low - expected.interval[0])).toBeLessThan(0.03);
    expect(Math.abs(high - expected.interval[1])).toBeLessThan(0.03);
  });

  test("the same seed gives the same interval", () => {
    const measure = (seed: number) => agreement(people[0]!, people[1]!, createRng(seed));
    expect(measure(3)).toEqual(measure(3));
  });

  test("a bootstrap leaves out what is no number", () => {
    const mean = (xs: readonly number[]) => (xs.every((x) => x === xs[0]) ? NaN : 5);
    expect(bootstrap([1, 2, 3], mean, rng)).toEqual({ value: 5, low: 5, high: 5 });
    expect(bootstrap([1], mean, rng)).toEqual({ value: NaN, low: NaN, high: NaN });
    expect(() => bootstrap([], mean, rng)).toThrow("at least one card");
    expect(() => wilson(1.5, 3)).toThrow("got 1.5 of 3");
  });

  test("cards are drawn, not pairs: the interval does not shrink when a card says the same thrice", () => {
    const cards = Array.from({ length: 20 }, (_, i) => ({
      prompt: String(i),
      alike: i % 3 === 0 ? 0 : 1,
      differ: i % 3 === 0 ? 1 : 0,
      ties: 0,
    }));
    const thrice = cards.map((card) => ({ ...card, alike: 3 * card.alike, differ: 3 * card.differ }));
    const [one, three] = [agreementOf(cards, rng)!, agreementOf(thrice, rng)!];
    expect([three.low, three.high]).toEqual([one.low, one.high]);
  });
});

describe("two people's rankings", () => {
  test("the share of pairs in the same order, without ties", () => {
    const found = agreement(people[0]!, people[1]!, rng)!;
    expect(found.value).toBeCloseTo(expected.share[0]![1]!, 10);
    expect(found.ties).toBe(expected.ties);
    expect(found.alike / found.pairs).toBe(found.value);
  });

  test("are matched by their texts, wherever they stood and whatever stood beside them", () => {
    const ann = [judged({ answers: ["a", "b", "c"], ranks: [1, 2, 3] })];
    const bo = [judged({ answers: ["x", "c", "a"], ranks: [1, 3, 2], who: "Bo" })];
    expect(agreement(ann, bo, rng)).toMatchObject({ alike: 1, pairs: 1, cards: 1 });
    const other = [judged({ answers: ["c", "a"], ranks: [2, 1], prompt: "another" })];
    expect(agreement(ann, other, rng)).toBeNull();
    expect(agreement(ann, [], rng)).toBeNull();
  });

  test("two ties are nothing to agree on", () => {
    const tie = [judged({ ranks: [1, 1] })];
    expect(agreement(tie, tie, rng)).toBeNull();
    const more = [...tie, judged({ prompt: "another", ranks: [1, 2] })];
    expect(agreement(more, more, rng)).toMatchObject({ value: 1, pairs: 1, ties: 1, cards: 1 });
  });

  test("few cards have Wilson's interval, and so have those without a difference", () => {
    const same = ranked("Ann", ...Array.from({ length: 12 }, () => [1, 2, 3]));
    const found = agreement(same, same, rng)!;
    expect(found.method).toBe("Wilson, a card as one observation");
    expect(found).toMatchObject({ ...wilson(1, 12), pairs: 36 });
    const few = agreement(ranked("Ann", [1, 2], [1, 2]), ranked("Bo", [1, 2], [2, 1]), rng)!;
    expect(few).toMatchObject(wilson(0.5, 2));
  });

  test("any two agree as much one way as the other, and all agree with themselves", () => {
    const ranks = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 4, maxLength: 4 });
    const cards = fc.array(ranks, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(cards, cards, (a, b) => {
        const [one, other] = [ranked("Ann", ...a), ranked("Bo", ...b)];
        expect(agreement(one, other, rng)?.value).toBe(agreement(other, one, rng)?.value);
        expect(agreement(one, one, rng)?.value ?? 1).toBe(1);
      }),
      { numRuns: 30 },
    );
  });
});

describe("a person with themselves", () => {
  const first = judged({ id: "card 2", answers: ["a", "b", "c"], ranks: [1, 2, 3] });
  const again = judged({ id: "card 7", repeats: "card 2", answers: ["c", "a", "b"], ranks: [3, 2, 1] });

  test("on cards that came again, other places", () => {
    // again: b, a, c; before: a, b, c
    expect(selfAgreement([first, again], rng)).toMatchObject({ alike: 2, pairs: 3, cards: 1 });
  });

  test("no card came again, or the first of them is not there", () => {
    expect(selfAgreement([first], rng)).toBeNull();
    expect(selfAgreement([again], rng)).toBeNull();
    expect(selfAgreement([first, { ...again, who: "Bo" }], rng)).toBeNull();
  });

  test("for others, the first time counts", () => {
    const bo = [judged({ who: "Bo", answers: ["a", "b", "c"], ranks: [1, 2, 3] })];
    for (const own of [
      [first, again],
      [again, first],
    ]) {
      expect(agreement(own, bo, rng)!.value).toBe(1);
    }
    expect(agreement([again], bo, rng)!.value).toBeCloseTo(2 / 3, 10);
  });
});

describe("a class", () => {
  const found = classAgreement(people.flat(), rng);

  test("who agrees with whom", () => {
    found.matrix.forEach((row, i) =>
      row.forEach((cell, j) => {
        if (i === j) expect(cell).toBeNull();
        else expect(cell!.alike / cell!.pairs).toBeCloseTo(expected.share[i]![j]!, 10);
      }),
    );
  });

  test("over all, and each with the rest, every two people's pairs counted once", () => {
    const [ab, ac, bc] = [found.matrix[0]![1]!, found.matrix[0]![2]!, found.matrix[1]![2]!];
    const alike = ab.alike + ac.alike + bc.alike;
    expect(found.overall).toMatchObject({ alike, pairs: ab.pairs + ac.pairs + bc.pairs, cards: 12 });
    expect(found.people[2]!.withRest).toMatchObject({ alike: ac.alike + bc.alike, pairs: ac.pairs + bc.pairs });
    expect(found.people.map(({ who, cards }) => [who, cards])).toEqual([
      ["person 0", 11],
      ["person 1", 11],
      ["person 2", 11],
    ]);
  });

  test("the card with most pairs in dispute comes first, with what each said", () => {
    const ann = ranked("Ann", [1, 2, 3], [1, 2], [1, 2]);
    const bo = ranked("Bo", [1, 3, 2], [1, 2], [2, 1]);
    const { disputed } = classAgreement([...ann, ...bo], rng);
    expect(disputed.map(({ prompt, differ, pairs }) => [prompt, differ, pairs])).toEqual([
      [promptOf(3), 1, 1],
      [promptOf(1), 1, 3],
    ]);
    expect(disputed[0]!.answers).toEqual([
      {
        text: "owl <end>",
        ranks: [
          { who: "Ann", rank: 1, worst: 2 },
          { who: "Bo", rank: 2, worst: 2 },
        ],
      },
      {
        text: "hen <end>",
        ranks: [
          { who: "Ann", rank: 2, worst: 2 },
          { who: "Bo", rank: 1, worst: 2 },
        ],
      },
    ]);
  });

  test("nobody, and one alone", () => {
    expect(classAgreement([], rng)).toMatchObject({ people: [], overall: null, disputed: [] });
    const alone = classAgreement(people[0]!, rng);
    expect(alone.people).toMatchObject([{ who: "person 0", withRest: null, withSelf: null }]);
    expect(alone.overall).toBeNull();
  });
});
