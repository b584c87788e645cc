/** Command line flags, read and checked; every mistake is one clear line. */
import { parseArgs } from "node:util";
import { assert, InputError } from "../base/assert.ts";

export type Flags = Record<string, string | undefined>;

/** Reads `--name value` pairs; only the names given are known. */
export function readFlags(args: string[], names: readonly string[]): Flags {
  const options = Object.fromEntries(
    names.map((name) => [name, { type: "string" as const }]),
  );
  try {
    const joined = joinNegativeNumbers(args);
    const { values, tokens } = parseArgs({
      args: joined,
      options,
      tokens: true,
    });
    const given = tokens.flatMap((token) =>
      token.kind === "option" ? token.name : [],
    );
    const twice = given.find((name, i) => given.indexOf(name) < i);
    if (twice !== undefined) throw new Error(`--${twice} is given twice`);
    return values;
  } catch (error) {
    const problem = (error as Error).message.split(/\.\s/)[0];
    throw new InputError(
      `${problem}. Known here: ${names.map((name) => `--${name}`).join(" ")}`,
    );
  }
}

/** --seed -1 as --seed=-1: its own check then says what is wrong with it. */
function joinNegativeNumbers(args: string[]): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    const flag = joined.at(-1);
    if (/^-[\d.]/.test(arg) && flag?.startsWith("--") && !flag.includes("=")) {
      joined[joined.length - 1] = `${flag}=${arg}`;
    } else joined.push(arg);
  }
  return joined;
}

/** A flag that must be there. */
export function required(flags: Flags, name: string): string {
  const value = flags[name];
  assert(
    value !== undefined,
    `--${name} is needed. Try: npm run -s rlhf -- help`,
  );
  return value;
}

/** One of a few words. */
export function oneOf<T extends string>(
  flags: Flags,
  name: string,
  words: readonly T[],
  fallback: T,
): T {
  const value = flags[name] ?? fallback;
  assert(
    (words as readonly string[]).includes(value),
    `--${name} is one of ${words.join(", ")}, got "${value}".`,
  );
  return value as T;
}

/** A whole number from `least` upwards. */
export function wholeNumber<Fallback extends number | undefined>(
  flags: Flags,
  name: string,
  least: number,
  fallback: Fallback,
): number | Fallback {
  const text = flags[name];
  if (text === undefined) return fallback;
  assert(
    /^\d+$/.test(text) &&
      Number(text) >= least &&
      Number.isSafeInteger(Number(text)),
    `--${name} is a whole number from ${least} upwards, got "${text}".`,
  );
  return Number(text);
}

/** A number above 0. */
export function positiveNumber(
  flags: Flags,
  name: string,
  fallback: number,
): number {
  const text = flags[name];
  if (text === undefined) return fallback;
  const value = Number(text);
  assert(
    text.trim() !== "" && Number.isFinite(value) && value > 0,
    `--${name} is a number above 0, got "${text}".`,
  );
  return value;
}
