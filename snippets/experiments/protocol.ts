/**
 * How all experiments judge a model: one sample at temperature 1 to each of
 * 400 test prompts, compared with the answers of the SFT model of size M, by
 * the gold rubric and by four held-out labelers with three draws of their
 * noise each.
 */
import { average } from "../advantages.ts";
import { answerAll, labelerWinRate, report } from "../evaluate.ts";
import { testRequests, winRate } from "../evaluate.ts";
import type { QueryResponse } from "../query-response.ts";
import type { GPT } from "../gpt.ts";
import { scoreResponses, type ScalarModel } from "../heads.ts";
import { heldOutLabelers } from "../training-recipe.ts";
import { responseLogprobs } from "../rollout.ts";
import { END } from "../tokenizer.ts";
import type { Answer } from "../world/gold.ts";
import { prompt, type Request } from "../world/requests.ts";
import { burrow, COURTESY } from "../world/vocabulary.ts";
import type { Evaluation } from "./measures.ts";
import { sftModel } from "./models.ts";
import { amount, type ExperimentContext } from "./experiment-context.ts";

export function testSet(context: ExperimentContext, count = 400): Request[] {
  return testRequests(context.rng.fork("test"), amount(context, count, 24));
}

/** A model's answers to the test set. */
export function testAnswers(
  context: ExperimentContext,
  model: GPT,
  count = 400,
): Answer[] {
  const rng = context.rng.fork("answers");
  return answerAll(model, testSet(context, count), { rng });
}

/** What the SFT model of size M answers when others are compared with it. */
export async function referenceAnswers(
  context: ExperimentContext,
): Promise<Answer[]> {
  const rng = context.rng.fork("reference answers");
  return answerAll(await sftModel(context, "M"), testSet(context), { rng });
}

export interface Subject {
  answers: readonly Answer[];
  /** for the drift: who answered, and the SFT model it started as */
  policy?: GPT;
  reference?: GPT;
  /** for the proxy */
  rewardModel?: ScalarModel;
}

export async function evaluate(
  context: ExperimentContext,
  { answers, policy, reference, rewardModel }: Subject,
): Promise<Evaluation> {
  const requests = testSet(context);
  const against = await referenceAnswers(context);
  const queryResponses = queryResponsesFor(requests, answers);
  const courtesies = answers.map(countCourtesies);
  return {
    winRate: preferred(context, requests, answers, against),
    winRateGold: winRate(requests, answers, against),
    ...report(requests, answers),
    courtesies: average(courtesies),
    tooCourteous: average(courtesies.map((count) => Number(count > 2))),
    ...(policy &&
      reference && { kl: drift(policy, reference, queryResponses) }),
    ...(rewardModel && { proxy: meanScore(rewardModel, queryResponses) }),
  };
}

/** Share of prompts where the held-out labelers prefer the first answer. */
export function preferred(
  context: ExperimentContext,
  requests: readonly Request[],
  answers: readonly Answer[],
  against: readonly Answer[],
): number {
  const labelers = heldOutLabelers(context.rng);
  const rng = context.rng.fork("judgements");
  return labelerWinRate(requests, answers, against, labelers, rng);
}

function countCourtesies({ words }: Answer): number {
  const courteous: readonly string[] = COURTESY;
  return words.filter((word) => courteous.includes(word)).length;
}

/** Requests and answers as tokens. */
export function queryResponsesFor(
  requests: readonly Request[],
  answers: readonly Answer[],
): QueryResponse[] {
  return requests.map((request, i) => {
    const { words, ended } = answers[i]!;
    const response = burrow.encode(words.join(" "));
    const query = burrow.encode(prompt(request));
    return { query, response: ended ? [...response, END] : response };
  });
}

/** Mean over answers of the sum of log pi - log ref over their tokens. */
export function drift(
  policy: GPT,
  reference: GPT,
  queryResponses: readonly QueryResponse[],
): number {
  const sums = queryResponses.map(() => 0);
  for (let i = 0; i < queryResponses.length; i += 64) {
    const part = queryResponses.slice(i, i + 64);
    const now = responseLogprobs(policy, part);
    const before = responseLogprobs(reference, part);
    part.forEach((_, j) => {
      sums[i + j] = now[j]!.reduce((s, x, t) => s + x - before[j]![t]!, 0);
    });
  }
  return average(sums);
}

export function meanScore(
  rewardModel: ScalarModel,
  queryResponses: readonly QueryResponse[],
): number {
  return average(scoreResponses(rewardModel, queryResponses));
}
