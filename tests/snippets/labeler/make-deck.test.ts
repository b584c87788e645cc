import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { loadGPT, loadScalarModel } from "../../../snippets/checkpoint.ts";
import { BOOK, folder } from "../../../snippets/cli/folders.ts";
import { DECK, deckSource, type DeckFile } from "../../../snippets/cli/deck.ts";
import { scoreResponses } from "../../../snippets/heads.ts";
import { dealCard } from "../../../snippets/labeler/deal.ts";
import { featuresOf } from "../../../snippets/labeler/deck.ts";
import { fitTaste, type Taste } from "../../../snippets/labeler/fit-taste.ts";
import type { Card } from "../../../snippets/labeler/judgement.ts";
import { makeDeck } from "../../../snippets/labeler/make-deck.ts";
import { readAnswers, type Readers } from "../../../snippets/labeler/read-answers.ts";
import { answerFeatures, FEATURES } from "../../../snippets/labeler/scorer.ts";
import { simulatedReader } from "../../../snippets/labeler/simulated-reader.ts";
import { explainTaste, tasteScoreFn } from "../../../snippets/labeler/taste-reward.ts";
import type { QueryResponse } from "../../../snippets/query-response.ts";
import { createRng } from "../../../snippets/random.ts";
import { writtenAnswer } from "../../../snippets/world/gold.ts";
import { TONES, toneOf } from "../../../snippets/world/tones.ts";
import { burrow } from "../../../snippets/world/vocabulary.ts";
import { startWasm } from "../wasm.ts";

const file = JSON.parse(readFileSync(join(DECK, "deck.json"), "utf8")) as DeckFile;
const answers = file.prompts.flatMap(({ prompt, answers }) => answers.map((answer) => ({ prompt, ...answer })));
const asTokens = ({ prompt, text }: { prompt: string; text: string }): QueryResponse => ({
  query: burrow.encode(prompt),
  response: burrow.encode(text),
});

let models: Readers;
beforeAll(async () => {
  await startWasm();
  models = {
    sft: await loadGPT(folder(join(BOOK, "sft"))),
    crew: await loadScalarModel(folder(join(BOOK, "reward"))),
  };
});

describe("the book's deck", () => {
  test("is made from these checkpoints; if not: npm run rlhf -- deck", () => {
    expect(file.from).toBe(deckSource());
  });

  test("has 45 prompts with at most three different answers in a tone", () => {
    expect(file.prompts).toHaveLength(45);
    expect(new Set(file.prompts.map(({ prompt }) => prompt)).size).toBe(45);
    for (const { answers } of file.prompts) {
      expect(new Set(answers.map(({ text }) => text)).size).toBe(answers.length);
      for (const tone of TONES) expect(answers.filter((answer) => answer.tone === tone).length).toBeLessThan(4);
    }
    expect(answers.every(({ text, tone }) => text.endsWith(" <end>") && toneOf(writtenAnswer(text)) === tone)).toBe(
      true,
    );
  });

  test("is small enough to wait for", () => {
    expect(readFileSync(join(DECK, "deck.json")).length).toBeLessThan(120_000);
  });

  test("its classifier hears the tone", () => {
    const heard = answers.filter(({ tone, features }) => features[TONES.indexOf(tone)]! > 0.5);
    expect(heard.length / answers.length).toBeGreaterThan(0.97);
  });

  test("its scorer gives these features, to the file's three decimals", () => {
    const some = answers.filter((_, i) => i % 40 === 0);
    const readings = readAnswers(models, some.map(asTokens));
    some.forEach(({ features }, i) => {
      answerFeatures(file.scorer, readings[i]!).forEach((x, k) => expect(features[k]).toBeCloseTo(x, 2));
    });
  });
});

test("an answer is read as the reward model scores it", () => {
  const texts = answers.slice(0, 5).map(asTokens);
  const readings = readAnswers(models, texts, 2); // in batches of other lengths
  scoreResponses(models.crew, texts).forEach((score, i) => expect(readings[i]!.score).toBeCloseTo(score, 4));
  expect(readings.map(({ words }) => words)).toEqual(texts.map(({ response }) => response.length - 1));
  expect(readings[0]!.wording).toHaveLength(65);
  expect(readings[0]!.belief).toHaveLength(128);
});

