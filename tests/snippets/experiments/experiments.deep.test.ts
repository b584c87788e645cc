import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import type { CheckpointFiles } from "../../../snippets/checkpoint.ts";
import { coreHash, withoutComments } from "../../../snippets/cli/core-hash.ts";
import { EXPERIMENTS } from "../../../snippets/experiments/all.ts";
import { closeContext, openContext, type ArtifactStore } from "../../../snippets/experiments/experiment-context.ts";
import { summarise, summaryTable } from "../../../snippets/experiments/summary.ts";
import { heldOutLabelers, labelerTeam } from "../../../snippets/training-recipe.ts";
import { createRng } from "../../../snippets/random.ts";
import { startWasm } from "../wasm.ts";

beforeAll(startWasm);

function memoryShelf(): ArtifactStore & { keys: string[] } {
  const kept = new Map<string, CheckpointFiles>();
  const keys: string[] = [];
  return {
    keys,
    get: async (key) => kept.get(key),
    async put(key, files) {
      keys.push(key);
      kept.set(key, files);
    },
  };
}

async function runArm(name: string, arm: string, shelf: ArtifactStore, seed = 1) {
  const experiment = EXPERIMENTS.find((one) => one.name === name)!;
  const context = openContext(seed, shelf, { quick: true });
  const rows = await experiment.arms.find((one) => one.name === arm)!.run(context);
  closeContext(context);
  return rows.map((row) => ({ ...row, seconds: undefined }));
}

describe("an arm", () => {
  test("gives the same rows whether its models are kept or made anew", async () => {
    const shelf = memoryShelf();
    const first = await runArm("alternatives", "PPO", shelf);
    const made = shelf.keys.length;
    expect(await runArm("alternatives", "PPO", shelf)).toEqual(first);
    expect(shelf.keys).toHaveLength(made);
    expect(await runArm("alternatives", "PPO", memoryShelf())).toEqual(first);
    expect(await runArm("alternatives", "PPO", shelf, 2)).not.toEqual(first);
  });

  test("leaves no tensor behind", async () => {
    const shelf = memoryShelf();
    await runArm("readers-taste", "pirate, 3 rankings", shelf);
    const before = tf.memory().numTensors;
    await runArm("readers-taste", "pirate, 3 rankings", shelf);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe("twelve cards", () => {
  test("every arm says what it is, with shares that are shares; no tensor is left behind", async () => {
    const shelf = memoryShelf();
    const plain = await runArm("twelve-cards", "SFT and the crew", shelf, 4);
    expect(plain).toMatchObject([
      { part: "PPO", fresh: true, stage: "SFT", kl: 0 },
      { part: "PPO", fresh: true, stage: "PPO, the crew" },
    ]);
    await runArm("twelve-cards", "rude, noise 0.1", shelf, 4);
    const before = tf.memory().numTensors;
    const [row] = (await runArm("twelve-cards", "rude, noise 0.1", shelf, 4)) as Record<string, unknown>[];
    expect(tf.memory().numTensors).toBe(before);
    expect(row).toMatchObject({ stage: "PPO, the reader", taste: "rude", noise: 0.1, cards: 12 });
    const tones = ["pirate", "rudeTone", "hedging", "terse", "courteous", "polite", "plain"].map(
      (name) => row![name] as number,
    );
    expect(tones.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    expect(row!.accuracy).toBeGreaterThan(0.3); // of an untrained model's answers
  });

  test("a card choice has a row for every way, noise and number of cards", async () => {
    const rows = (await runArm("twelve-cards", "card choice", memoryShelf())) as Record<string, unknown>[];
    expect(rows).toHaveLength(3 * 3 * 4);
    expect(new Set(rows.map(({ dealt, noise, cards }) => `${dealt} ${noise} ${cards}`)).size).toBe(36);
  });
});

describe("over-fitting", () => {
  test("a long run is judged before its first pass and after each, a run of its own at its end", async () => {
    const shelf = memoryShelf();
    const long = (await runArm("over-fitting", "one run, 100", shelf)) as Record<string, unknown>[];
    // a quick run has one pass
    expect(long.map(({ part, passes }) => [part, passes])).toEqual([
      ["base", 0],
      ["one run", 1],
    ]);
    expect(long[1]!.learnedLoss).toBeLessThan(long[0]!.learnedLoss as number);
    expect(long[1]!.newRequestLoss).not.toBe(long[1]!.heldBackLoss);
    const own = (await runArm("over-fitting", "own run, 400, 2", shelf)) as Record<string, unknown>[];
    expect(own).toHaveLength(1);
    expect(own[0]).toMatchObject({ part: "own run", demonstrations: 400 });
  });
});

describe("all experiments", () => {
  test("have names of their own, and so have their arms", () => {
    expect(new Set(EXPERIMENTS.map(({ name }) => name)).size).toBe(EXPERIMENTS.length);
    for (const { arms } of EXPERIMENTS) {
      expect(new Set(arms.map(({ name }) => name)).size).toBe(arms.length);
    }
  });

  test("the core is the code, not its comments", () => {
    expect(coreHash("advantages.ts")).toMatch(/^[0-9a-f]{12}$/);
    expect(coreHash("advantages.ts")).not.toBe(coreHash("schedule.ts"));
    expect(withoutComments('a = "//x"; // y\n/* z */ b')).toBe('a = "//x"; b');
  });
});

describe("a summary", () => {
  const rows = [
    { seed: 1, stage: "SFT", gold: 1 },
    { seed: 2, stage: "SFT", gold: 3 },
    { seed: 1, stage: "PPO", gold: 5, kl: 2 },
  ];

  test("mean and the sample's spread over the seeds", () => {
    const [sft, ppo] = summarise(rows, ["stage"], ["gold", "kl"]);
    expect(sft).toEqual({ group: { stage: "SFT" }, count: 2, numbers: { gold: { mean: 2, sd: Math.SQRT2 } } });
    expect(ppo!.numbers).toEqual({ gold: { mean: 5 }, kl: { mean: 2 } });
  });

  test("as a table", () => {
    expect(summaryTable(summarise(rows, ["stage"], ["gold", "kl"]))).toBe(
      "| stage | n | gold | kl |\n| --- | --- | --- | --- |\n| SFT | 2 | 2.00 ± 1.41 |  |\n| PPO | 1 | 5.00 | 2.00 |",
    );
  });
});

test("held-out labelers mind falsehoods and rudeness more than the crew", () => {
  const rng = createRng(1);
  const mean = (of: "false" | "rude" | "correct", people = labelerTeam(rng)) =>
    people.reduce((sum, { weights }) => sum + weights[of], 0) / people.length;
  expect(mean("false", heldOutLabelers(rng))).toBeLessThan(mean("false"));
  expect(mean("rude", heldOutLabelers(rng))).toBeLessThan(mean("rude"));
  expect(mean("correct", heldOutLabelers(rng))).toBeLessThan(mean("correct"));
});
