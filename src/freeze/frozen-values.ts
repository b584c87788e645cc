/** Keeps a cell's values for the cells below; tensors go into a file of their own. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { FrozenValues } from "../book/frozen.ts";
import { dependencies } from "../notebook/kernel/run-plan.ts";
import { takeSnapshot, type StoredTensor } from "../notebook/kernel/snapshot.ts";
import { decodeSafetensors, encodeSafetensors } from "../../snippets/safetensors.ts";
import { type FreezableCell, root } from "./chapter-cells.ts";
import { digest } from "./digest.ts";
import type { CellResult } from "./run-chapter.ts";

/** The names that cells below take from this one. */
export function takenNames(cell: FreezableCell, cells: FreezableCell[]): string[] {
  const names = new Set<string>();
  for (const index of cells.keys()) {
    for (const [name, definer] of dependencies(index, cells)) if (definer === cell) names.add(name);
  }
  return [...names];
}

/** Files of public/ to write, by path. */
export type FrozenFiles = Map<string, Uint8Array>;

/** What cannot be kept is told to `warn`; who needs it makes the cell run. */
export function freezeValues(
  chapter: string,
  result: CellResult,
  cells: FreezableCell[],
  files: FrozenFiles,
  warn: (why: string) => void,
): FrozenValues {
  const { cell, values, reads } = result;
  const file = `frozen/${chapter}/${cell.id}.safetensors`;
  const known = knownTensors(reads);
  const own = new Map<string, StoredTensor>();
  const taken = new Map(
    takenNames(cell, cells)
      .filter((name) => values.has(name) && canKeep(name, values.get(name), warn))
      .map((name) => [name, values.get(name)]),
  );
  const snapshot = takeSnapshot(taken, (name, tensor) => {
    const place = known.get(tensorDigest(tensor));
    if (place) return place;
    own.set(name, tensor);
    return { file, name };
  });
  if (own.size > 0) files.set(file, encodeSafetensors(own));
  return snapshot;
}

function canKeep(name: string, value: unknown, warn: (why: string) => void): boolean {
  try {
    takeSnapshot(new Map([[name, value]]), () => ({ file: "", name: "" }));
    return true;
  } catch (error) {
    warn((error as Error).message);
    return false;
  }
}

/** Replaces what a former freeze has kept of a chapter. */
export function writeValues(chapter: string, files: FrozenFiles): void {
  rmSync(path.join(frozenFolder, chapter), { recursive: true, force: true });
  for (const [file, bytes] of files) {
    const where = path.join(root, "public", file);
    mkdirSync(path.dirname(where), { recursive: true });
    writeFileSync(where, bytes);
  }
}

const frozenFolder = path.join(root, "public/frozen");

/** Folders of chapters that have another name now. */
export function removeOthersValues(chapters: string[]): void {
  mkdirSync(frozenFolder, { recursive: true });
  for (const folder of readdirSync(frozenFolder)) {
    if (!chapters.includes(folder)) rmSync(path.join(frozenFolder, folder), { recursive: true });
  }
}

/** A tensor that the cell loaded and left alone lies in a checkpoint already. */
function knownTensors(reads: string[]): Map<string, { file: string; name: string }> {
  const checkpoints = [...new Set(reads)].filter((file) => file.endsWith(".safetensors"));
  return new Map(
    checkpoints.flatMap((file) => {
      const tensors = decodeSafetensors(readFileSync(path.join(root, "public", file)));
      return [...tensors].map(([name, tensor]) => [tensorDigest(tensor), { file, name }] as const);
    }),
  );
}

function tensorDigest({ shape, data }: StoredTensor): string {
  return digest(shape.join(), new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}
