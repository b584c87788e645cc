/** The command `train`: runs stages, saves them, goes on after a stop. */
import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { assert, InputError } from "../base/assert.ts";
import { encodeState, restoreState } from "../learner-state.ts";
import { createRng } from "../random.ts";
import { BOOK, isCheckpoint, makeFolder, readBytes } from "./folders.ts";
import { STAGES, type Stage, writeFiles } from "./folders.ts";
import { type Flags, oneOf, readFlags, required } from "./flags.ts";
import { wholeNumber } from "./flags.ts";
import { progressBar } from "./progress-bar.ts";
import { commandFor, type Job, readRecord, RECORD } from "./record.ts";
import type { TrainingRecord } from "./record.ts";
import { useTwoWorkers } from "./second-worker.ts";
import { STAGE_RUNS, type StageRun } from "./stages.ts";

const STATE = "training-state.safetensors";
const SAVE_EVERY_MS = 30_000;

interface StepCount {
  step: number;
  steps: number;
}

export async function train(args: string[]): Promise<void> {
  const known = ["stage", "size", "seed", "steps", "from", "out"];
  const flags = readFlags(args, [...known, "workers"]);
  const stage = oneOf(flags, "stage", [...STAGES, "all"] as const, "all");
  const job = readJob(flags);
  const workers = oneOf(flags, "workers", ["1", "2"] as const, "2");
  if (workers === "2") useTwoWorkers();
  makeFolder(job.out);
  const signal = stopOnInterrupt();
  for (const each of stage === "all" ? STAGES : [stage]) {
    await trainStage(each, job, signal);
    if (signal.aborted) {
      say("Stopped. The same command goes on from what was saved.");
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
  const steps = job.steps ?? former?.steps;
  if (former && former.done >= steps!) {
    say(`${path}: already trained, ${former.done} steps`);
    return;
  }
  makeFolder(path);
  const sources = new Map<Stage, string>();
  const run = await STAGE_RUNS[stage]({
    ...job,
    steps,
    path,
    signal,
    resumed: former !== undefined,
    rng: createRng(job.seed),
    earlier(wanted) {
      const source = earlierStage(wanted, stage, job);
      sources.set(wanted, source);
      return source;
    },
  });
  for (const [wanted, source] of sources) {
    if (source !== join(job.out, wanted)) say(`${stage} starts from ${source}`);
  }
  if (signal.aborted) return;
  if (former) {
    restore(run, path);
    say(`${path}: goes on after step ${former.done}`);
  }
  const { size, seed } = job;
  const command = commandFor(stage, job, former);
  const recordOf = ({ step: done, steps }: StepCount) => {
    return { stage, size, seed, steps, done, command };
  };
  await runSteps(run, path, signal, recordOf, steps);
}

function restore(run: StageRun, path: string): void {
  const file = join(path, STATE);
  assert(
    existsSync(file),
    `${path} has no ${STATE}, so its training can't go on. Use another --out.`,
  );
  try {
    restoreState(run.optimizers, readBytes(file));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(`${file}: ${error.message}`);
  }
}

/** Steps until the end or a Ctrl-C; saves now and then, and at the end. */
async function runSteps(
  run: StageRun,
  path: string,
  signal: AbortSignal,
  recordOf: (step: StepCount) => TrainingRecord,
  steps = 0,
) {
  const bar = progressBar(basename(path));
  let savedAt = performance.now();
  // If there was nothing left to do, all steps are done.
  let last: StepCount = { step: steps, steps };
  const save = () => {
    const record = `${JSON.stringify(recordOf(last), null, 2)}\n`;
    writeFiles(path, {
      ...run.files(),
      [STATE]: encodeState(run.optimizers),
      // the last one: it says that the others are there
      [RECORD]: new TextEncoder().encode(record),
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
  const runs = [job.out, job.from ?? (job.size === "M" ? BOOK : undefined)];
  const run = runs.find((path) => path && isCheckpoint(join(path, wanted)));
  const looked = runs.filter((path) => path).map((path) => join(path!, wanted));
  assert(
    run,
    `The ${stage} stage starts from a ${wanted} checkpoint, but there is ` +
      `none in ${looked.join(" or ")}. Train it first (--stage ${wanted}) ` +
      `or name a run that has one (--from DIR).`,
  );
  return join(run, wanted);
}

function watched(step: object, names: readonly string[]) {
  const numbers = step as Record<string, number>;
  return Object.fromEntries(names.map((name) => [name, numbers[name]!]));
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
