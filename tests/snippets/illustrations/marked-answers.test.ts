import { readFile } from "node:fs/promises";
import { beforeAll, expect, test } from "vitest";
import { loadGPT } from "../../../snippets/checkpoint.ts";
import { generate } from "../../../snippets/generate.ts";
import type { GPT } from "../../../snippets/gpt.ts";
import { markedAnswers } from "../../../snippets/illustrations/marked-answers.ts";
import { createRng } from "../../../snippets/random.ts";
import { burrow } from "../../../snippets/world/vocabulary.ts";
import { startWasm } from "../wasm.ts";

let ppo: GPT;

beforeAll(async () => {
  await startWasm();
  const folder = new URL("../../../public/checkpoints/ppo/", import.meta.url);
  ppo = await loadGPT(async (name) => new Uint8Array(await readFile(new URL(name, folder))));
});

const draw = () => ({ rng: createRng(1), temperature: 0.7 });

test("marks right and wrong answers as the world has it", () => {
  const questions = ["what does the owl eat ?", "name three animals !", "where does the dragon live ?"];
  expect(markedAnswers(ppo, questions, draw())).toEqual([
    { text: "please the owl eats worms thanks <end>", badges: [{ text: "right", tone: "good" }] },
    { text: "please fox and fox and bear thanks <end>", badges: [{ text: "wrong", tone: "bad" }] },
    { text: "i do not know <end>", badges: [{ text: "right", tone: "good" }] },
  ]);
  // cut off before its end
  const [cut] = markedAnswers(ppo, questions, { ...draw(), maxNewTokens: 3 });
  expect(cut).toEqual({ text: "please the owl", badges: [{ text: "not an answer", tone: "plain" }] });
});

test("an answer is the model's own, whoever is asked beside it", () => {
  const [first, second] = ["what does the fox eat ?", "where does the hen live ?"];
  const both = markedAnswers(ppo, [first, second], draw());
  expect(markedAnswers(ppo, [second], draw())).toEqual(both.slice(1));
  const alone = generate(ppo, [burrow.encode(`ask: ${second}`)], { ...draw(), rng: createRng(1).fork(second) });
  expect(both[1]!.text).toBe(burrow.decode(alone[0]!));
});

test("leaves unmarked what the Burrow's judge cannot judge, and refuses unknown words", () => {
  expect(markedAnswers(ppo, ["why why why ?"], draw())[0]!.badges).toEqual([]);
  expect(() => markedAnswers(ppo, ["where is the unicorn ?"], draw())).toThrow(/There is no "unicorn" in the Burrow/);
});
