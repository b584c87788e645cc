/**
 * A round of PPO as a film: the moments of one answer, from its first token to
 * the last pass of the update, each with a sentence.
 */
import { exp } from "../base/exact-math.ts";
import { spoken } from "./number-words.ts";
import { columnsOf, moment } from "./ppo-round.ts";
import type { Moment, RoundAnswer } from "./ppo-round.ts";

/** All moments of one answer: a token each, five of reckoning, the passes. */
export function momentsOf(answer: RoundAnswer): Moment[] {
  const { tokens, passes } = answer;
  return [
    ...tokens.map((_, t) => writing(answer, t)),
    ...[scoring, drifting, guessing, paying, crediting].map((f) => f(answer)),
    ...passes.map((_, pass) => updating(answer, pass)),
  ];
}

function writing(answer: RoundAnswer, t: number): Moment {
  const { tokens, episode } = answer;
  const chance = spoken(100 * exp(episode.logprobs[t]!));
  const words =
    `Step 1, the policy writes: token ${t + 1} of ${tokens.length} is ` +
    `“${tokens[t]}”, drawn with a probability of ${chance} %.`;
  return moment(answer, words, "log π", [-4, 0], { length: t + 1 });
}

function scoring(answer: RoundAnswer): Moment {
  const words =
    "Step 2, the reward model reads the finished answer and gives it one " +
    `score: ${spoken(answer.episode.score)}. It says nothing of single tokens.`;
  return moment(answer, words, "log π", [-4, 0]);
}

function drifting(answer: RoundAnswer): Moment {
  const { drift } = columnsOf(answer, 0);
  const all = drift.reduce((sum, k) => sum + k, 0);
  const words =
    "Step 3, the SFT model reads it, too. Drift is log π minus its " +
    `log-probability: ${spoken(all)} nats in all, most of it at ` +
    `“${most(answer, drift)}”.`;
  return moment(answer, words, "drift", [-3, 3]);
}

function guessing(answer: RoundAnswer): Moment {
  const { values, score } = answer.episode;
  const words =
    "Step 3 goes on, the value model guesses before each token what is to " +
    `come: ${spoken(values[0]!)} before the first, ` +
    `${spoken(values.at(-1)!)} before the last. The score is ` +
    `${spoken(score)}.`;
  return moment(answer, words, "value", [-2, 2]);
}

function paying(answer: RoundAnswer): Moment {
  const words =
    `Step 4, every token pays ${spoken(answer.klCoef)} for each nat of its ` +
    "drift, and the last one gets the score.";
  return moment(answer, words, "reward", [-1, 1]);
}

function crediting(answer: RoundAnswer): Moment {
  const { advantages } = answer.episode;
  const worst = most(
    answer,
    advantages.map((a) => -a),
  );
  const words =
    "Step 4 goes on, the advantages say how much better it went than the " +
    `value model had thought: best at “${most(answer, advantages)}”, worst ` +
    `at “${worst}”.`;
  return moment(answer, words, "advantage", [-1, 1]);
}

function updating(answer: RoundAnswer, pass: number): Moment {
  const { told, passes, cliprange } = answer;
  const { ratio } = columnsOf(answer, pass);
  const clipped = ratio.filter((r, t) =>
    told[t]! > 0 ? r > 1 + cliprange : r < 1 - cliprange,
  ).length;
  const astray = ratio.filter((r, t) =>
    told[t]! > 0 ? r < 1 - cliprange : r > 1 + cliprange,
  ).length;
  const words =
    `Step 5, pass ${pass + 1} of ${passes.length} over the round's answers. ` +
    `Of ${ratio.length} tokens here ${clipped} have been pushed enough and ` +
    `are clipped, ${astray} have gone as far the wrong way.`;
  return moment(answer, words, "ratio", [-cliprange, cliprange], { pass });
}

/** The token with the largest of these numbers. */
function most({ tokens }: RoundAnswer, numbers: readonly number[]): string {
  return tokens[numbers.indexOf(Math.max(...numbers))]!;
}
