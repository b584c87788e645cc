/** A chapter to begin with: short, right as it stands, and with one of everything that a chapter has. */
import type { ChapterPlace } from "./chapter-place.ts";

/** @param exercise the id of its exercise, which no other chapter has */
export function chapterTemplate(place: ChapterPlace, exercise: string): string {
  return [beginning(place), section, exercises(exercise)].join("\n");
}

function beginning({ title }: ChapterPlace): string {
  return `---
title: ${JSON.stringify(title)}
short: ${JSON.stringify(title)}
description: One sentence that says what the chapter is about, for lists and for search engines.
goals:
  - say what the mean of many draws comes to
  - compute a mean yourself
time: 5 minutes, of which the cells take a moment
---

Say here what the chapter asks, and why one would want to know. This text, its cells and its
exercise are there to be written over.
`;
}

const section = `## A first look

A cell is TypeScript that the reader runs and edits. <Ref to="first-look" /> draws numbers between 0
and 1 and follows their mean.

<Figure id="first-look" caption="The mean of all draws so far comes to rest.">

\`\`\`ts cell id=first-look
import { createRng } from "mini-rlhf/random";

const rng = createRng(1); // another seed, another curve
let sum = 0;
const means = Array.from({ length: 200 }, (_, i): [number, number] => {
  sum += rng.uniform();
  return [i + 1, sum / (i + 1)];
});
const last = means.at(-1)![1];

lineChart({
  title: "Mean of the draws so far",
  x: "draws",
  y: "mean",
  series: [{ name: "mean", points: means }],
});
\`\`\`

</Figure>

After 200 draws the mean is <Value of="first-look.last" digits={2} />. The number stands in the
sentence because the cell computed it; \`npm run freeze\` keeps it right.
`;

function exercises(id: string): string {
  return `## Exercises

<Exercise title="The mean">

Write the function that the cell above does without: the mean of some numbers.

\`\`\`ts cell id=${id}
function mean(numbers: number[]): number {
  return todo("your lines");
}

check("of three numbers", resultOf(mean, [1, 2, 9]), 4, {
  mistakes: [
    [12, "That is the sum: divide it by how many numbers there are."],
    [2, "That is the number in the middle, the median."],
    [6, "Divide by how many there are, not by one less."],
  ],
});
check("of two, below zero", resultOf(mean, [-1, -2]), -1.5);
check("of a single one", resultOf(mean, [7]), 7);
\`\`\`

<Hint>

Sum the numbers, and divide by how many there are: \`numbers.length\`.

</Hint>

<Solution>

\`\`\`ts solution
function mean(numbers: number[]): number {
  const sum = numbers.reduce((total, one) => total + one, 0);
  return sum / numbers.length;
}
\`\`\`

Say here what the solution shows beyond itself.

</Solution>

</Exercise>
`;
}
