import { readFile } from "node:fs/promises";
import { beforeAll, expect, test } from "vitest";
import { isSomewhere } from "../../../snippets/chase/checker.ts";
import { parsePuzzle } from "../../../snippets/chase/puzzle.ts";
import { chaseConfig } from "../../../snippets/chase/recipe.ts";
import { loadGPT } from "../../../snippets/checkpoint.ts";
import type { GPT } from "../../../snippets/gpt.ts";
import { chaseAnswers, examTable } from "../../../snippets/illustrations/chase-answers.ts";
import { initGPT } from "../../../snippets/init-gpt.ts";
import { createRng } from "../../../snippets/random.ts";
import { startWasm } from "../wasm.ts";

let sft: GPT;
let random: GPT;

beforeAll(async () => {
  await startWasm();
  const folder = new URL("../../../public/checkpoints/chase/", import.meta.url);
  sft = await loadGPT(async (name) => new Uint8Array(await readFile(new URL(name, folder))));
  random = initGPT(chaseConfig, createRng(1));
});

test("the exam has a row for each number of steps and each model, and tells them apart", () => {
  const rows = examTable({ random, SFT: sft }, createRng(1));
  expect(rows.map(({ steps, model }) => [steps, model])).toEqual(
    [1, 2, 3].flatMap((steps) => [
      [steps, "random"],
      [steps, "SFT"],
    ]),
  );
  const [nobody, one, , , , three] = rows;
  expect(nobody!.right).toBeLessThan(0.1);
  expect(one!.right).toBeGreaterThan(0.6);
  expect(three!.right).toBeLessThan(0.5);
  expect(three!.aloud).toBeLessThan(0.35);
});

test("answers are marked by their last word, whoever paid for them", () => {
  const puzzle = parsePuzzle("jay kid . kid eel . fox ant . eel fox . ibis jay . ant ibis . 1 from jay");
  const { prompts, answers } = chaseAnswers({ SFT: sft, random }, puzzle, createRng(3), isSomewhere);
  expect(prompts.map((text) => text.slice(-10))).toEqual(["1 from jay", "2 from jay", "3 from jay"]);
  const names = ["kid", "eel", "fox"];
  for (const marked of Object.values(answers)) {
    for (const [i, { text, badges }] of marked.entries()) {
      const right = text.endsWith(`${names[i]} <end>`);
      const found = text.split(" ").includes(names[i]!);
      expect(badges[0]!.text).toBe(right ? "right" : found ? "wrong, and paid" : "wrong");
      expect(badges[0]!.tone).toBe(right ? "good" : "bad");
    }
  }
  const words = Object.values(answers).flatMap((marked) => marked.map(({ badges }) => badges[0]!.text));
  expect(words).toEqual(expect.arrayContaining(["right", "wrong"]));
});