test("a small deck is the same for the same rng", async () => {
  const make = (seed: number) =>
    makeDeck({ ...models, rng: createRng(seed), prompts: 2, samples: 16, examples: 60, perTone: 1 });
  const deck = await make(2);
  expect(deck).toEqual(await make(2));
  expect(deck).not.toEqual(await make(3));
  expect(deck.prompts).toHaveLength(2);
  for (const { answers } of deck.prompts) {
    const tones = answers.map(({ tone }) => tone);
    expect(new Set(tones).size).toBe(tones.length);
  }
});

describe("a reward with a taste", () => {
  /** Weights by hand. */
  const taste = (weights: Record<string, number>): Taste => ({
    names: FEATURES,
    weights: FEATURES.map((name) => weights[name] ?? 0),
    deviations: FEATURES.map(() => 1),
    priorDeviations: FEATURES.map(() => 1),
    covariance: [],
  });
  const sample = answers.filter((_, i) => i % 3 === 0).map(asTokens);
  const place = (name: string) => FEATURES.indexOf(name);

  test("of no taste is the crew's judgement without its taste in tones", async () => {
    const score = tasteScoreFn({ ...models, scorer: file.scorer, taste: taste({ crew: 3 }) });
    const rewards = await score(sample);
    const readings = readAnswers(models, sample);
    rewards.forEach((reward, i) =>
      expect(reward).toBeCloseTo(answerFeatures(file.scorer, readings[i]!)[place("crew")]!, 9),
    );
  });

  test("adds lambda times the taste, in units of its spread over the SFT model's answers", async () => {
    const reader = taste({ pirate: 2, crew: 1 });
    const explained = explainTaste({ ...models, scorer: file.scorer, taste: reader, lambda: 0.7 })(sample);
    const spread = Math.sqrt(file.scorer.covariances[0]![0]!);
    const readings = readAnswers(models, sample);
    explained.forEach(({ crew, parts, total }, i) => {
      const features = answerFeatures(file.scorer, readings[i]!);
      const pirate = (0.7 * (features[0]! - file.scorer.means[0]!)) / spread;
      expect(parts.find(({ name }) => name === "pirate")!.value).toBeCloseTo(pirate, 6);
      expect(total - crew).toBeCloseTo(pirate, 6);
      expect(parts.map(({ name }) => name)).not.toContain("crew");
    });
    const score = tasteScoreFn({ ...models, scorer: file.scorer, taste: reader, lambda: 0.7 });
    expect(await score(sample)).toEqual(explained.map(({ total }) => total));
  });

  test("learned from a pirate's twelve cards prefers pirates among the deck's answers", async () => {
    const reader = simulatedReader({ taste: "pirate" });
    const rng = createRng(1);
    const cards: Card[] = [];
    while (cards.length < 12) cards.push(dealCard(file, cards, rng));
    const judged = cards
      .map((card) => reader.judge(card, rng.fork(card.id)))
      .map(({ prompt, answers, ranks }) => ({
        features: answers.map((text) => featuresOf(file, prompt, text)),
        ranks,
      }));
    const fitted = fitTaste(judged, { names: file.features });
    expect(fitted.names[fitted.weights.indexOf(Math.max(...fitted.weights))]).toBe("pirate");
    const rewards = await tasteScoreFn({ ...models, scorer: file.scorer, taste: fitted })(sample);
    const mean = (pirate: boolean) => {
      const own = rewards.filter(
        (_, i) => (toneOf(writtenAnswer(burrow.decode(sample[i]!.response))) === "pirate") === pirate,
      );
      return own.reduce((a, b) => a + b, 0) / own.length;
    };
    expect(mean(true) - mean(false)).toBeGreaterThan(1.5); // in the crew's spreads
  });

  test("needs a taste for the same features", () => {
    const other = { ...taste({}), names: ["pirate"] };
    expect(() => tasteScoreFn({ ...models, scorer: file.scorer, taste: other })).toThrow(
      "Fit it on cards of the same deck.",
    );
  });
});
