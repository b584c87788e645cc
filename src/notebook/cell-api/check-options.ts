import { isRecord } from "./check-arguments.ts";
import { closest } from "../base/suggest.ts";

/** All options of a kind: the compiler sees to it that none is missing here. */
export type OptionsOf<T> = Record<keyof Required<T>, true>;

/**
 * Refuses an option that nobody would read, which is most often a known one in other letters.
 * @param what whose options they are, as in "a series of lineChart"
 */
export function checkOptions(what: string, given: unknown, known: Record<string, true>): void {
  if (!isRecord(given)) return;
  const names = Object.keys(known);
  const wrong = Object.keys(given).find((name) => !Object.hasOwn(known, name));
  if (wrong === undefined) return;
  const near = closest(wrong, names);
  const meant = near ? ` Did you mean "${near}"?` : "";
  throw new TypeError(`${sentence(what)} has no option "${wrong.slice(0, 40)}".${meant} It has: ${names.join(", ")}.`);
}

/** The same for options that may be left out. */
export function checkSettings(call: string, given: unknown, known: Record<string, true>): void {
  const isThere = given !== undefined && given !== null;
  if (isThere && !isRecord(given)) {
    const example = Object.keys(known)
      .map((name) => `${name}: ...`)
      .join(", ");
    throw new TypeError(
      `${call} takes its options by name, as { ${example} }. It got ${JSON.stringify(given) ?? String(given)}.`,
    );
  }
  checkOptions(call, given, known);
}

/** Refuses a word that is none of those an option can have. */
export function checkWord(what: string, given: unknown, words: readonly string[]): void {
  if (given === undefined || words.includes(given as string)) return;
  const list = words.map((word) => `"${word}"`).join(" or ");
  throw new TypeError(`${sentence(what)} is ${list}. It got ${JSON.stringify(given) ?? String(given)}.`);
}

/** A function's name stays as it is written. */
function sentence(what: string): string {
  return /^(?:an?|the) /.test(what) ? what[0]!.toUpperCase() + what.slice(1) : what;
}
