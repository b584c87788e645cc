import { beforeAll, describe, expect, test } from "vitest";
import { pickAnswers } from "../../../snippets/methods/best-answers.ts";
import { createRng } from "../../../snippets/random.ts";
import { trainByRejection } from "../../../snippets/methods/rejection-sampling.ts";
import type { ScoreFn } from "../../../snippets/rollout.ts";
import { collect } from "../tiny-trainers.ts";
import { startWasm, tinyGPT } from "../wasm.ts";

beforeAll(startWasm);

const fives: ScoreFn = (answers) => answers.map(({ response }) => response.filter((token) => token === 5).length);
const short: ScoreFn = (answers) => answers.map(({ response }) => -response.length);
const queries = [[2], [3], [4, 4]];

const pick = (more: object = {}) =>
  pickAnswers({
    ...{ policy: tinyGPT(), scoreFn: fives, queries, rng: createRng(1) },
    ...{ groups: 6, groupSize: 8, maxNewTokens: 6, maxDraws: 10, ...more },
  });

describe("of each query the best answer", () => {
  test("that came to an end, as the judge sees it", async () => {
    const seen: { query: readonly number[]; response: readonly number[] }[] = [];
    const scoreFn: ScoreFn = (answers) => {
      seen.push(...answers);
      return fives(answers);
    };
    const { best, summary } = await pick({ scoreFn });
    expect(best).toHaveLength(6);
    expect(summary.sampled).toBe(seen.length);
    const groups = Array.from({ length: seen.length / 8 }, (_, i) => seen.slice(8 * i, 8 * i + 8));
    const expected = groups.flatMap((group) => {
      const ended = group.filter(({ response }) => response.at(-1) === 1);
      const scores = fives(ended) as number[];
      return ended.filter((_, i) => i === scores.indexOf(Math.max(...scores)));
    });
    expect(best.map(({ query, response }) => ({ query, response }))).toEqual(expected.slice(0, 6));
    for (const { response } of best) expect(response.at(-1)).toBe(1);
    expect(summary.picked).toBeGreaterThan(summary.score);
  });

  test("more answers to pick from, better ones picked", async () => {
    const picked = async (groupSize: number) => (await pick({ groupSize, groups: 12 })).summary.picked;
    expect(await picked(32)).toBeGreaterThan(await picked(2));
  });

  test("none below the pass mark; too few are repeated, and it is said", async () => {
    const { best, summary } = await pick({ minScore: 1, maxDraws: 1, groups: 12, groupSize: 2 });
    const scores = best.map(({ score }) => score);
    expect(Math.min(...scores)).toBeGreaterThanOrEqual(1);
    const different = new Set(best).size;
    expect(different).toBeLessThan(12);
    expect(best[different]).toBe(best[0]);
    expect(summary.note).toBe(
      `only ${different} answers were good enough: each is learned from ${(12 / different).toFixed(1)} times as often`,
    );
  });

  test("no answer good enough: what to do is said", async () => {
    await expect(pick({ minScore: 99, maxDraws: 2 })).rejects.toThrow(
      /None of 96 answers came to an end with a score from 99 upwards: .*Lower minScore/,
    );
  });
});

describe("rejection sampling", () => {
  const options = () => ({
    ...{ policy: tinyGPT(), scoreFn: fives, queries, rng: createRng(1) },
    ...{ iterations: 12, groups: 16, groupSize: 8, minibatchSize: 8, learningRate: 1e-2, maxNewTokens: 6 },
  });

  test("the mean becomes what the best was: the score rises", async () => {
    const steps = await collect(trainByRejection(options()));
    const [first, last] = [steps[0]!, steps.at(-1)!];
    expect(last.score).toBeGreaterThan(first.picked - 0.2);
    expect(last.score).toBeGreaterThan(first.score + 0.5);
    for (const step of steps) expect(step.picked).toBeGreaterThan(step.score);
    expect(last.ended).toBeGreaterThan(first.ended);
  });

  test("with a rule and a pass mark it learns from right answers alone (expert iteration)", async () => {
    const rule: ScoreFn = (answers) =>
      answers.map(({ query, response }) => Number(response.length === 2 && response[0] === query[0]));
    const seen: number[] = [];
    const steps = await collect(
      trainByRejection({ ...options(), scoreFn: rule, minScore: 1, groupSize: 16, iterations: 15 }),
    );
    for (const { picked, score } of steps) {
      expect(picked).toBe(1);
      seen.push(score);
    }
    expect(seen[0]).toBeLessThan(0.1);
    expect(seen.at(-1)).toBeGreaterThan(0.5);
  });

  test("another judge, another policy: short answers", async () => {
    const steps = await collect(trainByRejection({ ...options(), scoreFn: short }));
    expect(steps.at(-1)!.length).toBeLessThan(steps[0]!.length - 1);
  });

  test.each([
    [{ minibatchSize: 100 }, /got 16 answers below minibatchSize 100/],
    [{ groupSize: 1 }, /groupSize is a whole number from 2 upwards, got 1/],
    [{ queries: [] }, /Queries are prompts to answer, .* got none/],
    [{ scoreFn: () => [1] }, /one finite number per response: expected 128, got 1/],
    [{ minScore: NaN }, /minScore is a number, got NaN/],
  ])("refuses %o", async (wrong, message) => {
    await expect(collect(trainByRejection({ ...options(), ...wrong }))).rejects.toThrow(message);
  });
});
