import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { loadGPT, loadScalarModel } from "../../../snippets/checkpoint.ts";
import { DECK, type DeckFile } from "../../../snippets/cli/deck.ts";
import { BOOK, folder } from "../../../snippets/cli/folders.ts";
import { cloneGPT } from "../../../snippets/gpt.ts";
import { fitTaste } from "../../../snippets/labeler/fit-taste.ts";
import { followTaste } from "../../../snippets/labeler/follow-taste.ts";
import type { Readers } from "../../../snippets/labeler/read-answers.ts";
import { explainTaste } from "../../../snippets/labeler/taste-reward.ts";
import { createRng } from "../../../snippets/random.ts";
import { trainingQueries } from "../../../snippets/training-recipe.ts";
import { startWasm } from "../wasm.ts";

const { features, prompts, scorer } = JSON.parse(readFileSync(join(DECK, "deck.json"), "utf8")) as DeckFile;
let models: Readers;
beforeAll(async () => {
  await startWasm();
  models = {
    sft: await loadGPT(folder(join(BOOK, "sft"))),
    crew: await loadScalarModel(folder(join(BOOK, "reward"))),
  };
});

/** One round towards the taste of somebody who ranked every prompt's answers as the deck lists them. */
async function firstRound(lambda?: number) {
  const judged = prompts.map(({ answers }) => ({
    features: answers.map((answer) => answer.features),
    ranks: answers.map((_, i) => i + 1),
  }));
  const taste = fitTaste(judged, { names: features });
  const rounds = followTaste({
    ...models,
    explain: explainTaste({ ...models, scorer, taste, lambda }),
    policy: cloneGPT(models.sft),
    queries: trainingQueries(createRng(1), 50),
    rng: createRng(2),
    iterations: 1,
    rolloutSize: 32,
  });
  for await (const round of rounds) return round;
  throw new Error("no round");
}

test("without the reader's part, lambda 0, the score is the crew's", async () => {
  const { score, crew, ended } = await firstRound(0);
  expect(ended).toBe(1); // an answer without an end would score -2 instead
  expect(score).toBeCloseTo(crew, 9);
});

test("the reader's part counts half of the crew's unless told otherwise", async () => {
  const [none, half, usual, twice] = [
    await firstRound(0),
    await firstRound(0.5),
    await firstRound(),
    await firstRound(1),
  ];
  expect(usual.score).toBe(half.score);
  expect(Math.abs(half.score - none.score)).toBeGreaterThan(0.005);
  expect(twice.score - none.score).toBeCloseTo(2 * (half.score - none.score), 6);
});
