/** Made-up readers rank cards of a seed's own deck, and what is learned. */
import { average } from "../advantages.ts";
import { dealCard } from "../labeler/deal.ts";
import { type Deck, featuresOf } from "../labeler/deck.ts";
import { predictRanks, type Taste } from "../labeler/fit-taste.ts";
import type { Card, Judgement } from "../labeler/judgement.ts";
import { makeDeck } from "../labeler/make-deck.ts";
import type { SimulatedReader } from "../labeler/simulated-reader.ts";
import type { Rng } from "../random.ts";
import {
  amount,
  cachedFiles,
  decodeJson,
  encodeJson,
  type ExperimentContext,
} from "./experiment-context.ts";
import { sftModel, trainedRewardModel } from "./models.ts";

/** Readers who want one thing each. */
export const TASTES = ["pirate", "courteous", "terse", "rude", "truthful"];

export interface Decks {
  /** where the reader's cards come from */
  deck: Deck;
  /** as many other prompts, to see what was learned */
  heldOut: Deck;
}

/** Two decks with one scorer. */
export async function decksOf(context: ExperimentContext): Promise<Decks> {
  const files = await cachedFiles(context, "M deck", async () => {
    const deck = await makeDeck({
      sft: await sftModel(context, "M"),
      crew: await trainedRewardModel(context, { size: "M" }),
      rng: context.rng.fork("deck"),
      prompts: amount(context, 120, 60),
      samples: amount(context, 64, 24),
      examples: amount(context, 1200, 100),
    });
    return { "deck.json": encodeJson(deck) };
  });
  const deck = decodeJson<Deck>(files["deck.json"]!);
  const half = deck.prompts.length / 2;
  const part = (from: number, to: number) => {
    return { ...deck, prompts: deck.prompts.slice(from, to) };
  };
  return { deck: part(0, half), heldOut: part(half, 2 * half) };
}

/** Cards as a reader would get them. */
export function dealCards(
  deck: Deck,
  count: number,
  rng: Rng,
  repeatAt?: readonly number[],
): Card[] {
  const cards: Card[] = [];
  while (cards.length < count) {
    cards.push(dealCard(deck, cards, rng, { repeatAt }));
  }
  return cards;
}

/** What a reader says of each card. */
export function judgeAll(
  reader: SimulatedReader,
  cards: readonly Card[],
  rng: Rng,
): Judgement[] {
  return cards.map((card) => reader.judge(card, rng.fork(card.id)));
}

/**
 * How often the taste orders two answers as the reader would, did they never
 * err: of all pairs that they tell apart, and of those where the taste itself
 * decides (a pirate and no pirate), not the rubric.
 */
export function heldOutAccuracy(
  taste: Taste,
  reader: SimulatedReader,
  deck: Deck,
  cards: readonly Card[],
) {
  const pairs = cards.flatMap(({ prompt, answers }) => {
    const worth = answers.map((text) => reader.worth(prompt, text));
    const features = answers.map((text) => featuresOf(deck, prompt, text));
    const ranks = predictRanks(taste, features);
    return answers.flatMap((_, i) =>
      answers.flatMap((_, j) => {
        const gap = worth[i]! - worth[j]!;
        const right = (1 + Math.sign(ranks[j]! - ranks[i]!)) / 2;
        return gap > 0 ? [{ gap, right }] : [];
      }),
    );
  });
  const share = (some: typeof pairs) => average(some.map((p) => p.right));
  return {
    accuracy: share(pairs),
    accuracyTaste: share(pairs.filter(({ gap }) => gap >= 50)),
  };
}
