import { describe, expect, test } from "vitest";
import { compare } from "../../src/benchmark/compare.ts";
import { type Contestant, contestant } from "../../src/benchmark/contestant.ts";
import { median } from "../../src/benchmark/measure.ts";
import { productOperations, samplingOperations, trainingOperations } from "../../src/benchmark/operations.ts";
import { createPlayer } from "../../src/benchmark/player.ts";
import { SAMPLING, SHAPES } from "../../src/benchmark/shapes.ts";
import { readOptions, UsageError } from "./options.ts";
import { pathData } from "./path-data.ts";
import { type FullRow, rowsOf, tableOf } from "./report.ts";

test("the plan has everything, but of the long paths only the book's", () => {
  const options = readOptions([]);
  if (options === "help") throw new Error("no help was asked for");
  const paths = options.plan.filter(({ work }) => work === "path");
  expect(paths).toEqual([{ work: "path", size: "burrow" }]);
  expect(options.plan).toHaveLength(3 * 4 + 1);
  expect(readOptions(["--work", "path", "--size", "S,M"])).toMatchObject({
    plan: [
      { work: "path", size: "S" },
      { work: "path", size: "M" },
    ],
  });
});

test("how much is measured, and with how many workers", () => {
  expect(readOptions([], 2)).toMatchObject({ workers: [1, 2], rounds: 5, pathShare: 0.2, isThorough: false });
  expect(readOptions([], 1)).toMatchObject({ workers: [1, 2] });
  expect(readOptions(["--thorough"], 8)).toMatchObject({ workers: [1, 2, 4], rounds: 7, pathShare: 1 });
  expect(readOptions(["--workers", "4"], 2)).toMatchObject({ workers: [4] });
  expect(readOptions(["--quick", "--peers", "none"])).toMatchObject({ rounds: 3, pathShare: 0.05, peers: [] });
  expect(readOptions(["--peers", "onnx,jax"])).toMatchObject({ peers: ["jax", "onnx"] });
});

test("PyTorch is that of python3, unless another is named", () => {
  expect(readOptions([])).toMatchObject({ torch: undefined });
  expect(readOptions(["--torch"])).toMatchObject({ torch: "python3" });
  expect(readOptions(["--torch", "--quick"])).toMatchObject({ torch: "python3", rounds: 3 });
  expect(readOptions(["--quick", "--torch", "venv/bin/python"])).toMatchObject({ torch: "venv/bin/python" });
});

test.each([
  [["--peers", "keras"], /--peers is of jax, onnx, stock, naive, got "keras"/],
  [["--quick", "--thorough"], /one or the other/],
  [["--workers", "3"], /--workers is of 1, 2, 4, got "3"/],
  [["--work", "trian"], /--work is of train, sample, path, gemm, got "trian"/],
  [["--size", "S,L"], /--size is of XS, S, burrow, M, got "L"/],
  [["--runtime", "deno"], /--runtime/],
  [["--rounds", "0"], /--rounds is a whole number from 1 upwards/],
  [["--fast"], /Unknown option '--fast'/],
])("%s is a mistake, said in one line", (args, message) => {
  expect(() => readOptions(args)).toThrow(UsageError);
  expect(() => readOptions(args)).toThrow(message);
});

test("a part of the path has whole steps, and at least one", () => {
  const steps = (share: number) => pathData("XS", share).steps;
  expect(steps(1)).toEqual({ sft: 300, reward: 300, ppo: 150 });
  expect(steps(0.02)).toEqual({ sft: 6, reward: 6, ppo: 3 });
  expect(steps(0.001)).toEqual({ sft: 1, reward: 1, ppo: 1 });
  expect(pathData("XS", 0.02).rows).toHaveLength(30);
});

test("the median does not care for one slow run", () => {
  expect(median([5, 1000, 3])).toBe(5);
  expect(median([1, 2, 4, 1000])).toBe(3);
});

test("operations of a training step, counted by hand for one token", () => {
  // 12 C C for the layer, C for looking at itself and C for mixing, V C for the output layer;
  // two operations per product; the way back costs twice the way there
  const shape = { V: 5, C: 4, L: 1, H: 1, T: 1, B: 1 };
  expect(trainingOperations(shape)).toBe(2 * 3 * (12 * 16 + 8 + 20));
});

test("operations of sampling and of the widest layer, counted by hand", () => {
  // One layer of 4 for 64 answers: every token but an answer's last is read once (12 C C, and C
  // for each token seen and again mixed), every new one is chosen from V.
  const shape = { V: 5, C: 4, L: 1, H: 1, T: 3, B: 2 };
  const { answers, promptLength, newTokens } = SAMPLING;
  let products = newTokens * 5 * 4;
  for (let seen = 1; seen < promptLength + newTokens; seen++) products += 12 * 16 + 2 * seen * 4;
  expect(samplingOperations(shape)).toBe(2 * answers * products);
  expect(productOperations(shape)).toBe(2 * 3 * (6 * 4 * 16));
});

describe("compare", () => {
  /** A contestant whose works only note that they ran. */
  function recording(name: string, log: string[]) {
    const run = () => log.push(name);
    const work = () => ({ run, operations: 7, tokens: 0, dispose: () => log.push(`${name} ends`) });
    return contestant(createPlayer({ nap: work }), async () => {});
  }

  test("scales a part up to the whole it stands for", async () => {
    const steady = (): Contestant => ({
      prepare: async () => ({ operations: 1, tokens: 1 }),
      measure: async () => 20,
      release: async () => {},
      close: async () => {},
    });
    const task = { work: "nap", shape: SHAPES.XS };
    const entry = (share: number) => ({ contestant: steady(), task, slice: 0, rounds: 3, share });
    const entries = [entry(0.1), entry(1)];
    const outcomes = await compare(entries);
    expect(entries.map((one) => outcomes.get(one)!.ms)).toEqual([200, 20]);
  });

  test("takes turns", async () => {
    const log: string[] = [];
    const task = { work: "nap", shape: SHAPES.XS };
    const entries = [
      { contestant: recording("a", log), task, slice: 0, rounds: 2, share: 0.1 },
      { contestant: recording("b", log), task, slice: 0, rounds: 1, share: 1 },
    ];
    const outcomes = await compare(entries);
    expect(log).toEqual(["a", "b", "a", "a ends", "b ends"]);
    expect(outcomes.get(entries[0]!)!.operations).toBe(7);
  });

  test("passes on what went wrong", async () => {
    const work = () => {
      throw new Error("no memory left");
    };
    const broken = contestant(createPlayer({ nap: work }), async () => {});
    const entry = { contestant: broken, slice: 0, rounds: 1, share: 1 };
    const task = { work: "nap", shape: SHAPES.XS };
    await expect(compare([{ ...entry, task }])).rejects.toThrow("no memory left");
  });
});

test("the table is for people, the rows are for programs", () => {
  const row: FullRow = {
    work: "train",
    size: "S",
    runtime: "node",
    workers: 1,
    ms: 20,
    tokensPerSecond: 51_200,
    torchMs: 18,
    torchAllMs: 12,
    jaxMs: 60,
    onnxMs: null,
    stockMs: 84,
    naiveMs: 334,
    gigaflops: 20,
    ceiling: 40,
  };
  expect(tableOf([row]).split("\n")[2]).toMatch(
    /^train +S +node +1 +20\.0 +51200 +18\.0 +0\.90 +1\.80 +12\.0 +60\.0 +84\.0 +334 +20\.0 +50 %$/,
  );
  const { stockMs, naiveMs, tokensPerSecond, gigaflops, ceiling, ...plain } = row;
  expect(rowsOf([row])).toEqual([plain]);
});
