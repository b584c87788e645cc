/**
 * A round of PPO as a film: the moments of one answer, from its first token to
 * the last pass of the update, each with a sentence.
 */
import { exp } from "../base/exact-math.ts";
import { spoken } from "./number-words.ts";
import { columnsOf, moment } from "./ppo-round.ts";
import type { Moment, RoundAnswer } from "./ppo-round.ts";

/** All moments of one answer: a token each, six of reckoning, the passes. */
export function momentsOf(answer: RoundAnswer): Moment[] {
  const { tokens, passes } = answer;
  return [
    ...tokens.map((_, t) => writing(answer, t)),
    ...[scoring, drifting, guessing, paying, crediting, telling].map((f) =>
      f(answer),
    ),
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
  const t = indexOfMost(drift.map(Math.abs));
  const words =
    "Step 3, the SFT model reads it, too. Drift is log π minus the SFT " +
    `model's: ${spoken(all)} nats in all, of which ${spoken(drift[t]!)} are ` +
    `at ${named(answer, t)}.`;
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
  const best = named(answer, indexOfMost(advantages));
  const worst = named(answer, indexOfMost(advantages.map((a) => -a)));
  const words =
    "Step 4 goes on, the advantages say how much better it went than the " +
    `value model had thought: best at ${best}, worst at ${worst}.`;
  return moment(answer, words, "advantage", [-1, 1]);
}

function telling(answer: RoundAnswer): Moment {
  const likelier = answer.told.filter((told) => told > 0).length;
  const words =
    "Step 4 ends, the advantages of the whole round are whitened. This is " +
    `what the policy is told: ${likelier} of these ${answer.told.length} ` +
    "tokens are to become likelier.";
  return moment(answer, words, "told", [-2, 2]);
}

function updating(answer: RoundAnswer, pass: number): Moment {
  const { told, passes, cliprange } = answer;
  const { ratio } = columnsOf(answer, pass);
  const isOut = ratio.map((r) => Math.abs(r - 1) > cliprange);
  const obeys = ratio.map((r, t) => r > 1 === told[t]! > 0);
  const clipped = isOut.filter((out, t) => out && obeys[t]).length;
  const astray = isOut.filter((out, t) => out && !obeys[t]).length;
  const t = indexOfMost(ratio.map((r) => Math.abs(Math.log(r))));
  const words =
    `Step 5, pass ${pass + 1} of ${passes.length} over the round's answers. ` +
    `Pushed enough, and clipped: ${clipped} of ${ratio.length} tokens. As ` +
    `far the wrong way: ${astray}. Farthest is ${named(answer, t)}, with a ` +
    `ratio of ${spoken(ratio[t]!)}.`;
  return moment(answer, words, "ratio", [-cliprange, cliprange], { pass });
}

function indexOfMost(numbers: readonly number[]): number {
  return numbers.indexOf(Math.max(...numbers));
}

/** Words come twice in an answer; their places do not. */
function named({ tokens }: RoundAnswer, t: number): string {
  return `“${tokens[t]}” (token ${t + 1})`;
}
