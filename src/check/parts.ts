/** What `npm run check` consists of: programs, and how to read what each of them says. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { type Finding, readEslint, readKnip, readLines, readUnformatted } from "./findings.ts";

export interface Part {
  name: string;
  /** what Node is to run, with its arguments */
  command: string[];
  /** what it has found in the folder, in all that it said */
  read: (output: string, folder: string) => Finding[];
}

const home = path.resolve(import.meta.dirname, "../..");
const tool = (file: string) => path.join(home, "node_modules", file);
const prettier = tool("prettier/bin/prettier.cjs");
const own = (file: string) => path.join(home, file);
/** What parts keep of a run for the next one. */
export const cache = "node_modules/.cache/mini-rlhf/check";

/** What takes longest comes first: where there are two cores, the second goes through all the others meanwhile. */
const parts: Part[] = [
  {
    // Kept is what it found in files that are as they were; what other files have to do with it is looked at
    // anew with `--fresh`, and in CI, where nothing is kept.
    name: "ESLint",
    command: [
      tool("eslint/bin/eslint.js"),
      ...["--config", "tests/lint/eslint.config.mjs", "--format", "json", "--max-warnings", "0"],
      ...["--cache", "--cache-strategy", "content", "--cache-location", `${cache}/eslint.json`, "."],
    ],
    read: readEslint,
  },
  {
    name: "Prettier",
    command: [
      prettier,
      ...["--list-different", "--cache", "--cache-strategy", "content", "--cache-location", `${cache}/prettier.json`],
      ".",
    ],
    read: (output, folder) => readUnformatted(output, (file) => firstDifference(file, folder)),
  },
  {
    name: "types of .astro files",
    // It drops the first two arguments that it is given.
    command: [
      tool("@astrojs/check/bin/astro-check.js"),
      ...["node", "check", "--tsconfig", "tests/lint/tsconfig.astro.json", "--minimumSeverity", "error"],
    ],
    read: readLines,
  },
  {
    name: "types",
    command: [
      tool("typescript-7/bin/tsc"),
      ...["--noEmit", "--pretty", "false", "--incremental", "--tsBuildInfoFile", `${cache}/types.json`],
    ],
    read: readLines,
  },
  { name: "frozen outputs", command: [own("src/freeze/freeze.ts"), "--check"], read: readLines },
  {
    name: "knip",
    command: [
      tool("knip/bin/knip.js"),
      ...["--config", "tests/lint/knip.jsonc", "--reporter", "json", "--no-progress", "--treat-config-hints-as-errors"],
    ],
    read: readKnip,
  },
  { name: "types of cells", command: [own("src/check/check-cells.ts")], read: readLines },
];

/** Those that a word names: "eslint", "types"; without words, all. */
export function partsCalled(words: readonly string[]): Part[] {
  if (words.length === 0) return parts;
  return parts.filter(({ name }) => words.some((word) => name.toLowerCase().includes(word.toLowerCase())));
}

/** The first line of a file that Prettier writes otherwise. */
function firstDifference(file: string, folder: string): number {
  const { stdout } = spawnSync(process.execPath, [prettier, file], { cwd: folder, encoding: "utf8" });
  const lines = readFileSync(path.join(folder, file), "utf8").split("\n");
  const at = stdout.split("\n").findIndex((line, index) => line !== lines[index]);
  return at < 0 ? lines.length : at + 1;
}
