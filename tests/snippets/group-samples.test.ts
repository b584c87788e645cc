import { beforeAll, describe, expect, test } from "vitest";
import { cloneGPT } from "../../snippets/gpt.ts";
import { groupAdvantages, isFlat } from "../../snippets/group-advantages.ts";
import { sampleGroups } from "../../snippets/group-samples.ts";
import { grpoDefaults } from "../../snippets/grpo.ts";
import { hasEnded, type QueryResponse } from "../../snippets/query-response.ts";
import { createRng } from "../../snippets/random.ts";
import { startWasm, tinyGPT } from "./wasm.ts";

beforeAll(startWasm);

function draw(settings: object) {
  const policy = tinyGPT();
  return sampleGroups({
    ...grpoDefaults,
    policy,
    refPolicy: cloneGPT(policy),
    scoreFn: (answers: readonly QueryResponse[]) => answers.map(({ response }) => response.length),
    queries: [[2], [3], [4, 4]],
    rng: createRng(1),
    groups: 6,
    groupSize: 4,
    maxNewTokens: 5,
    ...settings,
  });
}

test("advantages of a group, by three methods", () => {
  const scores = [1, 2, 6];
  const round = (kind?: "centred" | "leave one out") =>
    groupAdvantages(scores, 3, kind).map((advantage) => Number(advantage.toFixed(4)));
  expect(round()).toEqual([-0.7559, -0.378, 1.1339]);
  expect(round("centred")).toEqual([-2, -1, 3]);
  expect(round("leave one out")).toEqual([-3, -1.5, 4.5]);
});

test.each([
  [[1], 1],
  [[1, 2, 3], 2],
])("%o in groups of %i are no groups", (scores, size) => {
  expect(() => groupAdvantages(scores, size)).toThrow(/two answers at least, and all have as many/);
});

test("flat is a group in which nothing differs", () => {
  expect([isFlat([2, 2, 2]), isFlat([2, 2.1]), isFlat([5])]).toEqual([true, false, true]);
});

test("an answer without an end scores noEndScore, whatever the judge said", async () => {
  const { samples } = await draw({ noEndScore: -7 });
  const endless = samples.filter(({ response }) => !hasEnded(response));
  expect(endless.length).toBeGreaterThan(0);
  for (const { score } of endless) expect(score).toBe(-7);
  for (const { score, response } of samples.filter(({ response }) => hasEnded(response)))
    expect(score).toBe(response.length);
});

test("the last tokens cost up to 1 more, one after the other", async () => {
  const { samples } = await draw({ overlongBuffer: 2, scoreFn: (all: unknown[]) => all.map(() => 3), noEndScore: 3 });
  for (const { score, response } of samples) expect(score).toBe(3 - Math.max(0, response.length - 3) / 2);
  expect(new Set(samples.map(({ score }) => score)).size).toBeGreaterThan(1);
});

describe("dynamic sampling", () => {
  /** Two of three queries are solved already: nothing differs. */
  const scoreFn = (answers: readonly QueryResponse[]) =>
    answers.map(({ query, response }) => (query[0] === 4 ? response.length : 1));

  test("draws again until every group has something to compare", async () => {
    const once = await draw({ scoreFn, noEndScore: 1, maxDraws: 1 });
    expect(once.summary).toMatchObject({ sampled: 24 });
    expect(once.summary.idle).toBeGreaterThan(0.3);
    const often = await draw({ scoreFn, noEndScore: 1, maxDraws: 12 });
    expect(often.samples).toHaveLength(24);
    expect(often.summary.idle).toBeLessThan(0.3);
    expect(often.summary.sampled).toBeGreaterThan(24);
    const groups = Array.from({ length: 6 }, (_, i) => often.samples.slice(4 * i, 4 * i + 4));
    for (const group of groups) expect(isFlat(group.map(({ score }) => score))).toBe(false);
  });

  test("gives up after maxDraws, says so, and counts what it drew", async () => {
    const { samples, summary } = await draw({
      scoreFn: (all: unknown[]) => all.map(() => 1),
      noEndScore: 1,
      maxDraws: 3,
    });
    expect(samples).toHaveLength(24);
    expect(summary).toMatchObject({ sampled: 72, idle: 1, note: expect.stringContaining("nothing to prefer") });
  });
});

test("drift is taken off the score where it belongs there", async () => {
  const policy = tinyGPT(2);
  const own = { policy, refPolicy: tinyGPT(3), klCoef: 0.5, advantage: "centred" };
  const inLoss = await draw(own);
  const inScore = await draw({ ...own, klIn: "score" });
  expect(inScore.samples.map(({ score }) => score)).toEqual(inLoss.samples.map(({ score }) => score));
  const rewards = inScore.samples.map(
    ({ score, logprobs, refLogprobs }) =>
      score - 0.5 * logprobs.reduce((sum, logprob, t) => sum + logprob - refLogprobs![t]!, 0),
  );
  groupAdvantages(rewards, 4, "centred").forEach((advantage, i) =>
    expect(inScore.samples[i]!.advantage).toBeCloseTo(advantage, 6),
  );
  expect(inScore.samples.map(({ advantage }) => advantage)).not.toEqual(
    inLoss.samples.map(({ advantage }) => advantage),
  );
});
