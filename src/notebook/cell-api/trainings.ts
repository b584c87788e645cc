import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { StepRecord } from "./progress.ts";

/** A training as far as it had come, for the reader who comes back to it. */
export interface SavedTraining {
  cell: string;
  /** what it follows from: the core, and the code and inputs of the cell and of all that it needs */
  key: string;
  /** what it has reported, step by step */
  records: StepRecord[];
  /** its parameters and its optimizers' moments, as snippets/learner-state.ts writes them */
  state: Uint8Array;
}

/** Where they are kept, one for each cell. */
export interface Trainings {
  get(cell: string): Promise<SavedTraining | undefined>;
  put(training: SavedTraining): Promise<void>;
  delete(cell: string): Promise<void>;
}

interface Schema extends DBSchema {
  trainings: { key: string; value: SavedTraining };
}

/** Those in this browser; nobody waits for them, so that one that keeps nothing needs no words. */
export function browserTrainings(): Trainings {
  let opened: Promise<IDBPDatabase<Schema>> | null = null;
  const database = (): Promise<IDBPDatabase<Schema>> => {
    opened ??= openDB<Schema>("mini-rlhf-trainings", 1, {
      upgrade: (db) => void db.createObjectStore("trainings", { keyPath: "cell" }),
      terminated: () => (opened = null),
    });
    opened.catch(() => (opened = null));
    return opened;
  };
  return {
    get: async (cell) => (await database()).get("trainings", cell),
    put: async (training) => void (await (await database()).put("trainings", training)),
    delete: async (cell) => (await database()).delete("trainings", cell),
  };
}
