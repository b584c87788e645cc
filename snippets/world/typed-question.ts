/**
 * A question as people type it, in the words of the Burrow: "Where does a Fox
 * live?" is read as "where does the fox live ?".
 */
import { burrow } from "./vocabulary.ts";

export interface TypedQuestion {
  /** the words, with spaces between them, as a model reads them */
  text: string;
  /** those among them that the Burrow does not have */
  unknown: string[];
}

const WORD_OR_MARK = /[\p{L}\p{N}'-]+:?|[.?!:]/gu;

/**
 * Case and commas are left out, "a" is read as "the", and a question without
 * a mark at its end gets one. A text without a word gives an empty question.
 */
export function readQuestion(typed: string): TypedQuestion {
  const read = typed.toLowerCase().match(WORD_OR_MARK) ?? [];
  const words = read.flatMap(inTheBurrow);
  if (!words.some((word) => /\p{L}/u.test(word))) {
    return { text: "", unknown: [] };
  }
  const asks = words.some((word) => /^(what|where|why)$/.test(word));
  if (!/[?!]/.test(words.at(-1)!)) words.push(asks ? "?" : "!");
  const unknown = words.filter((word) => !burrow.words.includes(word));
  return { text: words.join(" "), unknown: [...new Set(unknown)] };
}

/** "note:" is one of its words; in "kindly:" the colon is a word of its own. */
function inTheBurrow(word: string): string[] {
  if (/^an?$/.test(word)) return ["the"];
  const hasColon = word.length > 1 && word.endsWith(":");
  if (!hasColon || burrow.words.includes(word)) return [word];
  return [word.slice(0, -1), ":"];
}
