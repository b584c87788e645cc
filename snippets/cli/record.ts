/** training.json: how a checkpoint was made and how far its training came. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { assert, InputError } from "../assert.ts";
import type { Size } from "../sizes.ts";
import type { Stage } from "./folders.ts";

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

export function recordOf(
  stage: Stage,
  { size, seed, steps, out, from }: Job,
  progress: { step: number; steps: number },
): TrainingRecord {
  const command = [
    `npm run -s rlhf -- train --stage ${stage} --size ${size} --seed ${seed}`,
    ...(steps === undefined ? [] : [`--steps ${steps}`]),
    ...(from === undefined ? [] : [`--from ${from}`]),
    `--out ${out}`,
  ].join(" ");
  const { step: done, steps: all } = progress;
  return { stage, size, seed, steps: all, done, command };
}

/**
 * The record of an earlier run in this folder, if there is one to go on from.
 * Throws when that was another training: nothing is overwritten.
 */
export function readRecord(
  path: string,
  stage: Stage,
  { size, seed }: Job,
): TrainingRecord | undefined {
  const file = join(path, RECORD);
  if (!existsSync(file)) return undefined;
  const record = parse(file);
  assert(
    record.stage === stage && record.size === size && record.seed === seed,
    `${path} holds a ${record.stage} of --size ${record.size} ` +
      `--seed ${record.seed}. Use the same flags to go on, or another --out.`,
  );
  return record;
}

function parse(file: string): TrainingRecord {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as TrainingRecord;
  } catch (error) {
    throw new InputError(`${file} is damaged: ${(error as Error).message}`);
  }
}
