import { readStored, storageKey, writeStored, writeText } from "../../edits/storage.ts";
import { hashText } from "../../notebook/base/hash-text.ts";
import type { InputValues } from "../../notebook/output/output.ts";

/** What is set and written in a cell. */
interface Settings {
  source: string;
  inputs?: InputValues;
}

/** Which training of the page is saved, and up to which step. */
export interface LeftTraining {
  cell: string;
  step: number;
  steps: number;
  /** of the cell's text and inputs */
  hash: string;
}

const key = (): string => storageKey("training");

/** Notes at which step a training can be gone on with when the page has been left. */
export function markTraining(cell: string, { step, steps }: { step: number; steps: number }, of: Settings): void {
  // Where storage is full or blocked, the next visit will not know.
  writeStored(key(), { cell, step, steps, hash: hashOf(of) } satisfies LeftTraining);
}

/** A run of the cell has begun anew, or is over. */
export function forgetTraining(cell: string): void {
  if (leftTraining()?.cell === cell) writeText(key(), null);
}

export function leftTraining(): LeftTraining | null {
  return readStored(key(), (value) => {
    const { cell, step, steps, hash } = Object(value) as Partial<Record<keyof LeftTraining, unknown>>;
    const isLeft = typeof cell === "string" && typeof hash === "string";
    return isLeft && Number.isFinite(step) && Number.isFinite(steps)
      ? { cell, hash, step: step as number, steps: steps as number }
      : null;
  });
}

export function isOf({ hash }: LeftTraining, settings: Settings): boolean {
  return hash === hashOf(settings);
}

function hashOf({ source, inputs = {} }: Settings): string {
  return hashText(JSON.stringify([source, Object.entries(inputs).sort(([a], [b]) => (a < b ? -1 : 1))]));
}
