/**
 * Answers as a teacher gives them back: with a word in the margin. The word
 * comes from the world itself, which knows its facts; no model sees it.
 */
import { generate, type TextOptions } from "../generate.ts";
import type { GPT } from "../gpt.ts";
import type { Rng } from "../random.ts";
import { readAnswer } from "../world/gold.ts";
import { parseRequest } from "../world/parse-request.ts";
import { burrow } from "../world/vocabulary.ts";
import { verdict } from "../world/verdict.ts";

/** An answer for `samples`. */
export interface MarkedAnswer {
  /** all that was written, `<end>` included */
  text: string;
  badges: { text: string; tone: "good" | "bad" | "plain" }[];
}

const TONES = {
  right: "good",
  wrong: "bad",
  "not an answer": "plain",
} as const;

/**
 * One sampled answer to each question. The draws hang on the question, not on
 * its neighbours: whoever asks it alone gets the same answer. A question that
 * is none of the Burrow's 1,500 gets no mark; an unknown word is an error.
 */
export function markedAnswers(
  model: GPT,
  questions: readonly string[],
  { rng, ...options }: TextOptions & { rng: Rng },
): MarkedAnswer[] {
  return questions.map((question) => {
    const query = burrow.encode(`ask: ${question}`);
    const own = { ...options, rng: rng.fork(question) };
    const [tokens] = generate(model, [query], own) as [number[]];
    const request = parseRequest(question);
    const word = request && verdict(request, readAnswer(tokens));
    const badges = word ? [{ text: word, tone: TONES[word] }] : [];
    return { text: burrow.decode(tokens), badges };
  });
}
