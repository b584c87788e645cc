/**
 * The deck: prompts of the Burrow, a few of the SFT model's answers to each,
 * and what every answer is to the learner: a short list of numbers.
 *
 * The numbers are made once (make-deck.ts); the deck travels as JSON, so that
 * dealing cards and fitting a taste need no model at all.
 */
import { assert } from "../base/assert.ts";
import type { Tone } from "../world/tones.ts";
import type { SoftmaxModel } from "./softmax-regression.ts";

/** What an answer is to the learner. */
export interface DeckAnswer {
  /** words, "<end>" at the end */
  text: string;
  tone: Tone;
  /** one number per name in Deck.features */
  features: readonly number[];
}

export interface DeckPrompt {
  prompt: string;
  answers: readonly DeckAnswer[];
}

export interface Deck {
  /** "pirate" ... "plain": P(tone); then "crew", "length" and "right" */
  features: readonly string[];
  prompts: readonly DeckPrompt[];
  scorer: FeatureScorer;
}

/** All that turns an answer into its features, beside the two models. */
export interface FeatureScorer {
  /** the names, in order */
  features: readonly string[];
  /** P(tone) from the sum of an answer's word embeddings and its length */
  tones: SoftmaxModel;
  /** P(wrong), P(not an answer), P(right) from both models' hidden states */
  checker: SoftmaxModel;
  /** the crew's mean score at each tone: "crew" is what is left of it */
  crewByTone: readonly number[];
  /** mean and standard deviation of the number of words */
  length: { mean: number; deviation: number };
  /** over answers of the SFT model: each feature's mean, and covariances */
  means: readonly number[];
  covariances: readonly (readonly number[])[];
}

/** The features of an answer that the deck holds. */
export function featuresOf(
  deck: Deck,
  prompt: string,
  text: string,
): readonly number[] {
  const found = deck.prompts.find((entry) => entry.prompt === prompt);
  assert(
    found,
    `The deck has no prompt "${prompt}". Take prompts and answers of cards ` +
      `that were dealt from this deck.`,
  );
  const answer = found.answers.find((answer) => answer.text === text);
  assert(
    answer,
    `The deck has no answer "${text}" to "${prompt}", but ` +
      `${found.answers.length} others.`,
  );
  return answer.features;
}
