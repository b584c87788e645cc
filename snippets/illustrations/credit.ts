/**
 * Who gets the credit: the advantages of a few tokens beside what they are made
 * of, and what lambda, a discount and a mistaken value model do to them.
 */
import { gae } from "../advantages.ts";
import { spoken } from "./number-words.ts";

/** One answer's numbers, a number per token. */
export interface Credit {
  tokens: readonly string[];
  rewards: readonly number[];
  values: readonly number[];
  advantages: readonly number[];
  returns: readonly number[];
}

/** How advantages are estimated, and from what. */
export interface CreditSettings {
  rewards: readonly number[];
  values: readonly number[];
  gamma: number;
  lam: number;
  /** by how much one value is too high, and whose: counts from 0 */
  error: number;
  at: number;
}

/** Four bars per token, over an axis that stays, for barChart. */
export function creditBars({ tokens, ...numbers }: Credit) {
  const groups = {
    reward: numbers.rewards,
    value: numbers.values,
    advantage: numbers.advantages,
    return: numbers.returns,
  };
  return {
    yDomain: [-2.25, 2.25] as [number, number],
    bars: Object.entries(groups).flatMap(([group, values]) =>
      tokens.map((token, t) => ({
        name: `${t + 1} ${token}`,
        group,
        value: values[t]!,
      })),
    ),
  };
}

/** What lambda means where it stands, and what the settings spoil. */
export function creditWords(settings: CreditSettings): string {
  const { gamma, error } = settings;
  const words = [lambdaWords(settings)];
  if (error !== 0) words.push(errorWords(settings));
  if (gamma > 1) {
    words.push(
      `Gamma ${spoken(gamma)} breaks it: what comes later counts for more, ` +
        "and in a long answer the credit of the first token has no bound.",
    );
  } else if (gamma < 1) {
    words.push(
      `Gamma ${spoken(gamma)} is a discount: the score counts for less the ` +
        "longer the answer, and short answers pay.",
    );
  }
  return words.join(" ");
}

function lambdaWords({ gamma, lam }: CreditSettings): string {
  if (lam === 0) {
    return (
      "Lambda 0, one-step TD: a token answers for the next step only, " +
      "and believes the value model for the rest."
    );
  }
  if (lam === 1) {
    return (
      "Lambda 1, Monte Carlo: a token answers for all that followed, " +
      "whatever the value model thought in between."
    );
  }
  return (
    `Lambda ${spoken(lam)}: a surprise counts in full at its own token, and ` +
    `${spoken(100 * gamma * lam)} % as much with each token further back.`
  );
}

/** How much of the value model's error ends up with the token before. */
function errorWords(settings: CreditSettings): string {
  const { rewards, values, gamma, lam, error, at } = settings;
  const right = values.map((value, t) => (t === at ? value - error : value));
  const before = (from: readonly number[]) =>
    gae(rewards, from, gamma, lam)[at - 1]!;
  const moved = before(values) - before(right);
  const off = `The value model is off by ${spoken(error)} at token ${at + 1}. `;
  if (Math.abs(moved) < 1e-9) return `${off}None of that reaches token ${at}.`;
  return (
    `${off}Of that, ${spoken(moved)} goes to token ${at}, which did nothing ` +
    "to earn it: that is the bias of a small lambda."
  );
}
