import { expect, test } from "vitest";
import { checkpointsIn } from "../../../../src/elements/chapter/folder-files.ts";

const chosen = (...paths: string[]) => paths.map((path) => ({ path, file: new File([], path.split("/").at(-1)!) }));
const found = (...paths: string[]) =>
  checkpointsIn(chosen(...paths)).map(({ name, files }) => [name, [...files.keys()].sort().join(" ")]);

test("a checkpoint's own folder, and not what a training has saved in it on its way", () => {
  const files = ["sft/config.json", "sft/model.safetensors", "sft/checkpoint-500/config.json"];
  expect(found(...files)).toEqual([["sft", "config.json model.safetensors"]]);
});

test("a folder of several: all of them, by their names", () => {
  const files = ["out/sft/config.json", "out/dpo/config.json", "out/dpo/tokenizer.json", "out/notes.txt"];
  expect(found(...files)).toEqual([
    ["dpo", "config.json tokenizer.json"],
    ["sft", "config.json"],
  ]);
});

test("files that were dropped without a folder", () => {
  expect(found("config.json", "model.safetensors")).toEqual([["model", "config.json model.safetensors"]]);
});

test("nothing, where there is no checkpoint", () => {
  expect(found("notes/a.txt", "notes/b.txt")).toEqual([]);
});
