/** The command `train`: runs stages, saves them, goes on after a stop. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { assert, InputError } from "../base/assert.ts";
import { encodeState, restoreState } from "../learner-state.ts";
import { createRng } from "../random.ts";
import type { Size } from "../sizes.ts";
import { BOOK, checkWeights, isCheckpoint, readBytes } from "./folders.ts";
import { STAGES, type Stage } from "./folders.ts";
import { oneOf, wholeNumber } from "./options.ts";
import { progressBar } from "./progress-bar.ts";
import { commandFor, type Job, readRecord, RECORD } from "./record.ts";
import type { TrainingRecord } from "./record.ts";
import { STAGE_RUNS, type StageRun } from "./stages.ts";
import { useThreads } from "./threads.ts";
import { assertWritable, tidyUp, writeFolder } from "./write-folder.ts";

const STATE = "training-state.safetensors";
const SAVE_EVERY_MS = 30_000;

interface StepCount {
  step: number;
  steps: number;
}

interface TrainOptions {
  stage: Stage | "all";
  size: Size;
  seed: number;
  steps?: number;
  from?: string;
  out: string;
  workers: "1" | "2" | "4" | undefined;
  json: boolean | undefined;
}

export function addTrain(program: Command): void {
  program
    .command("train")
    .summary("Trains a stage, or all four; goes on after Ctrl-C.")
    .description(
      "Trains a stage, or all four, into DIR/pretrain, DIR/sft, DIR/reward " +
        "and DIR/ppo. A stage starts from the earlier ones in DIR, else in " +
        "--from, else from the book's (size M). Ctrl-C saves; the same " +
        "command goes on.",
    )
    .requiredOption("--out <dir>", "needed: DIR, the run's folder")
    .option("--stage <name>", "one of four, or all", stageName, "all")
    .option("--size <S|M|L>", "the model's size", oneOf("S", "M", "L"), "M")
    .option("--seed <n>", "another seed, another run", wholeNumber(1), 1)
    .option("--steps <n>", "per stage; for ppo: rounds", wholeNumber(1))
    .option("--from <dir>", "another run, whose earlier stages to start from")
    .option("--workers <1|2|4>", "more are faster, numbers the same", workers)
    .option("--json", "prints a line of JSON for each step")
    .action(train);
}

const stageName = oneOf(...STAGES, "all");
const workers = oneOf("1", "2", "4");

async function train(options: TrainOptions): Promise<void> {
  const { stage, size, seed, steps, out, from, json } = options;
  const job: Job = { size, seed, steps, out, from };
  useThreads(options.workers && Number(options.workers));
  const signal = stopOnInterrupt();
  for (const each of stage === "all" ? STAGES : [stage]) {
    await trainStage(each, job, signal, json);
    if (signal.aborted) {
      say("Stopped. The same command goes on from what was saved.");
      throw new Stopped();
    }
  }
}

/** Thrown after Ctrl-C, when all is saved. */
export class Stopped extends Error {}

/** The first Ctrl-C asks to stop after this step, the second stops at once. */
function stopOnInterrupt(): AbortSignal {
  const controller = new AbortController();
  process.once("SIGINT", () => {
    controller.abort();
    process.once("SIGINT", () => process.exit(130));
  });
  return controller.signal;
}

async function trainStage(
  stage: Stage,
  job: Job,
  signal: AbortSignal,
  json: boolean | undefined,
) {
  const path = join(job.out, stage);
  assertWritable(path);
  tidyUp(path);
  const former = readRecord(path, stage, job);
  const steps = job.steps ?? former?.steps;
  if (former && former.done >= steps!) {
    say(`${path}: already trained, ${former.done} steps`);
    return;
  }
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
  await runSteps({ run, path, stage, signal, recordOf, steps, json });
}

function restore(run: StageRun, path: string): void {
  const file = join(path, STATE);
  assert(
    existsSync(file),
    `${path} has no ${STATE}, so its training can't go on. Use another --out.`,
  );
  const bytes = readBytes(file);
  checkWeights(file, bytes);
  try {
    restoreState(run.optimizers, bytes);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(`${file}: ${error.message}`);
  }
}

interface Steps {
  run: StageRun;
  path: string;
  stage: Stage;
  signal: AbortSignal;
  recordOf: (step: StepCount) => TrainingRecord;
  steps: number | undefined;
  json: boolean | undefined;
}

/** Steps until the end or a Ctrl-C; saves now and then, and at the end. */
async function runSteps(task: Steps) {
  const { run, path, stage, signal, recordOf, steps = 0, json } = task;
  const bar = progressBar(stage);
  let savedAt = performance.now();
  // If there was nothing left to do, all steps are done.
  let last: StepCount = { step: steps, steps };
  const save = () => {
    const record = `${JSON.stringify(recordOf(last), null, 2)}\n`;
    writeFolder(path, {
      ...run.files(),
      [STATE]: encodeState(run.optimizers),
      [RECORD]: new TextEncoder().encode(record),
    });
    savedAt = performance.now();
  };
  for await (const step of run.steps) {
    last = step;
    if (json) print(JSON.stringify({ stage, ...step }));
    bar.update(step.step, step.steps, watched(step, run.watch));
    await new Promise((resolve) => setImmediate(resolve)); // hear a Ctrl-C
    if (signal.aborted) break;
    if (performance.now() - savedAt > SAVE_EVERY_MS) save();
  }
  bar.end();
  save();
  const { step, steps: all } = last;
  const record = { stage, saved: path, step, steps: all };
  print(
    json ? JSON.stringify(record) : `saved ${path} (step ${step} of ${all})`,
  );
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

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
