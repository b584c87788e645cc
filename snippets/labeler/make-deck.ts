/**
 * Makes the deck: the SFT model answers training prompts many times, a little
 * warmer than usual so that rare tones come too, and a scorer is learned that
 * turns every answer into its features.
 *
 * The tones' labels come from the words (toneOf), right and wrong from the gold
 * rubric: they stand for a crew that marked them, as InstructGPT's labelers
 * did (Ouyang et al. 2022, table 3).
 */
import { generate } from "../generate.ts";
import { hasEnded, type QueryResponse } from "../query-response.ts";
import type { Rng } from "../random.ts";
import { trainingQueries } from "../training-recipe.ts";
import { readAnswer } from "../world/gold.ts";
import { parseRequest } from "../world/parse-request.ts";
import { TONES, toneOf } from "../world/tones.ts";
import { type Verdict, verdict } from "../world/verdict.ts";
import { burrow } from "../world/vocabulary.ts";
import type { Deck, DeckPrompt, FeatureScorer } from "./deck.ts";
import { readAnswers, type Readers, type Reading } from "./read-answers.ts";
import { answerFeatures, type Example, FEATURES } from "./scorer.ts";
import { learnScorer } from "./scorer.ts";

export interface DeckOptions extends Readers {
  rng: Rng;
  prompts?: number;
  /** answers sampled per prompt, and how warm */
  samples?: number;
  temperature?: number;
  /** answers kept per prompt and tone */
  perTone?: number;
  /** other prompts, with two warm answers each, to learn the scorer from */
  examples?: number;
}

/** The checker's classes. */
const VERDICTS: readonly Verdict[] = ["wrong", "not an answer", "right"];

type Read = Example & QueryResponse;

/** The same models and rng give the same deck. */
export async function makeDeck({
  sft,
  crew,
  rng,
  prompts = 60,
  samples = 64,
  temperature = 1.2,
  perTone = 3,
  examples = 1200,
}: DeckOptions): Promise<Deck> {
  const read = (answers: readonly QueryResponse[]): Read[] => {
    const readings = readAnswers({ sft, crew }, answers);
    return answers.map((own, i) => example(own, readings[i]!));
  };
  const sample = (queries: readonly (readonly number[])[], own: Rng, T = 1) =>
    chunks(queries).flatMap((part, i) => {
      const options = { rng: own.fork(i), temperature: T };
      const responses = generate(sft, part, options);
      const pairs = part.map((query, n) => ({
        query,
        response: responses[n]!,
      }));
      return pairs.filter(({ response }) => hasEnded(response));
    });
  const shown = differentQueries(rng.fork("prompts"), prompts).map((query) => {
    const same = Array.from({ length: samples }, () => query);
    const own = rng.fork(burrow.decode(query));
    return read(different(sample(same, own, temperature)));
  });
  const others = trainingQueries(rng.fork("examples"), examples);
  const warm = sample([...others, ...others], rng.fork("warm"), temperature);
  const usual = sample(others.slice(0, 600), rng.fork("usual"));
  const varied = [...shown.flat(), ...read(different(warm))];
  const scorer = learnScorer(varied, read(usual));
  const answered = shown.filter((own) => own.length > 0);
  const entries = answered.map((own) => deckPrompt(scorer, own, perTone));
  return { features: FEATURES, prompts: entries, scorer };
}

function differentQueries(rng: Rng, count: number): number[][] {
  const found = new Map<string, number[]>();
  for (const query of trainingQueries(rng, 20 * count)) {
    if (found.size === count) break;
    found.set(query.join(" "), query);
  }
  return [...found.values()];
}

/** Each answer to a query once. */
function different(answers: readonly QueryResponse[]): QueryResponse[] {
  const keyOf = (own: QueryResponse) => `${own.query} > ${own.response}`;
  return [...new Map(answers.map((own) => [keyOf(own), own])).values()];
}

function example(own: QueryResponse, reading: Reading): Read {
  const answer = readAnswer(own.response);
  const request = parseRequest(burrow.decode(own.query))!;
  return {
    ...own,
    reading,
    tone: TONES.indexOf(toneOf(answer)),
    verdict: VERDICTS.indexOf(verdict(request, answer)),
  };
}

function deckPrompt(
  scorer: FeatureScorer,
  answers: readonly Read[],
  perTone: number,
): DeckPrompt {
  const kept = TONES.flatMap((_, tone) =>
    answers.filter((own) => own.tone === tone).slice(0, perTone),
  );
  return {
    prompt: burrow.decode(answers[0]!.query),
    answers: kept.map(({ response, tone, reading }) => ({
      text: burrow.decode(response),
      tone: TONES[tone]!,
      features: answerFeatures(scorer, reading),
    })),
  };
}

function chunks<T>(items: readonly T[], size = 64): T[][] {
  const starts = items.filter((_, i) => i % size === 0);
  return starts.map((_, i) => items.slice(i * size, (i + 1) * size));
}
