/** The command `train`: runs stages, saves them, goes on after a stop. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { assert } from "../assert.ts";
import { encodeState, restoreState } from "../learner-state.ts";
import { createRng } from "../random.ts";
import { BOOK, folder, isCheckpoint, makeFolder } from "./folders.ts";
import { STAGES, type Stage, writeFiles } from "./folders.ts";
import { type Flags, oneOf, readFlags, required } from "./flags.ts";
import { wholeNumber } from "./flags.ts";
import { progressBar } from "./progress-bar.ts";
import { type Job, readRecord, RECORD, recordOf } from "./record.ts";
import { STAGE_RUNS, type StageRun } from "./stages.ts";

const STATE = "training-state.safetensors";
const SAVE_EVERY_MS = 30_000;

export async function train(args: string[]): Promise<void> {
  const known = ["stage", "size", "seed", "steps", "from", "out"];
  const flags = readFlags(args, known);
  const stage = oneOf(flags, "stage", [...STAGES, "all"] as const, "all");
  const job = readJob(flags);
  makeFolder(job.out);
  const signal = stopOnInterrupt();
  for (const each of stage === "all" ? STAGES : [stage]) {
    await trainStage(each, job, signal);
    if (signal.aborted) {
      say("Stopped. The same command goes on from here.");
      process.exitCode = 130;
      return;
    }
  }
}

function readJob(flags: Flags): Job {
  return {
    size: oneOf(flags, "size", ["S", "M", "L"] as const, "M"),
    seed: wholeNumber(flags, "seed", 1, 1),
    steps: wholeNumber(flags, "steps", 1, undefined),
    out: required(flags, "out"),
    from: flags.from,
  };
}

/** The first Ctrl-C asks to stop after this step, the second stops at once. */
function stopOnInterrupt(): AbortSignal {
  const controller = new AbortController();
  process.once("SIGINT", () => {
    controller.abort();
    process.once("SIGINT", () => process.exit(130));
  });
  return controller.signal;
}

async function trainStage(stage: Stage, job: Job, signal: AbortSignal) {
  const path = join(job.out, stage);
  const former = readRecord(path, stage, job);
  const goal = job.steps ?? (former && former.steps);
  if (former && former.done >= goal!) {
    say(`${path}: already trained, ${former.done} steps`);
    return;
  }
  const run = await STAGE_RUNS[stage]({
    ...job,
    path,
    signal,
    rng: createRng(job.seed),
    earlier: (wanted) => folder(earlierStage(wanted, stage, job)),
  });
  if (signal.aborted) return;
  if (former) {
    restoreState(run.optimizers, readState(path));
    say(`${path}: goes on after step ${former.done}`);
  }
  await runSteps(stage, run, path, job, signal);
}

function readState(path: string): Uint8Array {
  const file = join(path, STATE);
  assert(
    existsSync(file),
    `${path} has no ${STATE}, so its training can't go on. Use another --out.`,
  );
  return readFileSync(file);
}

/** Steps until the end or a Ctrl-C; saves now and then, and at the end. */
async function runSteps(
  stage: Stage,
  run: StageRun,
  path: string,
  job: Job,
  signal: AbortSignal,
) {
  const bar = progressBar(stage);
  let savedAt = performance.now();
  let last = { step: 0, steps: 0 };
  const save = () => {
    const record = recordOf(stage, job, last);
    writeFiles(path, {
      ...run.files(),
      [STATE]: encodeState(run.optimizers),
      // the last one: it says that the others are there
      [RECORD]: new TextEncoder().encode(JSON.stringify(record, null, 2)),
    });
    savedAt = performance.now();
  };
  for await (const step of run.steps) {
    last = step;
    bar.update(step.step, step.steps, watched(step, run.watch));
    await new Promise((resolve) => setImmediate(resolve)); // hear a Ctrl-C
    if (signal.aborted) break;
    if (performance.now() - savedAt > SAVE_EVERY_MS) save();
  }
  bar.end();
  save();
  process.stdout.write(`saved ${path} (step ${last.step} of ${last.steps})\n`);
}

/** The folder of an earlier stage: of this run, of --from, of the book. */
function earlierStage(wanted: Stage, stage: Stage, job: Job): string {
  const runs = [job.out, job.from, job.size === "M" ? BOOK : undefined];
  const run = runs.find((path) => path && isCheckpoint(join(path, wanted)));
  assert(
    run,
    `The ${stage} stage starts from a ${wanted} checkpoint, but ` +
      `${join(job.out, wanted)} has none. Train it first (--stage ${wanted}) ` +
      `or name a run that has one (--from DIR).`,
  );
  if (run !== job.out) say(`${stage} starts from ${join(run, wanted)}`);
  return join(run, wanted);
}

function watched(step: object, names: readonly string[]) {
  const numbers = step as Record<string, number>;
  return Object.fromEntries(names.map((name) => [name, numbers[name]!]));
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
