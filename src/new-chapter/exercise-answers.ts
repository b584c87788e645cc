/** The answers that tests run against the template's exercise: right ones in other words, and wrong ones. */
import type { ChapterPlace } from "./chapter-place.ts";

/** An id that no exercise has yet: "ex-a-title". */
export function freshExercise(answers: string, slug: string): string {
  const isTaken = (id: string): boolean => answers.includes(`"${id}": {`);
  let id = `ex-${slug}`;
  for (let next = 2; isTaken(id); next++) id = `ex-${slug}-${next}`;
  return id;
}

/**
 * The text of tests/chapters/answers.ts with answers to one more exercise.
 * @throws where the text does not end as that file does
 */
export function withAnswers(answers: string, { number, title }: ChapterPlace, exercise: string): string {
  const end = /\n\};\s*$/.exec(answers);
  if (!end) throw new Error("tests/chapters/answers.ts does not end with the record of the answers, `};`.");
  return `${answers.slice(0, end.index)}\n\n  // ${number}. ${title}\n${entry(exercise)}\n};\n`;
}

function entry(exercise: string): string {
  return `  "${exercise}": {
    right: [
      "const mean = (numbers) => numbers.reduce((a, b) => a + b, 0) / numbers.length;",
      \`function mean(numbers) {
         let sum = 0;
         for (const one of numbers) sum += one;
         return sum / numbers.length;
       }\`,
      "const mean = (numbers) => numbers.reduce((soFar, one, i) => soFar + (one - soFar) / (i + 1), 0);",
    ],
    wrong: [
      ["const mean = (numbers) => numbers.reduce((a, b) => a + b, 0);", /That is the sum/],
      ["const mean = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];", /in the middle/],
      ["const mean = (n) => n.reduce((a, b) => a + b, 0) / (n.length - 1);", /not by one less/],
      ["const mean = (numbers) => Math.max(...numbers);", /expected 4/],
      ["const mean = (n) => Math.round(n.reduce((a, b) => a + b, 0) / n.length);", /expected/],
      ["function mean(numbers) { numbers.reduce((a, b) => a + b, 0) / numbers.length; }", /return missing/],
    ],
  },`;
}
