import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { stoppedBy, watchedRuns } from "../../../snippets/illustrations/stopping.ts";

const file = readFileSync(new URL("../../../public/experiments/over-optimisation.json", import.meta.url));

test("has the runs of each beta, seed by seed, without those of other reward models", () => {
  const runs = watchedRuns(file, [0, 0.05]);
  expect(runs.map(({ beta, seed }) => [beta, seed])).toEqual([
    [0, 1],
    [0, 2],
    [0, 3],
    [0.05, 1],
    [0.05, 2],
    [0.05, 3],
  ]);
  for (const { rounds, gold } of runs) {
    expect(rounds[0], "begins on the reference").toMatchObject({ step: 0, kl: 0 });
    expect(Object.keys(rounds[0]!), "the gold is hidden").toEqual(["step", "score", "kl", "words"]);
    expect(gold).toHaveLength(rounds.length);
  }
});

const run = {
  ...{ beta: 0.1, seed: 4, gold: [1, 3, 2] },
  rounds: [0, 5, 10].map((step) => ({ step, score: step, kl: step / 5, words: 6 })),
};

test("a rule sees the rounds so far, and stops at the first that it says true to", () => {
  const seen: number[] = [];
  const stop = stoppedBy((rounds) => {
    seen.push(rounds.length);
    return rounds.at(-1)!.kl >= 1;
  }, run);
  expect(seen).toEqual([1, 2]);
  expect(stop).toEqual({ β: 0.1, seed: 4, "stopped after": 5, gold: 3, missed: 0 });
});

test("a rule that never stops misses what was lost by the end", () => {
  expect(stoppedBy(() => false, run)).toMatchObject({ "stopped after": 10, gold: 2, missed: 1 });
});
