import path from "node:path";
import { describe, expect, test } from "vitest";
import { BookNotebook, readChapter } from "./book-notebook.ts";
import { answered, exercisesOf } from "./exercises.ts";
import { mutantsOf } from "./mutants.ts";
import { chapterFolders } from "../../src/book/chapter-folders.ts";

/**
 * Every small slip in a solution is found by its exercise's checks, except where the slip changes
 * nothing. Those are listed; a slip that is no longer accepted must leave the list.
 */
const equivalent: Record<string, string[]> = {
  // the softmax takes no notice of what is added to every fit
  "ex-attention": ["0 -> (-1)", "0 -> 1"],
  // the sentences' order counts, not their words
  "ex-published": [
    "It has 175 billion parameters.",
    "It was fine-tuned with PPO.",
    "Trainers played the user, too.",
    "Its reward model has 6 billion parameters.",
    "It started from a model of the GPT-3.5 series.",
    "It was trained on 31,144 prompts.",
  ].map(reworded),
  "ex-stated": [
    "002 is based on code-davinci-002",
    "ChatGPT is from code-davinci-002",
    "003 was trained with PPO",
    "002 was trained with PPO",
  ].map(reworded),
  // an advantage of 0, and a ratio on the very edge, are not asked for
  "lab-old": ["advantage > 0 -> (advantage >= 0)", "ratio > 1.2 -> (ratio >= 1.2)", "ratio < 0.8 -> (ratio <= 0.8)"],
  "ex-clip": [
    "advantage > 0 -> (advantage >= 0)",
    "advantage < 0 -> (advantage <= 0)",
    "ratio > 1 + epsilon -> (ratio >= 1 + epsilon)",
    "ratio < 1 - epsilon -> (ratio <= 1 - epsilon)",
  ],
  // a list has no item at -1
  "ex-gae": ["0 -> (-1)"],
  // a policy that gives an answer no chance at all is not asked for
  "ex-leash": ["if (p === 0) return sum; -> ;", "p === 0 -> (0)", "0 -> (-1)", "0 -> 1"],
  // the sorted logits have none at -1
  "ex-softmax": [
    "0 -> (-1)",
    "0 -> (-1)",
    "topK > 0 -> (topK >= 0)",
    "topK > 0 -> (topK)",
    "topK > 0 ? sorted[topK - 1] : -Infinity -> (sorted[topK - 1])",
  ],
  // the same distance, the other way round
  "ex-ece": ["0.7 - 0.9 -> ((0.9) - (0.7))", "0.6 - 0.5 -> ((0.5) - (0.6))", "Math.abs(0.6 - 0.5) -> (0.6 - 0.5)"],
  "ex-spread": ["x - mean -> ((mean) - (x))"],
  // where the search begins and ends
  "ex-bon": [
    "1 -> (0)",
    "1 -> 2",
    "100 -> (99)",
    "100 -> 101",
    "i + 1 -> (i - 1)",
    "i + 1 -> (i)",
    "bestOfNKl(n) > 2 -> (bestOfNKl(n) >= 2)",
  ],
  // less than the rounding that the answer may have, and a square without its sign
  "ex-lucky": ["200 -> (199)", "200 -> 201", "0.5 -> (-0.5)"],
};

function reworded(sentence: string): string {
  return `"${sentence}" -> "something else"`;
}

/** What is trained, or drawn, is not judged to a digit. */
const untouched = ["ex-ask", "ex-choose", "ex-prompt"];

const root = path.resolve(import.meta.dirname, "../../chapters");

for (const folder of chapterFolders(root)) {
  const exercises = exercisesOf(readChapter(folder)).filter(({ id }) => !untouched.includes(id));
  if (exercises.length === 0) continue;
  describe(folder, () => {
    const notebook = new BookNotebook(folder);
    test.each(exercises)(
      "$id: no slip is accepted",
      async ({ id, start, solution }) => {
        const accepted: string[] = [];
        for (const { what, code } of mutantsOf(solution)) {
          Object.assign(globalThis, { turns: 0 });
          const { state, outputs } = await notebook.run(id, { [id]: answered(start, code) });
          const checks = outputs.filter((output) => output.kind === "check");
          if (state === "done" && checks.every((one) => one.state === "passed")) accepted.push(what);
        }
        expect(accepted.sort().join("\n")).toBe((equivalent[id] ?? []).sort().join("\n"));
      },
      600_000,
    );
  });
}
