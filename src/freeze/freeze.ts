/**
 * `npm run freeze [-- chapter]`: runs the cells of the chapters in which something is out of date
 * (`--all`: of all) and keeps what they show, for the page. `npm run freeze -- --check` runs
 * nothing; it lists what is out of date.
 */
import { parseArgs } from "node:util";
import type { FrozenCell } from "../book/frozen.ts";
import type { Traces } from "../book/traces.ts";
import { lightSeconds } from "../notebook/base/light-seconds.ts";
import { ancestry } from "../notebook/kernel/run-plan.ts";
import { cellKey } from "./cell-keys.ts";
import { type BookChapter, readChapters } from "./chapter-cells.ts";
import { checkCells, checkChapter } from "./check-chapter.ts";
import { type FrozenFiles, freezeValues, removeOthersValues, takenNames, writeValues } from "./frozen-values.ts";
import { readOutputs, withoutTiming, writeOutputs } from "./outputs-file.ts";
import { roughSeconds } from "./run-time.ts";
import { type CellResult, runChapter } from "./run-chapter.ts";
import { storedValues } from "./stored-values.ts";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { check: { type: "boolean", default: false }, all: { type: "boolean", default: false } },
});
process.exitCode = await main();

async function main(): Promise<number> {
  try {
    const chapters = readChapters(positionals[0]);
    return await (options.check ? check(chapters) : freeze(chapters));
  } catch (error) {
    console.error((error as Error).message);
    return 2;
  }
}

async function check(chapters: BookChapter[]): Promise<number> {
  const problems = (await Promise.all(chapters.map(checkChapter))).flat();
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) console.error("Run `npm run freeze`, and look at what has changed.");
  console.log(`frozen outputs: ${problems.length === 0 ? "up to date" : `${problems.length} problems`}`);
  return problems.length === 0 ? 0 : 1;
}

async function freeze(chapters: BookChapter[]): Promise<number> {
  const begin = performance.now();
  const problems: string[] = [];
  removeOthersValues(readChapters().map(({ folder }) => folder));
  for (const chapter of chapters) {
    if (!options.all && checkCells(chapter).length === 0) console.log(`${chapter.folder}: up to date`);
    else problems.push(...(await freezeChapter(chapter)));
  }
  for (const problem of problems) console.error(problem);
  console.log(`in ${((performance.now() - begin) / 1000).toFixed(1)} s`);
  return problems.length === 0 ? 0 : 1;
}

/** Nothing is written of a chapter in which something fails. */
async function freezeChapter({ folder, cells }: BookChapter): Promise<string[]> {
  const problems: string[] = [];
  const reads = new Map<string, string[]>();
  const frozen: Record<string, FrozenCell> = {};
  const former = readOutputs(folder).cells;
  const files: FrozenFiles = new Map();
  await runChapter(cells, (result) => {
    const { cell, seconds } = result;
    reads.set(cell.id, result.reads);
    const at = `chapters/${folder}/index.mdx(${cell.line},1): cell "${cell.id}"`;
    try {
      frozen[cell.id] = toFrozen(folder, result, cells, reads, files, former[cell.id], (why) =>
        console.warn(`${at}: ${why}`),
      );
      console.log(`${folder} ${cell.id}: ${seconds.toFixed(1)} s`);
      if (isSlow(result, cells))
        console.warn(`${at} takes long, and cells below need it: "keep" at its fence lets readers begin there`);
    } catch (error) {
      problems.push(`${at}: ${(error as Error).message}`);
    }
  });
  if (problems.length > 0 || cells.length === 0) return problems;
  writeValues(folder, files);
  writeOutputs(folder, { cells: frozen });
  return [];
}

function toFrozen(
  folder: string,
  result: CellResult,
  cells: CellResult["cell"][],
  reads: Map<string, string[]>,
  kept: FrozenFiles,
  before: FrozenCell | undefined,
  warn: (why: string) => void,
): FrozenCell {
  const { cell, failure, outputs, values } = result;
  if (failure) throw new Error(failure);
  const index = cells.indexOf(cell);
  const files = ancestry(index, cells).flatMap(({ id }) => reads.get(id) ?? []);
  return {
    key: cellKey(index, cells, [...new Set(files)]),
    values: storedValues(values),
    ...(cell.isKept ? { kept: freezeValues(folder, result, cells, kept, warn) } : {}),
    ...(result.traces ? { traces: writeTraces(folder, cell.id, result.traces, kept) } : {}),
    // What it kept processors busy is the same while others use them; two of them count once.
    seconds: roughSeconds(Math.min(result.seconds, result.busySeconds), before?.seconds),
    outputs: outputs.map(withoutTiming),
  };
}

function writeTraces(folder: string, id: string, traces: Traces, files: FrozenFiles): string {
  const file = `frozen/${folder}/${id}.traces.json`;
  files.set(file, new TextEncoder().encode(JSON.stringify(traces)));
  return file;
}

function isSlow({ cell, seconds }: CellResult, cells: CellResult["cell"][]): boolean {
  return seconds > lightSeconds && !cell.isKept && takenNames(cell, cells).length > 0;
}
