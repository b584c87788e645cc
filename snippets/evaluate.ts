/** How good a model's answers are: on unseen prompts, by the gold rubric. */
import { average } from "./advantages.ts";
import { generate, type SamplingOptions } from "./generate.ts";
import type { GPT } from "./gpt.ts";
import type { Rng } from "./random.ts";
import { END } from "./tokenizer.ts";
import { type Answer, features, gold, readAnswer } from "./world/gold.ts";
import { type Labeler, rank } from "./world/labelers.ts";
import { cutCompletion, examPrompt } from "./world/prompted.ts";
import { prompt, type Request } from "./world/requests.ts";
import { sampleRequest } from "./world/sample-request.ts";
import { burrow } from "./world/vocabulary.ts";

/** Test requests: in no demonstration, no ranking and no PPO prompt. */
export function testRequests(rng: Rng, count = 400): Request[] {
  return Array.from({ length: count }, () =>
    sampleRequest(rng, { split: "test" }),
  );
}

/** How to sample. */
export type Asking = Omit<SamplingOptions, "stopTokens" | "maxNewTokens">;

/** How requests are put to a model, and its texts read as answers. */
export interface Manner {
  query(request: Request): number[];
  stopTokens?: number[];
  read(tokens: number[]): Answer;
}

/** As a request of its own. */
export const asRequest: Manner = {
  query: (request) => burrow.encode(prompt(request)),
  read: readAnswer,
};

/** To a base model: the request as a question of an exam sheet. */
export const asExam: Manner = {
  query: (request) => burrow.encode(examPrompt(request)),
  stopTokens: [END, ...burrow.encode("q:")],
  read: cutCompletion,
};

/** One sampled answer to every request. */
export function answerAll(
  model: GPT,
  requests: readonly Request[],
  options: Asking,
): Answer[] {
  return answerInManner(asRequest, model, requests, options);
}

/** The same from a base model: the requests as questions of an exam sheet. */
export function answerAsExam(
  model: GPT,
  requests: readonly Request[],
  options: Asking,
): Answer[] {
  return answerInManner(asExam, model, requests, options);
}

function answerInManner(
  manner: Manner,
  model: GPT,
  requests: readonly Request[],
  options: Asking,
): Answer[] {
  return inBatches(manner, requests, options)
    .flatMap(({ prompts, sampling }) => generate(model, prompts, sampling))
    .map(manner.read);
}

/** Requests in batches of 64, each with its own stream of chance. */
export function inBatches(
  { query, stopTokens }: Manner,
  requests: readonly Request[],
  options: Asking,
) {
  const count = Math.ceil(requests.length / 64);
  return Array.from({ length: count }, (_, i) => {
    const start = 64 * i;
    const rng = options.rng.fork(`batch ${start}`);
    return {
      prompts: requests.slice(start, start + 64).map(query),
      sampling: { ...options, ...(stopTokens && { stopTokens }), rng },
    };
  });
}

/** Means over the answers; shares are between 0 and 1. */
export interface Report {
  /** the rubric's points: 5.5 for the best ordinary answer */
  gold: number;
  correct: number;
  false: number;
  rude: number;
  ended: number;
  words: number;
}

export function report(
  requests: readonly Request[],
  answers: readonly Answer[],
): Report {
  const seen = requests.map((request, i) => features(request, answers[i]!));
  return {
    gold: average(requests.map((request, i) => gold(request, answers[i]!))),
    correct: average(seen.map((f) => f.correct)),
    false: average(seen.map((f) => f.false)),
    rude: average(seen.map((f) => f.rude)),
    ended: average(seen.map((f) => f.ends)),
    words: average(answers.map(({ words }) => words.length)),
  };
}

/** Share of requests where the first answer is better; ties count half. */
export function winRate(
  requests: readonly Request[],
  answers: readonly Answer[],
  against: readonly Answer[],
): number {
  const wins = requests.map((request, i) => {
    const margin = gold(request, answers[i]!) - gold(request, against[i]!);
    return (Math.sign(margin) + 1) / 2;
  });
  return average(wins);
}

/**
 * The same judged by people: every labeler compares each pair of answers
 * `draws` times, with new noise. Identical answers are a tie.
 */
export function labelerWinRate(
  requests: readonly Request[],
  answers: readonly Answer[],
  against: readonly Answer[],
  labelers: readonly Labeler[],
  rng: Rng,
  draws = 3,
): number {
  const wins = requests.map((request, i) => {
    const pair = [answers[i]!, against[i]!];
    if (pair[0]!.words.join(" ") === pair[1]!.words.join(" ")) return 0.5;
    const judgements = labelers.flatMap((labeler) =>
      Array.from({ length: draws }, () => rank(labeler, request, pair, rng)),
    );
    return average(judgements.map(([first]) => Number(first === 0)));
  });
  return average(wins);
}
