import { readFileSync } from "node:fs";
import type { CodeCell } from "../../src/elements/cell/code-cell.ts";

/**
 * The program as a cell: what it exports for Node it defines here. At its end it shows what it found
 * with one worker, with several, and how much the others did.
 */
export function cellSource(): string {
  const program = readFileSync(new URL("program.ts", import.meta.url), "utf8");
  return `import { otherWorkers, startOtherWorkers, useOtherWorkers } from "mini-rlhf/other-workers";
${program.replace(/^export /gm, "")}
await startOtherWorkers();
const withTwo = await hashes();
const { done } = otherWorkers();
useOtherWorkers(null);
const withOne = await hashes();
show(JSON.stringify({ withOne, withTwo, done }));
`;
}

/** Runs in the page of a chapter. @returns what the first cell shows when it has this source */
export async function runInCell(source: string): Promise<string> {
  await customElements.whenDefined("code-cell");
  const cell = document.querySelector<CodeCell>("code-cell")!;
  cell.source = source;
  const { outputs, error } = await cell.run();
  if (error) throw new Error(`${error.name}: ${error.message} (line ${error.line})`);
  const shown = outputs.find(({ kind }) => kind === "text") as { text: string };
  return shown.text;
}

/** The same for browsers that are given a script as text. */
export const runInCellScript = `(${runInCell})(${JSON.stringify(cellSource())})`;

/** Runs in the page of a chapter. @returns what the page says of each of these cells after its run */
export async function runOneByOne(ids: string[]): Promise<string> {
  await customElements.whenDefined("code-cell");
  const states: Record<string, string> = {};
  for (const id of ids) {
    const cell = document.querySelector<CodeCell>(`#cell-${id}`)!;
    await cell.run();
    states[id] = cell.querySelector(".cell-state")!.textContent!;
  }
  return JSON.stringify(states);
}

export const runOneByOneScript = (ids: string[]) => `(${runOneByOne})(${JSON.stringify(ids)})`;
