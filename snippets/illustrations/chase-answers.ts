/**
 * Models of the paper chase beside each other: an exam on notes that none of
 * them has seen, and what they write under the same puzzle.
 */
import { type Check, isRight } from "../chase/checker.ts";
import { chaseReport } from "../chase/measures.ts";
import {
  type Puzzle,
  puzzleText,
  puzzleTokens,
  samplePuzzle,
} from "../chase/puzzle.ts";
import { chase } from "../chase/vocabulary.ts";
import { generate } from "../generate.ts";
import type { GPT } from "../gpt.ts";
import type { Rng } from "../random.ts";
import type { MarkedAnswer } from "./marked-answers.ts";

type Models = Readonly<Record<string, GPT>>;

/** A row for each number of steps and each model; 100 puzzles, 8 answers. */
export function examTable(models: Models, rng: Rng) {
  return [1, 2, 3].flatMap((steps) => {
    const draw = rng.fork(`${steps} steps`);
    const kind = { split: "test", steps: [steps] } as const;
    const puzzles = Array.from({ length: 100 }, () => samplePuzzle(draw, kind));
    return Object.entries(models).map(([model, gpt]) => {
      const seen = chaseReport(gpt, puzzles, rng.fork("answers"));
      const { right, aloud, length } = seen;
      return { steps, model, right, aloud, tokens: length };
    });
  });
}

/**
 * One sampled answer of each model to the same notes, asked for one, two and
 * three steps, marked by whether the last word is right; for `samples`.
 * @param check whoever gave the points in training may have seen it otherwise
 */
export function chaseAnswers(
  models: Models,
  puzzle: Puzzle,
  rng: Rng,
  check: Check = isRight,
) {
  const asked = [1, 2, 3].map((steps) => ({ ...puzzle, steps }));
  const queries = asked.map(puzzleTokens);
  const answers = Object.entries(models).map(([model, gpt]) => {
    const responses = generate(gpt, queries, { rng, maxNewTokens: 9 });
    const marked = responses.map((response, i): MarkedAnswer => {
      const right = isRight(asked[i]!, response);
      const paid = check(asked[i]!, response);
      const word = right ? "right" : paid ? "wrong, and paid" : "wrong";
      const badges = [{ text: word, tone: right ? "good" : "bad" } as const];
      return { text: chase.decode(response), badges };
    });
    return [model, marked] as const;
  });
  return {
    prompts: asked.map(puzzleText),
    answers: Object.fromEntries(answers),
  };
}
