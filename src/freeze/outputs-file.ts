/** chapters/NN-name/outputs.json: read and written so that two freezes of one book are equal. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { FrozenCell, FrozenChapter } from "../book/frozen.ts";
import type { Output } from "../notebook/output/output.ts";
import { root } from "./chapter-cells.ts";

export function readOutputs(chapter: string): FrozenChapter {
  const file = fileOf(chapter);
  if (!existsSync(file)) return { cells: {} };
  return JSON.parse(readFileSync(file, "utf8")) as FrozenChapter;
}

export function writeOutputs(chapter: string, frozen: FrozenChapter): void {
  writeFileSync(fileOf(chapter), formatOutputs(frozen));
}

/** How long it took says something about a machine, not about the book. */
export function withoutTiming(output: Output): Output {
  if (output.kind !== "progress") return output;
  return { ...output, timing: { seconds: 0, stepsPerSecond: null, secondsLeft: null } };
}

/** One line per output and value, so that a change shows where it is. */
export function formatOutputs({ cells }: FrozenChapter): string {
  return `{"cells": {\n${Object.entries(cells).map(formatCell).join(",\n")}\n}}\n`;
}

function formatCell([id, cell]: [string, FrozenCell]): string {
  const { key, values, kept, traces, seconds, outputs } = cell;
  const entries = Object.entries(values).map(
    ([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  return [
    `${JSON.stringify(id)}: {`,
    `  "key": ${JSON.stringify(key)},`,
    entries.length > 0 ? `  "values": {\n${entries.join(",\n")}\n  },` : `  "values": {},`,
    ...(kept ? [`  "kept": ${JSON.stringify(kept)},`] : []),
    ...(traces ? [`  "traces": ${JSON.stringify(traces)},`] : []),
    `  "seconds": ${seconds},`,
    outputs.length > 0
      ? `  "outputs": [\n${outputs.map((output) => `    ${JSON.stringify(output)}`).join(",\n")}\n  ]`
      : `  "outputs": []`,
    "}",
  ].join("\n");
}

function fileOf(chapter: string): string {
  return path.join(root, "chapters", chapter, "outputs.json");
}
