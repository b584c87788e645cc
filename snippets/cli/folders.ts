/** Checkpoints on disk. */
import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import { readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { assert, InputError } from "../base/assert.ts";
import type { CheckpointFiles } from "../checkpoint.ts";
import { MissingFile, type ReadFile } from "../checkpoint/files.ts";
import { NO_WEIGHTS, openSafetensors } from "../safetensors.ts";

export const STAGES = ["pretrain", "sft", "reward", "ppo"] as const;
export type Stage = (typeof STAGES)[number];

/** What the book's chapters start from: a run of the main recipe, size M. */
export const BOOK = fileURLToPath(
  new URL("../../public/checkpoints", import.meta.url),
);

/** Reads the files of a folder. */
export function folder(path: string): ReadFile {
  return async (name) => {
    const file = join(path, name);
    assert(
      existsSync(file) || !existsSync(`${file}.index.json`),
      `${path} is split into several files. Expected one ${name}: save it ` +
        `again with a larger max_shard_size.`,
    );
    const pickled = join(path, "pytorch_model.bin");
    assert(
      existsSync(file) || name !== WEIGHTS || !existsSync(pickled),
      `There is no ${file}, but ${pickled}, which only PyTorch reads. Save ` +
        `the model again with safe_serialization=True.`,
    );
    if (!existsSync(file)) {
      throw new MissingFile(`There is no ${file}. Is ${path} a checkpoint?`);
    }
    const bytes = readBytes(file);
    if (name === WEIGHTS) checkWeights(file, bytes);
    return bytes;
  };
}

const WEIGHTS = "model.safetensors";

/** A file's bytes; what the system has against it becomes an InputError. */
export function readBytes(file: string): Uint8Array {
  try {
    // Not of a pipe, say, which might never end.
    if (statSync(file).isFile()) return readFileSync(file);
  } catch (error) {
    throw new InputError(`${file} can't be read: ${(error as Error).message}`);
  }
  throw new InputError(`${file} can't be read: expected a file.`);
}

/** Loads from a folder; what is wrong there is said with its name. */
export async function loadFrom<T>(
  path: string,
  load: (read: ReadFile) => Promise<T>,
): Promise<T> {
  try {
    return await load(folder(path));
  } catch (error) {
    if (!(error instanceof InputError) || error.message.includes(path)) {
      throw error;
    }
    throw new InputError(`${path}: ${error.message}`);
  }
}

/**
 * Throws on a damaged file, and on numbers that are none: a training that went
 * wrong leaves NaN, and nothing can be computed from it.
 */
export function checkWeights(file: string, bytes: Uint8Array): void {
  try {
    const tensors = openSafetensors(bytes);
    assert(tensors.size > 0, "There is no tensor in it.");
    for (const [name, { dtype, read }] of tensors) {
      if (NO_WEIGHTS.includes(dtype)) continue;
      const wrong = firstNotFinite(read());
      assert(
        wrong === undefined,
        `"${name}" has the number ${wrong}. Train the model again, with a ` +
          `lower learning rate.`,
      );
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(`${file}: ${error.message}`);
  }
}

function firstNotFinite(numbers: Float32Array): number | undefined {
  for (let i = 0; i < numbers.length; i++) {
    const x = numbers[i]!;
    if (x - x !== 0) return x; // as Infinity - Infinity is NaN
  }
  return undefined;
}

export function isCheckpoint(path: string): boolean {
  return existsSync(join(path, "config.json"));
}

/** A checkpoint's folder, or in a run's folder the first stage there is. */
export function findCheckpoint(path: string, stages: readonly Stage[]): string {
  assert(existsSync(path), `There is no folder ${path}.`);
  assert(statSync(path).isDirectory(), `${path} is a file, not a folder.`);
  if (isCheckpoint(path)) return path;
  const stage = stages.find((stage) => isCheckpoint(join(path, stage)));
  assert(
    stage,
    `${path} is no checkpoint (it has no config.json) and holds none in ` +
      `${stages.join(", ")}.`,
  );
  return join(path, stage);
}

/** Writes all files so that a crash leaves the old one or the new one. */
export function writeFiles(path: string, files: CheckpointFiles): void {
  for (const [name, bytes] of Object.entries(files)) {
    const file = join(path, name);
    makeFolder(dirname(file));
    const part = `${file}.${process.pid}.part`;
    try {
      writeFileSync(part, bytes);
      renameSync(part, file);
    } catch (error) {
      rmSync(part, { force: true });
      throw new WriteError(
        `${file} can't be written: ${(error as Error).message}. What was ` +
          `there is as it was. Make room, and give the same command again.`,
      );
    }
  }
}

/** What the system has against a file that should be written. */
export class WriteError extends Error {}

export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.W_OK);
  } catch (error) {
    const { message } = error as Error;
    throw new InputError(`--out: can't write to ${path} (${message}).`);
  }
}
