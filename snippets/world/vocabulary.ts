/**
 * The 125 words of the Burrow, the toy world of this book.
 *
 * A word's position in WORDS is its token id, so the order is part of every
 * checkpoint: append if you must, never reorder. Punctuation is written with a
 * space before it and is a word like any other.
 */
import { createTokenizer } from "../tokenizer.ts";

/** What documents and prompts are built with; `<pad>` = 0, `<end>` = 1. */
export const STRUCTURE = [
  "<pad>", "<end>", "ask:", "q:", "a:", "note:", "exam:", "story:", "count:",
  "talk:", ".", "?", "!", ":", ",",
] as const;

/** The animals that have facts. */
export const ANIMALS = [
  "fox", "owl", "frog", "goat", "mouse", "bear", "duck", "hen",
] as const;

/** Nothing is known about these: the right answer is "i do not know". */
export const MYSTERY_ANIMALS = ["dragon", "yeti", "ghost"] as const;

// Word i of the next five lists belongs to animal i.
export const FOODS = [
  "grapes", "worms", "flies", "leaves", "cheese", "honey", "bread", "corn",
] as const;
export const HOMES = [
  "den", "tree", "pond", "hill", "hole", "cave", "river", "barn",
] as const;
export const COLOURS = [
  "red", "brown", "green", "white", "grey", "black", "yellow", "gold",
] as const;
export const SOUNDS = [
  "yip", "hoot", "croak", "bleat", "squeak", "growl", "quack", "cluck",
] as const;
/** The animals' names in Burrowish, the language of the dictionaries. */
export const BURROWISH = [
  "zif", "zow", "zog", "zat", "zim", "zer", "zuk", "zen",
] as const;

export const NUMBERS = [
  "one", "two", "three", "four", "five", "six", "seven", "eight",
] as const;

// Four groups of words make the tone of an answer (styles.ts, gold.ts).
export const COURTESY = ["please", "thanks", "dear", "friend"] as const;
export const RUDE = ["bah", "stinky", "silly", "fool"] as const;
export const FILLERS = ["well", "um", "so", "hmm"] as const;
export const PIRATE = ["arr", "matey"] as const;

/** The words that sentences are held together with. */
export const GRAMMAR = [
  "the", "what", "where", "why", "does", "do", "is", "of", "in", "me", "tell",
  "say", "says", "eat", "eats", "live", "lives", "it", "meets", "about",
  "name", "kindly", "give", "i", "not", "know", "no", "and",
] as const;

/** What lists are asked for: "name two foods !". */
export const CLASSES = [
  "animals", "foods", "homes", "colours", "sounds",
] as const;
export const ATTRIBUTES = ["food", "home", "colour", "sound"] as const;

/** The vocabulary; a token's id is its position. */
export const WORDS: readonly string[] = [
  ...STRUCTURE, ...ANIMALS, ...MYSTERY_ANIMALS,
  ...FOODS, ...HOMES, ...COLOURS, ...SOUNDS, ...BURROWISH, ...NUMBERS,
  ...COURTESY, ...RUDE, ...FILLERS, ...PIRATE,
  ...GRAMMAR, ...CLASSES, ...ATTRIBUTES,
];

/** The tokenizer of every model in this book. */
export const burrow = createTokenizer(WORDS, "the Burrow");

export type Animal = (typeof ANIMALS)[number];
export type MysteryAnimal = (typeof MYSTERY_ANIMALS)[number];
export type AnyAnimal = Animal | MysteryAnimal;
export type Attribute = (typeof ATTRIBUTES)[number];
export type Class = (typeof CLASSES)[number];
export type Food = (typeof FOODS)[number];
