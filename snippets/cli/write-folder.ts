/**
 * Writes a folder all at once: first beside its place, then in it by renaming.
 *
 * Whatever happens on the way - a full disk, a power cut, kill -9 - in its
 * place there is the old folder or the new one, never a half of either.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync } from "node:fs";
import { readdirSync, realpathSync, renameSync, rmdirSync } from "node:fs";
import { rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { assert, InputError } from "../base/assert.ts";
import type { CheckpointFiles } from "../checkpoint.ts";
import { WriteError } from "./folders.ts";

/**
 * Puts these files into the folder; others that are there stay. A name may
 * have a folder in front, as "value/config.json" has.
 */
export function writeFolder(path: string, files: CheckpointFiles): void {
  const place = placeOf(path);
  const part = `${place}.${process.pid}.part`;
  const old = `${place}.${process.pid}.old`;
  let above: string | undefined;
  try {
    above = mkdirSync(dirname(place), { recursive: true });
    if (existsSync(place)) keepOthers(place, part, files);
    for (const [name, bytes] of Object.entries(files)) {
      mkdirSync(dirname(join(part, name)), { recursive: true });
      writeFileSync(join(part, name), bytes, { flush: true });
    }
    if (existsSync(place)) renameSync(place, old);
    renameSync(part, place);
    rmSync(old, { recursive: true, force: true });
  } catch (error) {
    if (existsSync(old) && !existsSync(place)) renameSync(old, place);
    rmSync(part, { recursive: true, force: true });
    if (above !== undefined) removeEmpty(dirname(place), above);
    throw new WriteError(
      `${path} can't be written: ${(error as Error).message}. What was there ` +
        `is as it was. Make room, and give the same command again.`,
    );
  }
}

/** Takes away what was made for it, unless others have used it since. */
function removeEmpty(from: string, to: string): void {
  for (let path = from; path.length >= to.length; path = dirname(path)) {
    try {
      rmdirSync(path);
    } catch {
      return;
    }
  }
}

/** Where a folder is, or will be; a link to one stays a link. */
function placeOf(path: string): string {
  return existsSync(path) ? realpathSync(path) : resolve(path);
}

/** Copies what is not to be written anew. */
function keepOthers(place: string, part: string, files: CheckpointFiles) {
  const anew = new Set(Object.keys(files).map((name) => join(place, name)));
  cpSync(place, part, {
    recursive: true,
    filter: (source) => !anew.has(source),
  });
}

/** What a run that was killed has left beside this folder is put in order. */
export function tidyUp(path: string): void {
  const place = placeOf(path);
  if (!existsSync(dirname(place))) return;
  for (const name of readdirSync(dirname(place))) {
    const [, base, pid, kind] = /^(.*)\.(\d+)\.(part|old)$/.exec(name) ?? [];
    if (base !== basename(place) || isRunning(Number(pid))) continue;
    const left = join(dirname(place), name);
    // Killed between the two renamings: the old one is all there is.
    if (kind === "old" && !existsSync(place)) renameSync(left, place);
    else rmSync(left, { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Throws unless a folder can be made there, without making it yet. */
export function assertWritable(path: string): void {
  let there = resolve(path);
  while (!existsSync(there)) there = dirname(there);
  assert(
    statSync(there).isDirectory(),
    `--out: ${there} is a file, not a folder. Name a folder.`,
  );
  try {
    rmSync(mkdtempSync(join(there, ".rlhf-")), { recursive: true });
  } catch (error) {
    const { message } = error as Error;
    throw new InputError(
      `--out: can't write to ${path} (${message}). Name a folder that can be ` +
        `written to.`,
    );
  }
}
