/**
 * One line of a file of rankings, checked field by field: a pair, as TRL has
 * it and as we write it, or a whole ranking, as in comparisons.jsonl.
 */
import { assert } from "../base/assert.ts";
import { quoted } from "./file-lines.ts";
import {
  readName,
  readTime,
  readTwo,
  shortText,
  wordsOf,
} from "./line-fields.ts";

/** What the lines of one card have in common. */
export interface LineCard {
  prompt: string;
  who: string;
  card: string;
  time: string;
  seconds: number;
  repeats?: string;
}

/** "The first is better than the second", with places from 1 if it has any. */
export interface PairLine extends LineCard {
  answers: readonly [string, string];
  places?: readonly [number, number];
}

/** Answers, the best first. */
export interface RankedLine extends LineCard {
  ranked: readonly string[];
}

/** What a line means that does not say it. */
export interface LineDefaults {
  who: string;
  card: string;
  time: string;
}

/** on a card; a labeler is shown 4 to 9 */
export const MOST_ANSWERS = 50;

/** Throws an InputError that says what was expected, and what came. */
export function readLine(
  value: unknown,
  defaults: LineDefaults,
): PairLine | RankedLine {
  const isRecord = typeof value === "object" && !Array.isArray(value);
  assert(isRecord && value, expected(value));
  const fields = new Map(Object.entries(value));
  const has = (name: string) => fields.get(name) != null;
  const isPair = has("chosen") && has("rejected");
  assert(isPair || has("ranked"), () =>
    expected([...fields.keys()].join(", ")),
  );
  const card = readCard(fields, defaults);
  if (!isPair) {
    return { ...card, ranked: readRanked(fields.get("ranked")) };
  }
  const [first, second] = readTwo(fields.get("ended"), "ended", isFlag, flags);
  const answers = [
    answerOf(fields.get("chosen"), "chosen", first ?? true),
    answerOf(fields.get("rejected"), "rejected", second ?? true),
  ] as const;
  const [one, other] = readTwo(fields.get("places"), "places", isPlace, places);
  if (one === undefined || other === undefined) return { ...card, answers };
  assert(one !== other, `Expected ${places} in "places", got ${one} twice.`);
  return { ...card, answers, places: [one, other] };
}

function expected(got: unknown): string {
  return (
    'Expected a record with "prompt", "chosen" and "rejected", or with ' +
    `"prompt" and "ranked", got ${quoted(got)}.`
  );
}

function readCard(
  fields: Map<string, unknown>,
  defaults: LineDefaults,
): LineCard {
  const field = (name: string) => fields.get(name) ?? undefined;
  const prompt = wordsOf(field("prompt"), "prompt");
  assert(prompt !== "", 'Expected a question in "prompt", got an empty text.');
  const seconds = field("seconds") ?? 0;
  assert(
    typeof seconds === "number" && seconds >= 0 && seconds < 1e7,
    `Expected a number from 0 in "seconds", got ${quoted(seconds)}.`,
  );
  const repeats = field("repeats");
  // comparisons.jsonl calls a labeler so
  const who = readName(field("who") ?? field("labeler") ?? "");
  return {
    prompt,
    who: who || defaults.who,
    card: shortText(field("card") ?? defaults.card, "card"),
    time: readTime(field("time") ?? defaults.time),
    seconds,
    ...(repeats !== undefined && { repeats: shortText(repeats, "repeats") }),
  };
}

const flags = "two of true and false";
const places = `two different whole numbers from 1 to ${MOST_ANSWERS}`;
const isFlag = (value: unknown) => typeof value === "boolean";
const isPlace = (value: unknown): value is number =>
  Number.isInteger(value) &&
  Number(value) >= 1 &&
  Number(value) <= MOST_ANSWERS;

function readRanked(value: unknown): string[] {
  assert(
    Array.isArray(value) && value.length >= 2 && value.length <= MOST_ANSWERS,
    `Expected a list of 2 to ${MOST_ANSWERS} answers in "ranked", the best ` +
      `first, got ${quoted(value)}.`,
  );
  return value.map((text) => wordsOf(text, "ranked"));
}

/** TRL's texts begin with a space and leave the end to be added. */
function answerOf(value: unknown, name: string, ended: boolean): string {
  const text = wordsOf(value, name);
  if (!ended || /(^| )<end>$/.test(text)) return text;
  return text === "" ? "<end>" : `${text} <end>`;
}
