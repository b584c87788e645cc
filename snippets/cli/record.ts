/** training.json: how a checkpoint was made and how far its training came. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { assert, InputError } from "../base/assert.ts";
import { isRecord } from "../checkpoint/files.ts";
import type { Size } from "../sizes.ts";
import { readBytes, STAGES, type Stage } from "./folders.ts";

export const RECORD = "training.json";

export interface TrainingRecord {
  stage: Stage;
  size: Size;
  seed: number;
  /** steps that the training has, and steps made so far */
  steps: number;
  done: number;
  /** makes this checkpoint anew */
  command: string;
}

/** What was asked for on the command line. */
export interface Job {
  size: Size;
  seed: number;
  /** undefined: as many as the recipe has */
  steps: number | undefined;
  /** the run's folder, with a subfolder per stage */
  out: string;
  /** another run, whose earlier stages to start from */
  from: string | undefined;
}

/** The command that makes this checkpoint anew, after those of `former`. */
export function commandFor(
  stage: Stage,
  { size, seed, steps, out, from }: Job,
  former?: TrainingRecord,
): string {
  const command = [
    `npm run -s rlhf -- train --stage ${stage} --size ${size} --seed ${seed}`,
    ...(steps === undefined ? [] : [`--steps ${steps}`]),
    ...(from === undefined ? [] : [`--from ${from}`]),
    `--out ${out}`,
  ].join(" ");
  if (!former || former.command.endsWith(command)) return command;
  return former.steps === former.done
    ? `${former.command} && ${command}`
    : former.command;
}

/**
 * The record of an earlier run in this folder, if there is one to go on from.
 * Throws when that was another training: nothing is overwritten.
 */
export function readRecord(
  path: string,
  stage: Stage,
  { size, seed, steps }: Job,
): TrainingRecord | undefined {
  const file = join(path, RECORD);
  if (!existsSync(file)) return undefined;
  const record = parse(file);
  assert(
    record.stage === stage && record.size === size && record.seed === seed,
    `${path} holds a ${record.stage} of --size ${record.size} ` +
      `--seed ${record.seed}. Use the same flags to go on, or another --out.`,
  );
  assert(
    record.done >= record.steps || (steps ?? record.steps) === record.steps,
    `${path} holds ${record.done} of --steps ${record.steps}. Finish that ` +
      `first: the learning rate depends on how many steps there are.`,
  );
  return record;
}

/** How the checkpoint in this folder was made. */
export function recordOf(path: string): TrainingRecord {
  const file = join(path, RECORD);
  assert(
    existsSync(file),
    `${path} has no ${RECORD}, which says what seed its data come from.`,
  );
  return parse(file);
}

function parse(file: string): TrainingRecord {
  const text = new TextDecoder().decode(readBytes(file));
  let record: Partial<TrainingRecord> | null;
  try {
    record = JSON.parse(text) as Partial<TrainingRecord> | null;
  } catch (error) {
    throw new InputError(
      `${file} is damaged: ${(error as Error).message}. Use another --out, ` +
        `or delete ${file}.`,
    );
  }
  assert(
    record && isRecord(record) && isWhole(record),
    `${file} is damaged: it should tell stage, size, seed, steps, done and ` +
      `command. Use another --out, or delete ${file}.`,
  );
  return record as TrainingRecord;
}

function isWhole(record: Partial<TrainingRecord>): boolean {
  const { stage, size, seed, steps, done, command } = record;
  const count = (n: unknown, least: number) =>
    Number.isSafeInteger(n) && Number(n) >= least;
  return (
    STAGES.includes(stage!) &&
    ["S", "M", "L"].includes(size!) &&
    count(seed, 1) &&
    count(steps, 1) &&
    count(done, 0) &&
    typeof command === "string"
  );
}
