/**
 * Rankings that no reward model learned from: test prompts, answered several
 * times by the SFT model, and each set ranked by several people.
 */
import { encodeComparison, type RankedAnswers } from "../comparisons.ts";
import { generate } from "../generate.ts";
import type { Comparison } from "../reward-model.ts";
import { type Answer, gold, readAnswer } from "../world/gold.ts";
import { type Labeler, mergeIdentical, rank } from "../world/labelers.ts";
import { prompt, type Request } from "../world/requests.ts";
import { burrow } from "../world/vocabulary.ts";
import { sftModel } from "./models.ts";
import { testSet } from "./protocol.ts";
import type { ExperimentContext } from "./experiment-context.ts";

/** K different answers to one test prompt. */
export interface AnswerSet {
  request: Request;
  answers: Answer[];
}

/** 200 sets of 4 to 9 samples of the SFT model M, identical ones merged. */
export async function answerSets(
  context: ExperimentContext,
): Promise<AnswerSet[]> {
  const model = await sftModel(context, "M");
  const rng = context.rng.fork("answer sets");
  return testSet(context, 200).map((request, i) => {
    const query = burrow.encode(prompt(request));
    const queries = Array.from({ length: 4 + rng.integer(6) }, () => query);
    const samples = generate(model, queries, { rng: rng.fork(i) });
    return { request, answers: mergeIdentical(samples.map(readAnswer)) };
  });
}

/** Every set ranked by one of the labelers, drawn at random. */
export function rankedBy(
  context: ExperimentContext,
  sets: readonly AnswerSet[],
  labelers: readonly Labeler[],
  occasion: string,
): Comparison[] {
  const rng = context.rng.fork(occasion);
  return sets.map(({ request, answers }) => {
    const labeler = rng.choice(labelers);
    const order = rank(labeler, request, answers, rng);
    const ranked: RankedAnswers = {
      prompt: prompt(request),
      labeler: labeler.name,
      ranked: order.map((i) => asText(answers[i]!)),
    };
    return encodeComparison(ranked);
  });
}

function asText({ words, ended }: Answer): string {
  return [...words, ...(ended ? ["<end>"] : [])].join(" ");
}

/** Share of all pairs that the same two rankings put in the same order. */
export function agreement(
  some: readonly Comparison[],
  others: readonly Comparison[],
): number {
  let same = 0;
  let pairs = 0;
  some.forEach(({ ranked }, set) => {
    const names = others[set]!.ranked.map((answer) => answer.join(" "));
    const places = ranked.map((answer) => names.indexOf(answer.join(" ")));
    places.forEach((place, i) => {
      for (const lower of places.slice(i + 1)) {
        pairs += 1;
        if (place < lower) same += 1;
      }
    });
  });
  return same / pairs;
}

/** The sets in the order of the gold rubric; ties as they come. */
export function rankedByGold(sets: readonly AnswerSet[]): Comparison[] {
  return sets.map(({ request, answers }) => {
    const worth = (answer: Answer) => gold(request, answer);
    const sorted = [...answers].sort((a, b) => worth(b) - worth(a));
    return encodeComparison({
      prompt: prompt(request),
      labeler: "gold",
      ranked: sorted.map(asText),
    });
  });
}
