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
  ...(["advantage", "ratio"] as const),
];

type Column = (typeof COLUMNS)[number];

/** Draws one column on the tokens, and lists it with all before it. */
export function moment(
  answer: RoundAnswer,
  words: string,
  column: Column,
  domain: [number, number],
  { length = answer.tokens.length, pass = 0 } = {},
): Moment {
  const numbers = columnsOf(answer, pass);
  const known = COLUMNS.slice(0, COLUMNS.indexOf(column) + 1);
  const ledger = answer.tokens.map((token, t) => ({
    token: t < length ? token : "…",
    ...Object.fromEntries(
      COLUMNS.map((name) => {
        const isKnown = known.includes(name) && t < length;
        return [name, isKnown ? numbers[name][t]! : null];
      }),
    ),
  }));
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
  { episode, passes }: RoundAnswer,
  pass: number,
): Record<Column, readonly number[]> {
  const { logprobs, refLogprobs, values, rewards, advantages } = episode;
  return {
    "log π": logprobs,
    drift: logprobs.map((logprob, t) => logprob - refLogprobs[t]!),
    value: values,
    reward: rewards,
    advantage: advantages,
    ratio: logprobs.map((old, t) => exp(passes[pass]![t]! - old)),
  };
}
