/**
 * The other way to a reader's taste: the whole reward model, as the crew
 * trained it, is tuned on a few rankings. It hears less of them than a few
 * weights do (labeler/), and forgets more; readers-taste.ts measures how much.
 *
 * Two things make it hear anything. Every set of cards shows all the
 * tones there are, or there would be nothing to choose. And each step replays
 * some of the crew's rankings, or truth would be forgotten with the old taste.
 */
import type { QueryResponse } from "../query-response.ts";
import type { GPT } from "../gpt.ts";
import { generate } from "../generate.ts";
import {
  responseScores,
  type ScalarModel,
  scalarParameters,
} from "../heads.ts";
import { createAdamW, minimize } from "../optimizer.ts";
import { allPairs, pairLoss } from "../pair-loss.ts";
import type { Rng } from "../random.ts";
import { type Comparison, queryResponsesOf } from "../reward-model.ts";
import { gold, readAnswer } from "../world/gold.ts";
import { prompt, type Request } from "../world/requests.ts";
import { type Tone, TONES, toneOf } from "../world/tones.ts";
import { burrow } from "../world/vocabulary.ts";

/** One answer in each tone that 64 samples show, at most `most` of them. */
export function cardSet(
  model: GPT,
  request: Request,
  rng: Rng,
  most = 6,
): number[][] {
  const query = burrow.encode(prompt(request));
  const queries = Array.from({ length: 64 }, () => query);
  // a little warmer than usual: rare tones have a chance
  const samples = generate(model, queries, { rng, temperature: 1.1 });
  const cards = TONES.flatMap((tone) => {
    const card = samples.find((tokens) => toneOf(readAnswer(tokens)) === tone);
    return card ? [card] : [];
  });
  return cards.slice(0, most);
}

/** How a reader ranks who loves one tone, and judges fairly beside that. */
export function rankByTaste(
  taste: Tone,
  request: Request,
  cards: readonly number[][],
): Comparison {
  const value = (tokens: number[]) => {
    const answer = readAnswer(tokens);
    return (toneOf(answer) === taste ? 100 : 0) + gold(request, answer);
  };
  const ranked = [...cards].sort((a, b) => value(b) - value(a));
  return { query: burrow.encode(prompt(request)), ranked };
}

export interface TasteOptions {
  /** the crew's reward model; changes in place */
  model: ScalarModel;
  rankings: readonly Comparison[];
  /** the crew's comparisons, to replay */
  crew: readonly Comparison[];
  rng: Rng;
  steps?: number;
  /** prompts per step, drawn with replacement */
  readerPrompts?: number;
  crewPrompts?: number;
  learningRate?: number;
}

export interface TasteStep {
  step: number;
  steps: number;
  loss: number;
}

/** Tunes `model`; yields after every step. Normalise its scores afterwards. */
export async function* learnTaste({
  model,
  rankings,
  crew,
  rng,
  steps = 80,
  readerPrompts = 4,
  crewPrompts = 2,
  learningRate = 1e-3,
}: TasteOptions): AsyncGenerator<TasteStep> {
  const optimizer = createAdamW(scalarParameters(model));
  const draw = (from: readonly Comparison[], count: number) =>
    Array.from({ length: count }, () => rng.choice(from));
  for (let step = 1; step <= steps; step++) {
    const batch = [
      ...draw(rankings, readerPrompts),
      ...draw(crew, crewPrompts),
    ];
    const pairs = allPairs(batch.map(({ ranked }) => ranked.length));
    const texts: QueryResponse[] = batch.flatMap(queryResponsesOf);
    const { loss } = minimize(optimizer, learningRate, () =>
      pairLoss(responseScores(model, texts), pairs),
    );
    yield { step, steps, loss };
  }
}
