/**
 * Best of n, to learn from: several answers to each query, a judge, and of
 * each query the answer that it likes best.
 */
import { average } from "../advantages.ts";
import { assert } from "../base/assert.ts";
import type { GPT } from "../gpt.ts";
import { answerGroups } from "../group-samples.ts";
import { hasEnded, type QueryResponse } from "../query-response.ts";
import type { Rng } from "../random.ts";
import { checkScores, type ScoreFn } from "../rollout.ts";

export interface PickOptions {
  policy: GPT;
  scoreFn: ScoreFn;
  /** the prompts to draw from */
  queries: readonly (readonly number[])[];
  rng: Rng;
  /** how many queries are to have an answer picked, of so many each */
  groups: number;
  groupSize: number;
  maxNewTokens: number;
  /** the least that an answer has to score */
  minScore?: number;
  /** up to so many draws of queries */
  maxDraws: number;
}

type ScoredAnswer = QueryResponse & { score: number };

/**
 * Picks `groups` answers, drawing other queries where none of the answers
 * came to an end and scored enough. Too few are repeated, in their order.
 * Throws an InputError if there is none.
 */
export async function pickAnswers(options: PickOptions) {
  const { groups, groupSize, minScore = -Infinity, maxDraws, rng } = options;
  const drawn: ScoredAnswer[] = [];
  const best: ScoredAnswer[] = [];
  for (let draw = 1; draw <= maxDraws && best.length < groups; draw++) {
    const own = rng.fork(`draw ${draw}`);
    const answers = await scoredAnswers({ ...options, rng: own });
    drawn.push(...answers);
    for (let i = 0; i < answers.length; i += groupSize) {
      best.push(...bestOf(answers.slice(i, i + groupSize), minScore));
    }
  }
  assert(
    best.length > 0,
    `None of ${drawn.length} answers came to an end with a score from ` +
      `${minScore} upwards: there is nothing to learn from. Lower minScore, ` +
      `sample more (groupSize, maxDraws), or start from a better model.`,
  );
  const picked = best.slice(0, groups);
  return {
    best: Array.from({ length: groups }, (_, i) => picked[i % picked.length]!),
    summary: summaryOf(drawn, picked, groups),
  };
}

/** The first of the best ones, if one came to an end and scored enough. */
function bestOf(group: readonly ScoredAnswer[], minScore: number) {
  const good = group.filter(
    ({ response, score }) => hasEnded(response) && score >= minScore,
  );
  const top = Math.max(...good.map(({ score }) => score));
  return good.filter(({ score }) => score === top).slice(0, 1);
}

async function scoredAnswers(options: PickOptions): Promise<ScoredAnswer[]> {
  const answers = await answerGroups(options);
  const scores = await options.scoreFn(answers);
  checkScores(scores, answers.length);
  return answers.map((answer, i) => ({ ...answer, score: scores[i]! }));
}

function summaryOf(
  drawn: readonly ScoredAnswer[],
  picked: readonly ScoredAnswer[],
  groups: number,
) {
  const times = (groups / picked.length).toFixed(1);
  return {
    score: average(drawn.map(({ score }) => score)),
    picked: average(picked.map(({ score }) => score)),
    sampled: drawn.length,
    length: average(drawn.map(({ response }) => response.length)),
    ended: average(drawn.map(({ response }) => Number(hasEnded(response)))),
    ...(picked.length < groups && {
      note:
        `only ${picked.length} answers were good enough: each is learned ` +
        `from ${times} times as often`,
    }),
  };
}
