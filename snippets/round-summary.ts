/** What a round of answers was like, in the numbers that all methods report. */
import { average } from "./advantages.ts";
import { isFlat } from "./group-advantages.ts";
import { hasEnded, type QueryResponse } from "./query-response.ts";
import { meanKl } from "./rollout.ts";

/** An answer that was judged, with a number per token. */
export interface RoundAnswer extends QueryResponse {
  score: number;
  logprobs: number[];
  entropy: number[];
  /** missing where there is no reference */
  refLogprobs?: number[];
}

/** Means over the answers; kl is NaN where there is no reference. */
export function answersSummary(answers: readonly RoundAnswer[]) {
  return {
    score: average(answers.map(({ score }) => score)),
    kl: hasReference(answers) ? meanKl(answers) : NaN,
    entropy: average(answers.flatMap(({ entropy }) => entropy)),
    length: average(answers.map(({ response }) => response.length)),
    ended: average(answers.map((a) => Number(hasEnded(a.response)))),
  };
}

/** The same of a round of PPO, and a note if its answers teach nothing. */
export function roundSummary(answers: readonly RoundAnswer[]) {
  const flat = isFlat(answers.map(({ score }) => score));
  return {
    ...answersSummary(answers),
    idle: Number(flat),
    ...(flat && {
      note: "all answers scored the same: they teach only what drift costs",
    }),
  };
}

type Referred = RoundAnswer & { refLogprobs: number[] };

function hasReference(
  answers: readonly RoundAnswer[],
): answers is readonly Referred[] {
  return answers.every(({ refLogprobs }) => refLogprobs);
}
