/**
 * The fields of a line that somebody sends: each is what it should be, or an
 * InputError says what was expected, what came and what to do.
 */
import { assert } from "../base/assert.ts";
import { burrow } from "../world/vocabulary.ts";
import { quoted } from "./file-lines.ts";

/** Control characters, all spaces, and marks that turn the text beside them. */
const unseen = /[\p{Cc}\p{Cs}\p{Cn}\p{Z}\p{Bidi_C}\u200B\u2060\uFEFF]+/gu;

/** A name in one short line; "" if nothing of it can be seen. */
export function readName(value: unknown): string {
  const name = textOf(value, "who").slice(0, 1000).replace(unseen, " ").trim();
  if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(name)) return "";
  const letters = [...name];
  return letters.length > 40 ? `${letters.slice(0, 40).join("")}…` : name;
}

/** A moment in UTC, as ISO 8601 has it. */
export function readTime(value: unknown): string {
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.]*(Z|[+-]\d\d:\d\d)$/;
  const text = textOf(value, "time");
  const at = isTime.test(text) ? Date.parse(text) : NaN;
  assert(
    Number.isFinite(at),
    'Expected a time such as "2026-11-30T12:00:00Z" in "time", got ' +
      `${quoted(text)}. Take the field away if there is none.`,
  );
  return text.endsWith("Z") ? text : new Date(at).toISOString();
}

/** Two of a kind in a list; none where the field is missing. */
export function readTwo<T>(
  value: unknown,
  name: string,
  is: (value: unknown) => value is T,
  what: string,
): [T, T] | [] {
  if (value === undefined || value === null) return [];
  const [one, other, ...more]: unknown[] = Array.isArray(value) ? value : [];
  const fits = is(one) && is(other) && more.length === 0;
  assert(fits, () => `Expected ${what} in "${name}", got ${quoted(value)}.`);
  return [one, other];
}

/** Words of the Burrow, one space apart; throws an InputError on others. */
export function wordsOf(value: unknown, name: string): string {
  const given = textOf(value, name)
    .split(/\s+/)
    .filter((word) => word !== "");
  const unknown = given.find((word) => !burrow.words.includes(word));
  assert(
    unknown === undefined,
    () =>
      `Expected words of the Burrow in "${name}", got ${quoted(unknown)}. ` +
      "The book's models know no others: take the line out of the file.",
  );
  return given.join(" ");
}

export function shortText(value: unknown, name: string): string {
  const text = textOf(value, name);
  assert(
    text.length <= 200,
    `Expected at most 200 characters in "${name}", got ${text.length}.`,
  );
  return text;
}

export function textOf(value: unknown, name: string): string {
  assert(
    typeof value === "string",
    () => `Expected a text in quotes in "${name}", got ${quoted(value)}.`,
  );
  return value;
}
