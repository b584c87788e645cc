import { describe, expect, test } from "vitest";
import { createRng, type Rng } from "../../../snippets/random.ts";
import { coreAnswer } from "../../../snippets/world/answers.ts";
import { gold, GOLD_WEIGHTS, writtenAnswer, type Answer, type Features } from "../../../snippets/world/gold.ts";
import { createLabelers, mergeIdentical, rank, type Labeler } from "../../../snippets/world/labelers.ts";
import { parseRequest } from "../../../snippets/world/parse-request.ts";
import type { Request } from "../../../snippets/world/requests.ts";
import { sampleRequest } from "../../../snippets/world/sample-request.ts";
import { applyStyle, sampleStyle } from "../../../snippets/world/styles.ts";

const FOOD = parseRequest("what does the fox eat ?")!;

/** A labeler whose taste is the gold rubric itself. */
const FAIR: Labeler = { name: "fair", weights: GOLD_WEIGHTS };

/** Answers like those of an SFT model: right, wrong, in every style. */
function crowd(rng: Rng, request: Request): Answer[] {
  // a model knows some answers and not others: prompts differ
  const p = rng.choice([0.05, 0.5, 0.5, 0.95]);
  const count = 4 + rng.integer(6);
  const answers = Array.from({ length: count }, () => {
    const style = sampleStyle(rng);
    const options = { right: rng.chance(p), short: style === "terse" };
    const core = coreAnswer(rng, request, options);
    return writtenAnswer(applyStyle(rng, style, core));
  });
  return mergeIdentical(answers);
}

describe("labelers", () => {
  test("weigh each feature as the rubric does, times a factor around 1", () => {
    const many = createLabelers(createRng(1), 2_000);
    for (const key of Object.keys(GOLD_WEIGHTS) as (keyof Features)[]) {
      const logs = many.map((labeler) => Math.log(labeler.weights[key] / GOLD_WEIGHTS[key]));
      const mean = logs.reduce((sum, x) => sum + x) / logs.length;
      const variance = logs.reduce((sum, x) => sum + x * x, 0) / logs.length;
      expect(Math.abs(mean)).toBeLessThan(0.03);
      expect(Math.abs(Math.sqrt(variance) - 0.35)).toBeLessThan(0.03);
    }
  });

  test("are the same for the same seed, however many there are", () => {
    const crew = createLabelers(createRng(1).fork("crew"), 8);
    expect(crew).toHaveLength(8);
    expect(createLabelers(createRng(1).fork("crew"), 3)).toEqual(crew.slice(0, 3));
    const heldOut = createLabelers(createRng(1).fork("held-out"), 4);
    expect(heldOut[0]!.weights).not.toEqual(crew[0]!.weights);
  });
});

describe("rank", () => {
  const answers = ["the fox eats corn fool", "the fox eats grapes thanks friend", "i do not know"].map((text) =>
    writtenAnswer(text),
  );

  test("gives every index once", () => {
    const rng = createRng(1);
    for (let i = 0; i < 50; i++) {
      const order = rank(FAIR, FOOD, answers, rng);
      expect(order.toSorted()).toEqual([0, 1, 2]);
    }
    expect(rank(FAIR, FOOD, [], rng)).toEqual([]);
  });

  test("puts the best first, mostly", () => {
    const rng = createRng(1);
    const orders = Array.from({ length: 500 }, () => rank(FAIR, FOOD, answers, rng).join(""));
    const usual = orders.filter((order) => order === "120").length;
    expect(usual / 500).toBeGreaterThan(0.85);
    expect(usual).toBeLessThan(500); // nobody is perfect
  });

  test("every pair is a Bradley-Terry comparison with scale 1.1", () => {
    const rng = createRng(2);
    const pair = [answers[2]!, writtenAnswer("the fox eats corn thanks")];
    const gap = gold(FOOD, pair[0]!) - gold(FOOD, pair[1]!); // 1 - .5
    expect(gap).toBeCloseTo(0.5, 12);
    let wins = 0;
    for (let i = 0; i < 10_000; i++) {
      if (rank(FAIR, FOOD, pair, rng)[0] === 0) wins += 1;
    }
    const expected = 1 / (1 + Math.exp(-gap / 1.1));
    expect(Math.abs(wins / 10_000 - expected)).toBeLessThan(0.02);
  });

  test("follows the labeler's taste, not ours", () => {
    const rng = createRng(3);
    const weights = { ...GOLD_WEIGHTS, correct: 0, false: 0, fillers: 20 };
    const eccentric: Labeler = { name: "eccentric", weights };
    const um = writtenAnswer("um hmm");
    const [first] = rank(eccentric, FOOD, [answers[1]!, um], rng);
    expect(first).toBe(1);
  });

  test("two of the crew agree on about 72 % of pairs, gold with one on 78 %", () => {
    const rng = createRng(4);
    const crew = createLabelers(rng.fork("crew"), 8);
    let pairs = 0;
    let agreed = 0;
    let distinct = 0;
    let golden = 0;
    for (let i = 0; i < 1_500; i++) {
      const request = sampleRequest(rng, { split: "train" });
      const group = crowd(rng, request);
      const [one, other] = rng.shuffle(crew);
      const a = rank(one!, request, group, rng);
      const b = rank(other!, request, group, rng);
      for (let x = 0; x < group.length; x++) {
        for (let y = 0; y < x; y++) {
          const ahead = a.indexOf(x) < a.indexOf(y);
          pairs += 1;
          if (ahead === b.indexOf(x) < b.indexOf(y)) agreed += 1;
          const gap = gold(request, group[x]!) - gold(request, group[y]!);
          if (gap === 0) continue;
          distinct += 1;
          if (gap > 0 === ahead) golden += 1;
        }
      }
    }
    expect(Math.abs(agreed / pairs - 0.715)).toBeLessThan(0.03);
    expect(Math.abs(golden / distinct - 0.8)).toBeLessThan(0.04);
  });
});

describe("mergeIdentical", () => {
  test("keeps the first of each, in order", () => {
    const texts = ["grapes", "corn", "grapes", "grapes thanks", "corn"];
    const merged = mergeIdentical(texts.map((text) => writtenAnswer(text)));
    expect(merged.map((answer) => answer.words.join(" "))).toEqual(["grapes", "corn", "grapes thanks"]);
  });

  test("an answer that never ended is another answer", () => {
    const cut = writtenAnswer("grapes", false);
    expect(mergeIdentical([writtenAnswer("grapes"), cut])).toHaveLength(2);
  });
});
