/**
 * How good a model's answers are, as evaluate.ts has it, found by all workers:
 * the same answers and the same numbers, sooner.
 */
import { type Asking, asExam, asRequest } from "./evaluate.ts";
import { inBatches, type Manner } from "./evaluate.ts";
import type { GPT } from "./gpt.ts";
import type { QueryResponse } from "./query-response.ts";
import type { ScalarModel } from "./heads.ts";
import { pairAccuracy } from "./pair-loss.ts";
import { type Comparison, queryResponsesOf } from "./reward-model.ts";
import { writingParts } from "./workers/generate-together.ts";
import { readScores } from "./workers/read-together.ts";
import { readers, shareOut } from "./workers/share-out.ts";
import type { Answer } from "./world/gold.ts";
import type { Request } from "./world/requests.ts";

/** One sampled answer to every request: those of `answerAll`. */
export function answerTogether(
  model: GPT,
  requests: readonly Request[],
  options: Asking,
): Promise<Answer[]> {
  return inManner(asRequest, model, requests, options);
}

/** The same from a base model: those of `answerAsExam`. */
export function answerAsExamTogether(
  model: GPT,
  requests: readonly Request[],
  options: Asking,
): Promise<Answer[]> {
  return inManner(asExam, model, requests, options);
}

async function inManner(
  manner: Manner,
  model: GPT,
  requests: readonly Request[],
  options: Asking,
): Promise<Answer[]> {
  const parts = readers();
  const inputs = inBatches(manner, requests, options).flatMap(
    ({ prompts, sampling }) => writingParts(prompts, sampling, parts),
  );
  const texts = await shareOut("texts", model, inputs)();
  return texts.flat().map(manner.read);
}

/** One score per response: those of `scoreResponses`. A scoreFn may be it. */
export function scoreTogether(
  model: ScalarModel,
  queryResponses: readonly QueryResponse[],
): Promise<number[]> {
  return readScores(model, queryResponses);
}

/** Share of all pairs that the model ranks as the labelers did. */
export async function rankingAccuracyTogether(
  model: ScalarModel,
  comparisons: readonly Comparison[],
): Promise<number> {
  const answers = comparisons.flatMap(queryResponsesOf);
  const scores = await scoreTogether(model, answers);
  const counts = comparisons.map(({ ranked }) => ranked.length);
  return pairAccuracy(scores, counts);
}
