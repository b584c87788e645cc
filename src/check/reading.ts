/**
 * How long and how hard the chapters' prose is: words, words a sentence, and Flesch's reading ease, where 60 is plain
 * English and 30 is hard. `npm run reading`, or with files of MDX. What unfolds is counted by itself.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { chapterFolders } from "../book/chapter-folders.ts";

export interface Reading {
  words: number;
  wordsPerSentence: number;
  /** 206.835 - 1.015 words a sentence - 84.6 syllables a word */
  ease: number;
}

/** Of MDX: frontmatter, code, formulas on lines of their own, tables and tags do not count; what they contain does. */
export function readingOf(mdx: string): Reading {
  const sentences = proseOf(mdx).flatMap(sentencesOf);
  const words = sentences.flat();
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0);
  const wordsPerSentence = words.length / sentences.length;
  const ease = 206.835 - 1.015 * wordsPerSentence - 84.6 * (syllables / words.length);
  return { words: words.length, wordsPerSentence, ease };
}

/** paragraphs, headings and items */
function proseOf(mdx: string): string[] {
  return mdx
    .replace(/^---\n[\s\S]*?\n---\n/, "")
    .replace(/^(`{3,})[\s\S]*?^\1 *$/gm, "\n")
    .replace(/^\$\$[\s\S]*?^\$\$/gm, "\n")
    .replace(/\{\/\*[\s\S]*?\*\/\}/g, "")
    .replace(/^\|.*$/gm, "")
    .replace(/<Cite\b[^>]*\/>/g, "")
    .replace(/<(?:Value|Measured|Ref)\b[^>]*\/>/g, "it")
    .replace(/<\/?[A-Za-z][^<>]*>/g, "")
    .replace(/\$[^$\n]+\$/g, "x")
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .split(/\n\s*\n|^#+ |^ *(?:[-*]|\d+\.) /m);
}

function sentencesOf(paragraph: string): string[][] {
  return paragraph
    .replace(/(\d)[.,](\d)/g, "$1$2")
    .split(/[.!?]+(?=[\s)”"*]|$)/)
    .map((sentence) => sentence.match(/[\p{L}\d][\p{L}\d'’-]*/gu) ?? [])
    .filter((words) => words.length > 0);
}

/** Groups of vowels, without a silent e at the end; at least one. */
export function syllablesOf(word: string): number {
  const stem = word.toLowerCase().replace(/(?<![aeiouyl])e$|(?<=[^aeiouydt])e[ds]$/, "");
  return Math.max(1, stem.match(/[aeiouy]+/g)?.length ?? 0);
}

const unfolds = /^<(Why|Recall|Hint|Solution)\b[\s\S]*?^<\/\1>/gm;

/** A text without what a reader has to unfold, and that alone. */
export function foldsOf(mdx: string): { open: string; folded: string } {
  return { open: mdx.replace(unfolds, "\n"), folded: (mdx.match(unfolds) ?? []).join("\n\n") };
}

function printReadings(files: string[]): void {
  console.log("words  folded  a sentence  ease");
  for (const file of files) {
    const { open, folded } = foldsOf(readFileSync(file, "utf8"));
    const { words, wordsPerSentence, ease } = readingOf(open);
    const columns = [
      String(words).padStart(5),
      String(readingOf(folded).words).padStart(6),
      wordsPerSentence.toFixed(1).padStart(10),
      ease.toFixed(0).padStart(4),
    ];
    console.log(`${columns.join("  ")}  ${path.basename(path.dirname(file))}`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const root = path.resolve(import.meta.dirname, "../../chapters");
  const [...given] = process.argv.slice(2);
  printReadings(given.length > 0 ? given : chapterFolders(root).map((folder) => path.join(root, folder, "index.mdx")));
}
