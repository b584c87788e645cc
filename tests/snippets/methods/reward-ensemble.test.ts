import { describe, expect, test } from "vitest";
import { type EnsembleRule, ensembleScore } from "../../../snippets/methods/reward-ensemble.ts";
import type { ScoreFn } from "../../../snippets/rollout.ts";

const answers = [
  { query: [2], response: [5, 1] },
  { query: [2], response: [6, 1] },
  { query: [3], response: [7, 1] },
];
const says =
  (...scores: number[]): ScoreFn =>
  () =>
    scores;

/** Three judges: they agree on the first answer; the last one is one judge's favourite. */
const judges = [says(1, 0, 9), says(1, 1, -3), async () => [1, 2, 0]];

describe("an ensemble's score", () => {
  test.each<[EnsembleRule, number[]]>([
    ["mean", [1, 1, 2]],
    ["minimum", [1, 0, -3]],
    // variances 0, 2/3 and (49 + 25 + 4) / 3 = 26
    ["uncertain", [1, 1 - 1 / 3, 2 - 13]],
  ])("%s", async (rule, expected) => {
    const scores = await ensembleScore(judges, rule, 0.5)(answers);
    expected.forEach((value, i) => expect(scores[i]).toBeCloseTo(value, 12));
  });

  test("of one judge is the judge's own, by every rule", async () => {
    for (const rule of ["mean", "minimum", "uncertain"] as const) {
      expect(await ensembleScore([says(3, -1, 0)], rule)(answers)).toEqual([3, -1, 0]);
    }
  });

  test("the favourite of one judge loses its place when doubt counts", async () => {
    const best = async (rule: EnsembleRule) => {
      const scores = await ensembleScore(judges, rule)(answers);
      return scores.indexOf(Math.max(...scores));
    };
    expect([await best("mean"), await best("minimum"), await best("uncertain")]).toEqual([2, 0, 0]);
  });

  test("the order of the judges does not matter", async () => {
    const turned = await ensembleScore(judges.toReversed(), "minimum")(answers);
    expect(turned).toEqual(await ensembleScore(judges, "minimum")(answers));
  });
});

test("what can't be is said", async () => {
  expect(() => ensembleScore([])).toThrow("at least one judge");
  expect(() => ensembleScore(judges, "median" as never)).toThrow('is mean, minimum, uncertain; got "median"');
  expect(() => ensembleScore(judges, "uncertain", -1)).toThrow("doubtCoef is 0 or more, got -1");
  await expect(ensembleScore([says(1, 2)])(answers)).rejects.toThrow("expected 3, got 2");
});
