#!/usr/bin/env node
/**
 * npm run experiments [-- NAME...] [--seeds 1,2,3] [--minutes N] [--first N]
 * npm run experiments -- --report
 *
 * Runs experiments, seed by seed and arm by arm, and writes
 * public/experiments/NAME.json. Models and finished arms are kept in
 * node_modules/.cache/mini-rlhf/experiments until the code changes that they
 * come from, so a run that was stopped goes on where it was.
 *
 * --minutes N  begins no arm after that time, and exits with status 3
 * --first N    only the first arms of each: they stand in order of their worth
 * --quick      a few steps of everything, to see whether it runs; its files
 *              stay in the cache
 * --report     runs nothing, but writes public/experiments/README.md
 */
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { arch, cpus, type } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { assert, InputError } from "../assert.ts";
import { EXPERIMENTS } from "../experiments/all.ts";
import { summarise, summaryTable } from "../experiments/summary.ts";
import { writeReport } from "./report.ts";
import { type AnyExperiment, readArm, type Row } from "./run-experiment.ts";
import { runSeed, say, shelvesOf } from "./run-experiment.ts";
import { startInNode } from "./start-in-node.ts";

interface Wish {
  experiments: readonly AnyExperiment[];
  /** undefined: those of each experiment */
  seeds: number[] | undefined;
  /** no arm is begun after so many; an arm itself takes a few at most */
  minutes: number;
  /** only so many arms of each experiment: they stand by their worth */
  first: number;
  quick: boolean;
  report: boolean;
}

function readWish(args: string[]): Wish {
  const { values, positionals } = parse(args);
  const known = EXPERIMENTS.map(({ name }) => name);
  for (const name of positionals) {
    assert(
      known.includes(name),
      `There is no experiment "${name}". Known: ${known.join(", ")}.`,
    );
  }
  const wanted = positionals.length > 0 ? positionals : known;
  return {
    experiments: EXPERIMENTS.filter(({ name }) => wanted.includes(name)),
    seeds: values.seeds === undefined ? undefined : readSeeds(values.seeds),
    minutes: readPositive("minutes", values.minutes),
    first: readPositive("first", values.first),
    quick: values.quick ?? false,
    report: values.report ?? false,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        seeds: { type: "string" },
        minutes: { type: "string" },
        first: { type: "string" },
        quick: { type: "boolean" },
        report: { type: "boolean" },
      },
      allowPositionals: true,
    });
  } catch (error) {
    throw new InputError((error as Error).message);
  }
}

function readSeeds(text: string): number[] {
  const seeds = text.split(",").map(Number);
  assert(
    seeds.every((seed) => Number.isSafeInteger(seed) && seed >= 1),
    `--seeds is a list of whole numbers from 1 upwards such as 1,2,3, got ` +
      `"${text}".`,
  );
  return [...new Set(seeds)].sort((a, b) => a - b);
}

/** As many as one likes, unless said. */
function readPositive(flag: string, text: string | undefined): number {
  const value = Number(text ?? Infinity);
  assert(value > 0, `--${flag} is a number above 0, got "${text}".`);
  return value;
}

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
