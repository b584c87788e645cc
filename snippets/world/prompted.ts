/**
 * "GPT (prompted)": getting answers out of a base model without any training.
 *
 * The corpus is full of exam sheets, so we make the request look like the
 * second question of one, and cut off what the model writes after its answer.
 */
import { readAnswer, type Answer } from "./gold.ts";
import type { Request } from "./requests.ts";

/** The request as the next question on a sheet with one worked example. */
export function examPrompt(request: Request): string {
  return `exam: q: what does the hen say ? a: cluck . q: ${request.text} a:`;
}

/**
 * The answer in a completion: it ends at `<end>` or where the next question
 * begins. The full stop is the sheet's, not the answer's.
 */
export function cutCompletion(tokens: ArrayLike<number>): Answer {
  const { words, ended } = readAnswer(tokens);
  const next = words.indexOf("q:");
  const answer = next < 0 ? [...words] : words.slice(0, next);
  if (answer.at(-1) === ".") answer.pop();
  return { words: answer, ended: ended || next >= 0 };
}
