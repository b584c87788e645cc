/** Checkpoints on disk. */
import { existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { assert, InputError } from "../assert.ts";
import type { CheckpointFiles, ReadFile } from "../checkpoint.ts";

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
    assert(existsSync(file), `There is no ${file}. Is ${path} a checkpoint?`);
    return readFileSync(file);
  };
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
    writeFileSync(`${file}.part`, bytes);
    renameSync(`${file}.part`, file);
  }
}

export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    const { message } = error as Error;
    throw new InputError(`--out: ${path} can't be made a folder (${message}).`);
  }
}
