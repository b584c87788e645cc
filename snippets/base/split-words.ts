/**
 * Text as people type it, in the words of a vocabulary: "Ask: what does the
 * fox eat?" is read as "ask: what does the fox eat ?".
 *
 * What is done to a text, openly: letters become small, look-alikes plain (the
 * full-width ? is a ?), double quotation marks are left out, and a mark such
 * as the ? is a word of its own without a space before it, unless the
 * vocabulary has it in a word, as in "ask:". A step that would change a word
 * of the vocabulary is left out, so what was written in its words stays.
 *
 * Each step is also one of the tokenizers library's (tokenizer-json.ts), which
 * so reads the same words.
 */

/** What is replaced: a regular expression here and there, and by what. */
export interface Replacement {
  pattern: string;
  by: string;
}

const REPLACEMENTS: readonly Replacement[] = [
  { pattern: "[\u200b\ufeff\u0085]", by: " " }, // spaces that nobody sees
  { pattern: '["“”„«»]', by: " " },
  { pattern: "[‘’]", by: "'" },
];

const MARKS = ".,:;?!";

/** How the texts for these words are read. */
export interface Reading {
  /** full-width letters, ligatures and the like become plain (Unicode NFKC) */
  plain: boolean;
  lowercase: boolean;
  replacements: readonly Replacement[];
  /** finds the words of a text, one after the other */
  words: string;
}

/** The steps that leave every word of this vocabulary as it is. */
export function readingFor(words: readonly string[]): Reading {
  const keeps = (change: (word: string) => string) =>
    words.every((word) => change(word) === word);
  return {
    plain: keeps(toPlain),
    lowercase: keeps(toLowercase),
    replacements: REPLACEMENTS.filter((each) => keeps(replace(each))),
    words: wordPattern(words),
  };
}

/** Text -> its words, whether the vocabulary has them or not. */
export function wordSplitter(words: readonly string[]) {
  const { plain, lowercase, replacements, words: pattern } = readingFor(words);
  const steps = [
    ...(plain ? [toPlain] : []),
    ...(lowercase ? [toLowercase] : []),
    ...replacements.map(replace),
  ];
  const word = new RegExp(pattern, "gu");
  return (text: string): string[] =>
    steps.reduce((read, step) => step(read), text).match(word) ?? [];
}

const toPlain = (text: string) => text.normalize("NFKC");
const toLowercase = (text: string) => text.toLowerCase();

function replace({ pattern, by }: Replacement): (text: string) => string {
  const all = new RegExp(pattern, "gu");
  return (text) => text.replace(all, by);
}

/** A token such as <end>, a word with a mark in it, a mark, another word. */
function wordPattern(words: readonly string[]): string {
  const special = words.filter((word) => /^<.+>$/.test(word));
  const marked = words.filter((word) => word.length > 1 && hasMark(word));
  const whole = [...special, ...marked];
  whole.sort((a, b) => b.length - a.length); // "a.b." before "a."
  const start = special.length > 0 ? `(?!${oneOf(special)})` : "";
  return [
    ...(whole.length > 0 ? [oneOf(whole)] : []),
    `[${MARKS}]`,
    `(?:${start}[^\\s${MARKS}])+`,
  ].join("|");
}

const hasMark = (word: string) =>
  [...MARKS].some((mark) => word.includes(mark));

function oneOf(words: readonly string[]): string {
  return words
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"))
    .join("|");
}
