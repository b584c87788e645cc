/** A book of one small chapter that is right, to be broken in one place at a time. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { chapterFaults } from "../../../src/plugins/chapter-faults.ts";

const cache = path.resolve(import.meta.dirname, "../../../node_modules/.cache");
const chapter = path.posix.join("chapters", "05-small");
const mdx = `${chapter}/index.mdx`;

export const smallChapter = `---
title: A small chapter
short: Small
description: What a chapter needs, and no more.
goals:
  - read it
time: 1 minute
symbols:
  "x_t": the token at $t$
  "t": a place
---

Text with $x_t$, <Cite of="ouyang2022" at="Table 6" /> and
a [link](../01-gpt-basics/index.mdx).

$$
\\frac{x_t}{2}
\\tag{1}
$$

<Symbols />

## First heading

<Ref to="hump" /> is drawn from <Ref to="equation-1" />.

<Figure id="hump" caption="A hump.">

\`\`\`ts cell id=draw
lineChart({ y: "y", series: [] });
\`\`\`

</Figure>

<Measured of="runs" where={{ size: "M" }} field="wins" digits={2} percent />

<MeasuredChart
  of="runs"
  series={{ "M": { size: "M" } }}
  x="step"
  y="wins"
  xDomain={[0, 1]}
  lines={[{ y: 0.5, label: "half" }]}
/>

<StepPicture step="sft" />

![A hump](./hump.svg)

<Predict cell="draw">

- It rises.

</Predict>

## Exercises

<Exercise title="Do it">

\`\`\`ts cell id=ex-do
check("it", 1, 1);
\`\`\`

<Solution>

\`\`\`ts solution
const a = 1;
\`\`\`

</Solution>

</Exercise>
`;

const rows = [
  { seed: 1, size: "M", wins: 0.6, step: 0 },
  { seed: 2, size: "M", wins: 0.7, step: 0 },
];

/** A place for it on the disk, where what it measures and shows is there too. */
export function openBook() {
  mkdirSync(cache, { recursive: true });
  const root = mkdtempSync(path.join(cache, "small-book-"));
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };
  write(path.join("public", "experiments", "runs.json"), JSON.stringify({ name: "runs", command: "", rows }));
  write("chapters/01-gpt-basics/index.mdx", "");
  write(path.join("public", "there.svg"), "<svg/>");
  write(`${chapter}/hump.svg`, "<svg/>");
  return {
    root,
    /** What is wrong with a chapter of this text, without the file's name. */
    faults(text: string): string[] {
      write(mdx, text);
      return chapterFaults(root, mdx).map((fault) => {
        if (!fault.startsWith(`${mdx}:`)) throw new Error(`This fault has no place: ${fault}`);
        return fault.slice(mdx.length + 1);
      });
    },
    close: () => rmSync(root, { recursive: true }),
  };
}

/** The chapter with this instead of that, which it has once. */
export function changed(that: string, instead: string): string {
  if (smallChapter.split(that).length !== 2) throw new Error(`The small chapter does not have this once: ${that}`);
  return smallChapter.replace(that, () => instead);
}

/** Where `words` stand in a text: "12:3". */
export function placeOf(text: string, words: string): string {
  const at = text.indexOf(words);
  if (at < 0) throw new Error(`There is no ${words}.`);
  const before = text.slice(0, at);
  return `${before.split("\n").length}:${at - before.lastIndexOf("\n")}`;
}
