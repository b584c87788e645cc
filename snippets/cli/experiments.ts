#!/usr/bin/env node
/**
 * npm run experiments: runs experiments, seed by seed and arm by arm, and
 * writes public/experiments/NAME.json. wish.ts says what can be asked for.
 */
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { arch, cpus, type } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { InputError } from "../base/assert.ts";
import { summarise, summaryTable } from "../experiments/summary.ts";
import { writeReport } from "./report.ts";
import { type AnyExperiment, readArm, type Row } from "./run-experiment.ts";
import { runSeed, say, shelvesOf } from "./run-experiment.ts";
import { startInNode } from "./start-in-node.ts";
import { readWish, WISHES } from "./wish.ts";

/** Writes what is done of these seeds, and shows it in short. */
async function writeResults(
  experiment: AnyExperiment,
  seeds: readonly number[],
  quick: boolean,
): Promise<void> {
  const shelves = shelvesOf(experiment);
  const { name, arms, keys, columns } = experiment;
  const rows: Row[] = [];
  let seconds = 0;
  for (const seed of seeds) {
    for (const arm of arms) {
      const done = await readArm(shelves, experiment, arm.name, seed, quick);
      if (!done) continue;
      rows.push(...done.rows.map((row) => ({ seed, ...row })));
      seconds += done.seconds;
    }
  }
  const list = [...new Set(rows.map(({ seed }) => seed))].join(",");
  const command = `npm run experiments -- ${name} --seeds ${list}`;
  const { core } = shelves;
  const results = { name, command, core, machine: machine(), seconds, rows };
  const file = join(folderFor(quick), `${name}.json`);
  writeFileSync(`${file}.part`, asJson(results));
  renameSync(`${file}.part`, file);
  const table = summaryTable(summarise(rows, keys, columns));
  process.stdout.write(`\n${experiment.question}\n\n${table}\n\n`);
  say(`wrote ${rows.length} rows, seeds ${list}`);
}

/** One row a line: differences between two runs are easy to see. */
function asJson({ rows, ...head }: { rows: Row[]; [field: string]: unknown }) {
  const fields = JSON.stringify(head, null, 2).slice(0, -2);
  const lines = rows.map((row) => `    ${JSON.stringify(row)}`);
  return `${fields},\n  "rows": [\n${lines.join(",\n")}\n  ]\n}\n`;
}

/** The processor and what runs on it, without any names of machines. */
function machine(): string {
  const model = cpus()[0]?.model.trim() ?? "unknown processor";
  const system = `${type()} ${arch()}`;
  return `${model}, ${system}, Node ${process.version}, one thread`;
}

function folderFor(quick: boolean): string {
  const place = quick
    ? "../../node_modules/.cache/mini-rlhf/experiments/quick"
    : "../../public/experiments";
  const folder = fileURLToPath(new URL(place, import.meta.url));
  mkdirSync(folder, { recursive: true });
  return folder;
}

async function main(): Promise<void> {
  const wish = readWish(process.argv.slice(2));
  if (wish === "help") return void process.stdout.write(WISHES);
  const { experiments, seeds, minutes, quick } = wish;
  if (wish.report) return writeReport(folderFor(false));
  const late = () => performance.now() > 60_000 * minutes;
  await startInNode();
  for (const whole of experiments) {
    const experiment = { ...whole, arms: whole.arms.slice(0, wish.first) };
    const usual = experiment.seeds ?? [1, 2, 3];
    const asked = seeds ?? (quick ? usual.slice(0, 1) : usual);
    const all = [...new Set([...usual, ...asked])].sort((a, b) => a - b);
    for (const seed of asked) {
      const done = await runSeed(experiment, seed, quick, late);
      await writeResults(whole, all, quick);
      if (!done) {
        say("Stopped. The same command goes on from here.");
        process.exitCode = 3;
        return;
      }
    }
  }
}

main().catch((error: unknown) => {
  const mistake = error instanceof InputError;
  say(mistake ? error.message : ((error as Error).stack ?? String(error)));
  process.exitCode = mistake ? 2 : 1;
});
