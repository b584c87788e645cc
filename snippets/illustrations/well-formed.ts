/**
 * Is an answer a sentence of the Burrow? The rubric (world/gold.ts) reads words
 * and no grammar; this reads grammar and no facts. Words of tone may stand
 * before and after: "bah the owl eats corn fool" is rude, false, and a
 * sentence; so is a list of things that are not of a kind.
 */
import { DO_NOT_KNOW } from "../world/answers.ts";
import { ALL_VALUES } from "../world/facts.ts";
import type { Answer } from "../world/gold.ts";
import {
  ANIMALS,
  COLOURS,
  COURTESY,
  FILLERS,
  FOODS,
  HOMES,
  MYSTERY_ANIMALS,
  PIRATE,
  RUDE,
  SOUNDS,
} from "../world/vocabulary.ts";

const TONES: readonly string[] = [...COURTESY, ...RUDE, ...FILLERS, ...PIRATE];

/** What an answer says, without the words of tone around it. */
export function coreOf(words: readonly string[]): string {
  const isSaid = (word: string) => !TONES.includes(word);
  const from = words.findIndex(isSaid);
  return from < 0
    ? ""
    : words.slice(from, words.findLastIndex(isSaid) + 1).join(" ");
}

const oneOf = (words: readonly string[]) => `(${words.join("|")})`;
const SAYS = oneOf([
  `eats ${oneOf(FOODS)}`,
  `lives in the ${oneOf(HOMES)}`,
  `is ${oneOf(COLOURS)}`,
  `says ${oneOf(SOUNDS)}`,
]);
const ANIMAL = `the ${oneOf([...ANIMALS, ...MYSTERY_ANIMALS])}`;
const THING = oneOf([...ALL_VALUES, ...ANIMALS]);
const SENTENCE = new RegExp(
  `^${oneOf([
    DO_NOT_KNOW,
    `(no )?${ANIMAL} ${SAYS}`,
    `${ANIMAL} ${SAYS} [.] it ${SAYS}`,
    `give me the ${oneOf(FOODS)}`,
    `${THING}(( and)? ${THING})*`,
  ])}$`,
);

/** A finished answer of a form that people in the Burrow use. */
export function isWellFormed({ words, ended }: Answer): boolean {
  return ended && SENTENCE.test(coreOf(words));
}
