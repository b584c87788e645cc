/** Settings in place of defaults: a misspelt one would quietly do nothing. */
import { assert } from "./assert.ts";

interface Range {
  least: number;
  most?: number;
  whole?: boolean;
  /** the least itself is not one of them */
  above?: boolean;
}

const count: Range = { least: 1, whole: true };
const positive: Range = { least: 0, above: true };
const share: Range = { least: 0, most: 1 };

/** What a setting may be: its name means the same wherever it occurs. */
const RANGES: Readonly<Record<string, Range>> = {
  steps: count,
  iterations: count,
  epochs: count,
  batchSize: count,
  rolloutSize: count,
  minibatchSize: count,
  groups: count,
  groupSize: { ...count, least: 2 },
  maxNewTokens: count,
  maxDraws: count,
  warmUp: { least: 0, whole: true },
  overlongBuffer: { least: 0, whole: true },
  learningRate: positive,
  valueLearningRate: positive,
  adamEpsilon: positive,
  weightDecay: { least: 0 },
  klCoef: { least: 0 },
  labelSmoothing: { least: 0, most: 0.5 },
  margin: { least: 0 },
  oddsCoef: { least: 0 },
  goodWeight: positive,
  otherWeight: positive,
  rank: count,
  alpha: positive,
  cliprange: { least: 0 },
  cliprangeHigh: { least: 0 },
  cliprangeValue: { least: 0 },
  gamma: share,
  lam: share,
};

/** What a setting can be said to be, in words. */
export type Choices = Readonly<Record<string, readonly string[]>>;

/**
 * The defaults with what is given instead. Throws an InputError on a name
 * that is neither a setting nor one of `others`, on a value of another type,
 * not finite or out of its range, and on a word that is none of its choices.
 * @param others what may be given beside the settings
 */
export function withSettings<Defaults extends object, Given extends object>(
  defaults: Defaults,
  given: Given,
  others: readonly string[],
  choices: Choices = {},
): Defaults & Given {
  const names = Object.keys(defaults);
  for (const name of Object.keys(given)) {
    assert(
      names.includes(name) || others.includes(name),
      `There is no setting "${name}". Known are ${names.join(", ")}.`,
    );
  }
  const stated = Object.entries(given).filter(([, x]) => x !== undefined);
  const settings = { ...defaults, ...(Object.fromEntries(stated) as Given) };
  for (const [name, usual] of Object.entries(defaults)) {
    checkType(name, (settings as Record<string, unknown>)[name], usual);
  }
  for (const [name, value] of Object.entries(settings)) {
    if (name in RANGES) checkRange(name, value);
    if (name in choices) checkChoice(name, value, choices[name]!);
  }
  return settings;
}

function checkType(name: string, value: unknown, usual: unknown): void {
  assert(
    typeof value === typeof usual &&
      (typeof value !== "number" || Number.isFinite(value)),
    `${name} is a ${typeof usual} such as ${usual}, got ` +
      `${typeof value === "string" ? `"${value}"` : value}.`,
  );
}

function checkRange(name: string, value: unknown): void {
  const { least, most = Infinity, whole, above } = RANGES[name]!;
  const fits =
    typeof value === "number" &&
    (above ? value > least : value >= least) &&
    (most === Infinity ? Number.isFinite(value) : value <= most) &&
    (!whole || Number.isInteger(value));
  const kind = whole ? "a whole number" : "a number";
  const from = above ? `above ${least}` : `from ${least} upwards`;
  const range = most === Infinity ? from : `from ${least} to ${most}`;
  assert(fits, () => `${name} is ${kind} ${range}, got ${String(value)}.`);
}

function checkChoice(name: string, value: unknown, words: readonly string[]) {
  const known = words.map((word) => `"${word}"`).join(" or ");
  assert(
    words.includes(value as string),
    () => `${name} is ${known}, got ${JSON.stringify(value)}.`,
  );
}
