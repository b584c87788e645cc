import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { guessing } from "../../../snippets/chase/measures.ts";
import { samplePuzzle } from "../../../snippets/chase/puzzle.ts";
import type { CheckpointFiles } from "../../../snippets/checkpoint.ts";
import { shelvesOf } from "../../../snippets/cli/run-experiment.ts";
import { EXPERIMENTS } from "../../../snippets/experiments/all.ts";
import { closeContext, openContext } from "../../../snippets/experiments/experiment-context.ts";
import type { ThinkingRow } from "../../../snippets/experiments/more-rows.ts";
import { createRng } from "../../../snippets/random.ts";
import { startWasm } from "../wasm.ts";

beforeAll(startWasm);

const experiment = EXPERIMENTS.find(({ name }) => name === "thinking")!;
const kept = new Map<string, CheckpointFiles>();
const shelf = {
  get: async (key: string) => kept.get(key),
  put: async (key: string, files: CheckpointFiles) => void kept.set(key, files),
};

/** A few steps of an arm: what it measures is right, its models are poor. */
async function rowsOf(arm: string, seed = 11) {
  const context = openContext(seed, shelf, { quick: true });
  const rows = await experiment.arms.find(({ name }) => name === arm)!.run(context);
  closeContext(context);
  return rows as unknown as ThinkingRow[];
}

describe("thinking", () => {
  test("the recipe is examined before and after, and its rounds are told by steps", async () => {
    const rows = await rowsOf("the recipe");
    expect(rows.every(({ arm }) => arm === "the recipe")).toBe(true);
    const exams = rows.filter(({ part }) => part === "exam");
    expect(exams.map(({ stage, k }) => [stage, k])).toEqual([
      ["SFT", 1],
      ["SFT", 2],
      ["SFT", 3],
      ["RL", 1],
      ["RL", 2],
      ["RL", 3],
    ]);
    const six = samplePuzzle(createRng(1), { split: "train" });
    for (const row of exams) {
      expect(row.guessAt8).toBeCloseTo(guessing(six, 8), 12);
      const { aloud, rightIfAloud = 0, rightIfSilent = 0, right } = row;
      expect(aloud! * rightIfAloud + (1 - aloud!) * rightIfSilent).toBeCloseTo(right!, 9);
    }
    const rounds = rows.filter(({ part }) => part === "rounds");
    expect(rounds.map(({ round, k }) => [round, k])).toEqual(
      [1, 2].flatMap((round) => [1, 2, 3].map((k) => [round, k])),
    );
    expect(rows.filter(({ part }) => part === "elsewhere").map(({ k, notes }) => [k, notes])).toEqual([
      [4, 6],
      [3, 5],
      [3, 7],
    ]);
  }, 60_000);

  test("arms of several stages say which, and the score under the hole", async () => {
    const rounds = (await rowsOf("rare but good")).filter(({ part }) => part === "rounds");
    expect(rounds).toEqual([]); // two rounds only, and every fifth is told
    const rows = await rowsOf("a hole in the check");
    expect(rows.map(({ stage }) => stage)).toEqual([...Array(3).fill("hole"), ...Array(3).fill("repaired")]);
    for (const { stage, score } of rows) expect(score === undefined).toBe(stage === "repaired");
  }, 60_000);

  test("an arm leaves no tensor behind, and some arms leave out two seeds", async () => {
    await rowsOf("expert iteration");
    const before = tf.memory().numTensors;
    const rows = await rowsOf("expert iteration");
    expect(rows.map(({ k }) => k)).toEqual([1, 2, 3]);
    expect(tf.memory().numTensors).toBe(before);
    expect(await rowsOf("three steps only", 14)).toEqual([]);
    expect(await rowsOf("three steps only", 13)).toHaveLength(3);
  }, 60_000);

  test("its rows are kept under the name of its own code", () => {
    const cores = EXPERIMENTS.map((one) => shelvesOf(one).core);
    expect(new Set(cores).size).toBe(EXPERIMENTS.length);
  });
});
