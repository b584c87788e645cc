import { beforeAll, expect, test } from "vitest";
import {
  abstentionRows,
  factQueries,
  scoreBy,
  verdictShares,
} from "../../../snippets/illustrations/abstention-training.ts";
import { factQuestions } from "../../../snippets/illustrations/abstention.ts";
import { initGPT } from "../../../snippets/init-gpt.ts";
import { createRng } from "../../../snippets/random.ts";
import { gptConfig } from "../../../snippets/sizes.ts";
import { burrow } from "../../../snippets/world/vocabulary.ts";
import { startWasm } from "../wasm.ts";

beforeAll(startWasm);

test("seven questions in ten are about animals with facts, and none about the ghost", () => {
  const texts = factQueries(createRng(1)).map((query) => burrow.decode(query));
  const unknown = texts.filter((text) => /dragon|yeti/.test(text));
  expect(unknown.length / texts.length).toBeCloseTo(0.3, 1);
  expect(texts.filter((text) => text.includes("ghost"))).toEqual([]);
});

test("points by the scoring", async () => {
  const pair = (query: string, response: string) => ({
    query: burrow.encode(`ask: ${query}`),
    response: burrow.encode(`${response} <end>`),
  });
  const points = await scoreBy({ doNotKnow: 0.5, wrong: -2 })([
    pair("what does the owl eat ?", "the owl eats worms"),
    pair("what does the owl eat ?", "corn"),
    pair("what does the owl eat ?", "i do not know"),
    pair("what does the dragon eat ?", "the dragon eats corn"),
    pair("what does the dragon eat ?", "i do not know thanks"),
  ]);
  expect(points).toEqual([1, -2, 0.5, -2, 0.5]);
});

test("shares sum to 1, and rows are of animals first", () => {
  const gpt = initGPT(gptConfig("S"), createRng(1));
  const shares = verdictShares(gpt, factQuestions().slice(0, 3), 2, createRng(2));
  expect(Object.values(shares).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  const rows = abstentionRows({ before: gpt }, createRng(3));
  expect(rows.map(({ about }) => about)).toEqual(["eight animals", "the ghost"]);
  expect(rows[1]!.right).toBe(0);
});
