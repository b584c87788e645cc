import { readQuestion } from "../../../snippets/world/typed-question.ts";
import { burrow } from "../../../snippets/world/vocabulary.ts";
import { closest } from "../../notebook/base/suggest.ts";
import type { CodeCell } from "../cell/code-cell.ts";
import { type AskedQuestion, stageAnswers } from "./stage-answers.ts";

/** What the cell's input is called. */
const inputKey = "your question";

/** Why there is no answer, for the reader. */
export class NoAnswer extends Error {}

/**
 * Has a reader's own question answered by all stages, by the cell that has printed the answers to the others.
 * Throws a NoAnswer where the Burrow lacks words for it, or the cell could not run.
 */
export async function askOwn(typed: string, cell: CodeCell): Promise<AskedQuestion> {
  const { text, unknown } = readQuestion(typed);
  if (text === "") throw new NoAnswer("Type a question first, such as: where does the fox live?");
  if (unknown.length > 0) throw new NoAnswer(unknownWords(unknown));
  cell.inputs = { [inputKey]: typed };
  const { state, outputs, error } = await cell.run();
  if (state !== "done") throw new NoAnswer(error?.message ?? "The run was stopped. Press Ask to try again.");
  const asked = stageAnswers(outputs)?.[0];
  if (asked?.question === text) return asked;
  throw new NoAnswer(
    "The cell “four-stages” below has been changed and shows something else. Reset it, and ask again.",
  );
}

/** Said kindly: which words it lacks, what may have been meant, and what can be asked. */
export function unknownWords(unknown: readonly string[]): string {
  const listed = unknown.slice(0, 3).map((word) => `“${word}”`);
  const meant = unknown.slice(0, 3).flatMap((word) => nearest(word) ?? []);
  const instead = meant.length > 0 ? ` Did you mean ${meant.map((word) => `“${word}”`).join(", ")}?` : "";
  return (
    `These models know ${burrow.words.length} words, and not ${listed.join(", ")}.${instead} ` +
    "Ask what a fox, owl, frog, goat, mouse, bear, duck or hen eats or says, where it lives, or what colour it is."
  );
}

/** Other letters, or an end that the Burrow does not have: "foxes". */
function nearest(word: string): string | undefined {
  return closest(word, sayable) ?? sayable.find((known) => known.length > 2 && word.startsWith(known));
}

const sayable = burrow.words.filter((word) => /^\p{L}+$/u.test(word));
