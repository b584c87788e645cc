/**
 * Training by a scoring of "i do not know": the questions, the points, and
 * what a model then says about animals that have facts and about the ghost.
 */
import { answerAll } from "../evaluate.ts";
import type { GPT } from "../gpt.ts";
import type { Rng } from "../random.ts";
import type { ScoreFn } from "../rollout.ts";
import { readAnswer } from "../world/gold.ts";
import { parseRequest } from "../world/parse-request.ts";
import { prompt } from "../world/requests.ts";
import { sampleRequestOfKind } from "../world/sample-request.ts";
import { burrow } from "../world/vocabulary.ts";
import {
  abstentionVerdict,
  type AbstentionVerdict,
  type FactQuestion,
  factQuestions,
  pointsOf,
  type Scoring,
  VERDICTS,
} from "./abstention.ts";

/** Questions about facts; three in ten about the dragon and the yeti. */
export function factQueries(rng: Rng, count = 1000): number[][] {
  const own = rng.fork("questions about facts");
  return Array.from({ length: count }, () => {
    const kind = own.chance(0.7) ? "open" : "unknown";
    return burrow.encode(prompt(sampleRequestOfKind(own, kind, "train")));
  });
}

/** Gives the points of a scoring to answers of questions about facts. */
export function scoreBy(scoring: Scoring): ScoreFn {
  return (queryResponses) =>
    queryResponses.map(({ query, response }) => {
      const question = parseRequest(burrow.decode(query)) as FactQuestion;
      const verdict = abstentionVerdict(question, readAnswer(response));
      return pointsOf(verdict, scoring);
    });
}

/**
 * How a model answers: shares of its verdicts over sampled answers.
 * @param times answers to each question
 */
export function verdictShares(
  model: GPT,
  questions: readonly FactQuestion[],
  times: number,
  rng: Rng,
): Record<AbstentionVerdict, number> {
  const asked = questions.flatMap((question) =>
    Array.from({ length: times }, () => question),
  );
  const answers = answerAll(model, asked, { rng });
  const said = asked.map((q, i) => abstentionVerdict(q, answers[i]!));
  const shareOf = (verdict: AbstentionVerdict) =>
    said.filter((one) => one === verdict).length / said.length;
  return Object.fromEntries(
    VERDICTS.map((verdict) => [verdict, shareOf(verdict)]),
  ) as Record<AbstentionVerdict, number>;
}

/** A row for each model, of the eight animals and of the ghost. */
export function abstentionRows(
  models: Readonly<Record<string, GPT>>,
  rng: Rng,
) {
  const questions = factQuestions();
  return (["open", "unknown"] as const).flatMap((kind) => {
    const own = questions.filter((question) => question.kind === kind);
    const times = kind === "open" ? 10 : 80;
    return Object.entries(models).map(([model, gpt]) => ({
      about: kind === "open" ? "eight animals" : "the ghost",
      model,
      ...verdictShares(gpt, own, times, rng.fork(kind)),
    }));
  });
}
