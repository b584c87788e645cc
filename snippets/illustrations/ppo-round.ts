/**
 * One answer of a round of PPO, a number per token for all that becomes known
 * of it: what round-film.ts shows moment by moment.
 */
import { exp } from "../base/exact-math.ts";
import type { Episode } from "../rollout.ts";

/** One answer of a round, and what came of it. A number per token each. */
export interface RoundAnswer {
  /** the words of the prompt */
  query: readonly string[];
  tokens: readonly string[];
  episode: Episode;
  klCoef: number;
  cliprange: number;
  /** the advantages as the policy sees them, whitened over the round */
  told: readonly number[];
  /** log-probabilities after each pass over the round's answers */
  passes: readonly (readonly number[])[];
}

/** What is to be seen at one moment. */
export interface Moment {
  words: string;
  /** for tokenStrip */
  strip: {
    query: readonly string[];
    tokens: readonly string[];
    values: readonly number[];
    label: string;
    domain: [number, number];
  };
  /** for table: a row per token, with nulls for what is not known yet */
  ledger: Record<string, string | number | null>[];
}

/** What is known by now, in the order in which it becomes known. */
const COLUMNS = [
  ...(["log π", "drift", "value", "reward"] as const),
  ...(["advantage", "told", "ratio"] as const),
];

type Column = (typeof COLUMNS)[number];

/** Columns of the ledger beside the tokens: a phone has room for so many. */
const WIDTH = 3;

/** Draws one column on the tokens, and lists it after those before it. */
export function moment(
  answer: RoundAnswer,
  words: string,
  column: Column,
  domain: [number, number],
  { length = answer.tokens.length, pass = 0 } = {},
): Moment {
  const numbers = columnsOf(answer, pass);
  const newest = COLUMNS.indexOf(column);
  const first = Math.max(0, newest + 1 - WIDTH);
  const listed = COLUMNS.slice(first, first + WIDTH);
  const ledger = answer.tokens.map((token, t) => {
    const entries = listed.map((name) => {
      const isKnown = COLUMNS.indexOf(name) <= newest && t < length;
      return [name, isKnown ? withoutNoise(numbers[name][t]!) : null];
    });
    return { token: t < length ? token : "…", ...Object.fromEntries(entries) };
  });
  const shown = numbers[column].slice(0, length);
  const isRatio = column === "ratio";
  const strip = {
    query: answer.query,
    tokens: answer.tokens.slice(0, length),
    values: isRatio ? shown.map((ratio) => ratio - 1) : shown,
    label: isRatio ? "ratio − 1" : column,
    domain,
  };
  return { words, strip, ledger };
}

/** All that is ever known of the tokens, with the ratios after one pass. */
export function columnsOf(
  { episode, told, passes }: RoundAnswer,
  pass: number,
): Record<Column, readonly number[]> {
  const { logprobs, refLogprobs, values, rewards, advantages } = episode;
  return {
    "log π": logprobs,
    drift: logprobs.map((logprob, t) => logprob - refLogprobs[t]!),
    value: values,
    reward: rewards,
    advantage: advantages,
    told,
    ratio: logprobs.map((old, t) => exp(passes[pass]![t]! - old)),
  };
}

/** What is 0 to three decimals is 0, and has no sign. */
function withoutNoise(value: number): number {
  return Math.abs(value) < 5e-4 ? 0 : value;
}
