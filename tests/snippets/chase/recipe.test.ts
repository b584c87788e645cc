import { beforeAll, describe, expect, test } from "vitest";
import { checkScore, isAloud, puzzleOf } from "../../../snippets/chase/checker.ts";
import { splitOf } from "../../../snippets/chase/puzzle.ts";
import {
  answerLessons,
  chaseConfig,
  chaseQueries,
  thinkSettings,
  walkLessons,
} from "../../../snippets/chase/recipe.ts";
import { chase } from "../../../snippets/chase/vocabulary.ts";
import { gptFiles, loadGPT, loadTokenizer } from "../../../snippets/checkpoint.ts";
import { trainGrpo } from "../../../snippets/grpo.ts";
import { initGPT } from "../../../snippets/init-gpt.ts";
import { countParameters } from "../../../snippets/parameters.ts";
import { createRng } from "../../../snippets/random.ts";
import { trainSft } from "../../../snippets/sft.ts";
import { startWasm } from "../wasm.ts";

beforeAll(startWasm);

test("the model has about 106,000 parameters and reads the longest puzzle and answer", () => {
  const { params, config } = initGPT(chaseConfig, createRng(1));
  expect(countParameters(params)).toBe(105_664);
  expect(config.vocabSize).toBe(chase.words.length);
});

test("lessons are batches of 32, each text read once, of every size", () => {
  const walks = walkLessons(createRng(1), 20);
  expect(walks.demonstrations).toHaveLength(640);
  const lengths = new Set(walks.demonstrations.map(({ query }) => (query.length - 3) / 3));
  expect([...lengths].toSorted()).toEqual([3, 4, 5, 6, 7, 8]);
  const answers = answerLessons(createRng(1), { steps: 10 });
  expect(answers.demonstrations).toHaveLength(320);
  expect(answerLessons(createRng(1), { steps: 10 })).toMatchObject({ demonstrations: answers.demonstrations });
  const silent = answerLessons(createRng(1), { steps: 10, mix: { walks: 0, aloud: 0 } });
  expect(silent.demonstrations.some(({ response }) => isAloud(response))).toBe(false);
});

test("queries are puzzles to practise on", () => {
  for (const query of chaseQueries(createRng(1), 50)) expect(splitOf(puzzleOf({ query }))).toBe("train");
});

describe("training", () => {
  test("the recipe's settings are settings of trainSft and trainGrpo, and one round is one update", async () => {
    const model = initGPT(chaseConfig, createRng(1));
    const losses: number[] = [];
    for await (const { loss, steps } of trainSft({ model, ...walkLessons(createRng(1), 12) })) {
      expect(steps).toBe(12);
      losses.push(loss);
    }
    expect(losses.at(-1)).toBeLessThan(losses[0]! - 0.5);
    const rounds = [];
    const small = { ...thinkSettings, iterations: 2, groups: 4, minibatchSize: 32 };
    for await (const round of trainGrpo({
      ...small,
      policy: model,
      scoreFn: checkScore(),
      queries: chaseQueries(createRng(1), 20),
      rng: createRng(1),
    })) {
      rounds.push(round);
    }
    expect(rounds).toHaveLength(2);
    for (const { firstRatio, clipfrac } of rounds) {
      expect(firstRatio).toBeCloseTo(1, 4);
      expect(clipfrac).toBe(0);
    }
  });

  test("a checkpoint comes back with its own words", async () => {
    const gpt = initGPT(chaseConfig, createRng(1));
    const files = gptFiles(gpt, chase);
    const read = async (name: string) => files[name]!;
    expect((await loadTokenizer(read)).words).toEqual(chase.words);
    expect((await loadGPT(read)).config).toEqual(chaseConfig);
  });
});
