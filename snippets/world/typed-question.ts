/**
 * A question as people type it, in the words of the Burrow: "Where does a Fox
 * live?" is read as "where does the fox live ?".
 */
import { wordSplitter } from "../base/split-words.ts";
import { burrow } from "./vocabulary.ts";

export interface TypedQuestion {
  /** the words, with spaces between them, as a model reads them */
  text: string;
  /** those among them that the Burrow does not have */
  unknown: string[];
}

/** As the tokenizer splits a text. */
const split = wordSplitter(burrow.words);

/**
 * Besides what the tokenizer does, commas and signs are left out, "a" is read
 * as "the", and a question without a mark at its end gets one. A text without
 * a word gives an empty question.
 */
export function readQuestion(typed: string): TypedQuestion {
  const words = split(typed).flatMap(inTheBurrow);
  if (!words.some((word) => /\p{L}/u.test(word))) {
    return { text: "", unknown: [] };
  }
  const asks = words.some((word) => /^(what|where|why)$/.test(word));
  if (!/[?!]/.test(words.at(-1)!)) words.push(asks ? "?" : "!");
  const unknown = words.filter((word) => !burrow.words.includes(word));
  return { text: words.join(" "), unknown: [...new Set(unknown)] };
}

function inTheBurrow(word: string): string[] {
  if (/^an?$/.test(word)) return ["the"];
  if (word === ",") return [];
  const isKnown = burrow.words.includes(word) && !word.startsWith("<");
  return isKnown ? [word] : withoutSigns(word);
}

/** "(fox)" is read as "fox", "fox/owl" as both. */
function withoutSigns(word: string): string[] {
  return word.match(/[\p{L}\p{N}'-]+/gu) ?? [];
}
