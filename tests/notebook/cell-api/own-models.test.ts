import { describe, expect, it } from "vitest";
import { createInputs } from "../../../src/notebook/cell-api/inputs.ts";
import { kindOf, type SavedModels } from "../../../src/notebook/cell-api/saved-models.ts";
import type { SavedModel } from "../../../src/notebook/cell-api/model-store.ts";
import type { InputValues, Output } from "../../../src/notebook/output/output.ts";
import { createModels, isModelChoice } from "../../../src/notebook/cell-api/own-models.ts";
import { StopSignal } from "../../../src/notebook/base/stop.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (file: Uint8Array) => new TextDecoder().decode(file);

function kept(name: string, kind: SavedModel["kind"]): SavedModel {
  return { name, kind, keptAt: 1, bytes: 2_500_000, parameters: 1234, cell: "sft-train" };
}

function models(shelfModels: SavedModel[] | null, values: InputValues = {}) {
  const outputs: Output[] = [];
  const said: string[] = [];
  const show = (output: Output) => {
    outputs.push(output);
    return () => {};
  };
  const stop = new StopSignal();
  const { select } = createInputs({ values, waitFor: null, show }, stop);
  const shelf: SavedModels | null = shelfModels && {
    models: shelfModels,
    refresh: () => Promise.resolve(),
    keep: (name) => Promise.resolve(kept(name, "language model")),
    open: (name) => (file) => Promise.resolve(bytes(`mine ${name} ${file}`)),
  };
  const readFile = (path: string) => Promise.resolve(bytes(`book ${path}`));
  return {
    ...createModels({ readFile, shelf, cell: "a", select, say: (line) => said.push(line) }, stop),
    outputs,
    said,
  };
}

const sft = kept("my sft", "language model");
const judge = kept("judge", "scoring model");

describe("a checkpoint of the book", () => {
  it("is the book's where nothing is kept, without a question", async () => {
    for (const none of [null, [], [judge]]) {
      const { book, outputs } = models(none);
      expect(text(await book("checkpoints/sft")("config.json"))).toBe("book checkpoints/sft/config.json");
      expect(outputs).toEqual([]);
    }
  });

  it("can be an own model of the same kind", async () => {
    const { book, outputs } = models([sft, judge], { "instead of checkpoints/sft": "my sft" });
    expect(text(await book("checkpoints/sft")("config.json"))).toBe("mine my sft config.json");
    expect(text(await book("checkpoints/reward")("config.json"))).toBe("book checkpoints/reward/config.json");
    expect(outputs).toMatchObject([
      { kind: "input", value: "my sft", input: { options: ["the book’s", "my sft"] } },
      { kind: "input", value: "the book’s", input: { options: ["the book’s", "judge"] } },
    ]);
    expect(outputs.every(isModelChoice)).toBe(true);
  });

  it("is asked about once in a cell, and not at all if it is no checkpoint", () => {
    const { book, outputs } = models([sft]);
    book("checkpoints/sft");
    book("checkpoints/sft");
    book("experiments");
    expect(outputs).toHaveLength(1);
  });

  it("is the book's again when the own one was deleted", async () => {
    const { book } = models([kept("other", "language model")], { "instead of checkpoints/sft": "my sft" });
    expect(text(await book("checkpoints/sft")("x"))).toBe("book checkpoints/sft/x");
  });
});

describe("an own model", () => {
  it("is kept and read by name", async () => {
    const { keep, mine, said } = models([sft]);
    await keep("my sft", {});
    expect(said).toEqual(["Kept “my sft” in this browser: 1234 numbers, 2.5 MB."]);
    expect(text(await mine("my sft")("config.json"))).toBe("mine my sft config.json");
    await expect(mine("yours")("config.json")).rejects.toThrow(
      'No model "yours" is kept in this browser. There is: "my sft".',
    );
  });

  it("needs a browser", async () => {
    const { keep, mine, said } = models(null);
    await keep("x", {});
    expect(said).toEqual(["“x” is not kept here: that needs a browser."]);
    await expect(mine("x")("config.json")).rejects.toThrow("needs a browser");
  });
});

it("knows a language model from one that scores", () => {
  const gpt = { config: { vocabSize: 3 }, params: {} };
  expect(kindOf(gpt)).toBe("language model");
  expect(kindOf({ gpt, score: { weight: 1 } })).toBe("scoring model");
  for (const other of [null, 1, "gpt", {}, { config: {}, params: {} }, { gpt: {}, score: {} }, () => 1]) {
    expect(kindOf(other)).toBeNull();
  }
});
