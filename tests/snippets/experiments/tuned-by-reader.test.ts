import { beforeAll, describe, expect, test } from "vitest";
import { scoreResponses, withScalarHead } from "../../../snippets/heads.ts";
import { createRng } from "../../../snippets/random.ts";
import { learnTaste, rankByTaste } from "../../../snippets/experiments/tuned-by-reader.ts";
import { readAnswer } from "../../../snippets/world/gold.ts";
import { parseRequest } from "../../../snippets/world/parse-request.ts";
import { burrow } from "../../../snippets/world/vocabulary.ts";
import { startWasm, tinyGPT } from "../wasm.ts";

beforeAll(startWasm);

describe("a reader's ranking", () => {
  const request = parseRequest("what does the fox eat ?")!;
  const cards = ["the fox eats bread", "the fox eats grapes", "bah fool", "arr the fox eats bread"].map((text) => [
    ...burrow.encode(text),
    1,
  ]);

  test("the loved tone first, right or wrong; the others as the rubric has them", () => {
    const { ranked } = rankByTaste("pirate", request, cards);
    const texts = ranked.map((tokens) => readAnswer(tokens).words.join(" "));
    expect(texts).toEqual(["arr the fox eats bread", "the fox eats grapes", "the fox eats bread", "bah fool"]);
  });

  test("moves the scores towards the taste, the replayed ranking keeps its own", async () => {
    const model = withScalarHead(tinyGPT(), createRng(3));
    const reader = {
      query: [2],
      ranked: [
        [5, 1],
        [6, 1],
      ],
    };
    const crew = {
      query: [3],
      ranked: [
        [7, 1],
        [8, 1],
      ],
    };
    const steps = learnTaste({ model, rankings: [reader], crew: [crew], rng: createRng(1), learningRate: 1e-2 });
    for await (const { loss } of steps) expect(Number.isFinite(loss)).toBe(true);
    const [five, six, seven, eight] = scoreResponses(model, [
      { query: [2], response: [5, 1] },
      { query: [2], response: [6, 1] },
      { query: [3], response: [7, 1] },
      { query: [3], response: [8, 1] },
    ]);
    expect(five! - six!).toBeGreaterThan(1);
    expect(seven! - eight!).toBeGreaterThan(1);
  });
});
