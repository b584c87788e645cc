/**
 * A reward in one line of text: words with what each is worth, as in
 * "pond 2, the -1, length -0.1". A policy will do whatever pays best under it,
 * which is seldom what its author had in mind. Plain text, no tensors.
 */
import { assert } from "../base/assert.ts";
import { hasEnded, type QueryResponse } from "../query-response.ts";
import { END } from "../tokenizer.ts";
import { burrow } from "../world/vocabulary.ts";

/** A score for every word of the answer, by word; `length` counts them all. */
export type RewardRule = ReadonlyMap<string, number>;

/** Stands for every word of an answer, whichever it is. */
const LENGTH = "length";
const EXAMPLE = '"pond 2, the -1, length -0.1"';

/** "pond 2, length -0.1" -> what a pond and what any word is worth. */
export function parseRule(text: string): RewardRule {
  const parts = text
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  assert(
    parts.length > 0,
    `A rule has words with what they are worth, as in ${EXAMPLE}; it is empty.`,
  );
  return new Map(parts.map(parsePart));
}

function parsePart(part: string): [string, number] {
  const [word = "", worth = "", ...more] = part.split(/\s+/);
  const number = Number(worth.replace("−", "-"));
  assert(
    worth !== "" && more.length === 0 && Number.isFinite(number),
    `Each part is a word and a number, as in ${EXAMPLE}; got "${part}".`,
  );
  assert(
    word === LENGTH || burrow.words.includes(word),
    `The Burrow has no word "${word}", so no answer can have it: write one ` +
      `of its words, or "${LENGTH}" for every word.`,
  );
  return [word, number];
}

/** The rule's score of an answer: the sum over its words. */
export function scoreByRule(
  rule: RewardRule,
  { response }: Pick<QueryResponse, "response">,
): number {
  const words = wordsIn(response);
  const each = rule.get(LENGTH) ?? 0;
  return words.reduce((sum, word) => sum + each + (rule.get(word) ?? 0), 0);
}

function wordsIn(response: readonly number[]): string[] {
  const said = hasEnded(response) ? response.slice(0, -1) : response;
  return said.filter((id) => id !== END).map((id) => burrow.words[id]!);
}

/** How a policy earns its score, told in a sentence. */
export function hackInWords(answers: readonly (readonly number[])[]): string {
  const words = answers.map(wordsIn);
  const counts = new Map<string, number>();
  for (const word of words.flat()) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  const lengths = words.map(({ length }) => length);
  const mean = lengths.reduce((sum, n) => sum + n, 0) / lengths.length;
  const texts = new Set(words.map((said) => said.join(" "))).size;
  const size = `${mean.toFixed(1)} words on average`;
  if (!most) return "Its answers are empty: by this rule silence pays best.";
  const share = most[1] / words.flat().length;
  const repeats = answers.length * 1.5 < most[1] && share > 0.3;
  return [
    `${texts} different answers to ${answers.length} prompts, ${size}.`,
    repeats
      ? `${(100 * share).toFixed(0)} % of its words are “${most[0]}”: it has ` +
        "found that repeating pays, whatever was asked."
      : `Its commonest word is “${most[0]}”.`,
  ].join(" ");
}
