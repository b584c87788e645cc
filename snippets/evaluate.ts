/** How good a model's answers are: on unseen prompts, by the gold rubric. */
import { average } from "./advantages.ts";
import { generate } from "./generate.ts";
import type { GPT } from "./gpt.ts";
import type { Rng } from "./random.ts";
import { type Answer, features, gold, readAnswer } from "./world/gold.ts";
import { prompt, type Request } from "./world/requests.ts";
import { sampleRequest } from "./world/sample-request.ts";
import { burrow } from "./world/vocabulary.ts";

/** Test requests: in no demonstration, no ranking and no PPO prompt. */
export function testRequests(rng: Rng, count = 400): Request[] {
  return Array.from({ length: count }, () =>
    sampleRequest(rng, { split: "test" }),
  );
}

/** One sampled answer to every request. */
export function answerAll(
  model: GPT,
  requests: readonly Request[],
  options: { rng: Rng; temperature?: number; topK?: number },
): Answer[] {
  const queries = requests.map((request) => burrow.encode(prompt(request)));
  const answers: Answer[] = [];
  for (let i = 0; i < queries.length; i += 64) {
    const rng = options.rng.fork(`batch ${i}`);
    const part = generate(model, queries.slice(i, i + 64), { ...options, rng });
    answers.push(...part.map(readAnswer));
  }
  return answers;
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
