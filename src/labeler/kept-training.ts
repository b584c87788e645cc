import { type DBSchema, openDB } from "idb";
import type { Taste } from "mini-rlhf/labeler/fit-taste";
import {
  count,
  list,
  nullable,
  number,
  read,
  readonlyList,
  record,
  type Schema,
  text,
} from "../notebook/base/schema.ts";
import { roundSchema, type ShownRound } from "./protocol.ts";

/** A training on a reader's rankings, begun or done: it goes on from here, to the bit. */
export interface KeptTraining {
  taste: Taste;
  seed: number;
  /** how many rounds it was to have */
  wanted: number;
  /** those that are in `state` */
  rounds: ShownRound[];
}

interface Row extends KeptTraining {
  /** the learner state: policy, value model and their optimizers */
  state: Uint8Array;
}

interface Database extends DBSchema {
  trainings: { key: string; value: Row };
}

const tasteSchema: Schema<Taste> = record<Taste>({
  names: readonlyList(text(60), 40),
  weights: readonlyList(number, 40),
  deviations: readonlyList(number, 40),
  covariance: readonlyList(readonlyList(number, 40), 40),
  priorDeviations: readonlyList(number, 40),
});

const schema = record<KeptTraining>({
  taste: tasteSchema,
  seed: count,
  wanted: count,
  rounds: list(roundSchema, 5000),
});

/** There is one at a time. */
const key = "latest";

function database() {
  return openDB<Database>("mini-rlhf-labeler", 1, {
    upgrade: (db) => void db.createObjectStore("trainings"),
    blocking: (_, __, event) => (event.target as IDBDatabase).close(),
  });
}

/** @returns whether it is kept; a browser may have no room, or keep nothing */
export async function keepTraining(training: KeptTraining, state: Uint8Array): Promise<boolean> {
  try {
    const db = await database();
    await db.put("trainings", { ...training, state }, key);
    db.close();
    return true;
  } catch {
    return false;
  }
}

/** Null if there is none, or none that can be read. */
export async function keptTraining(): Promise<(KeptTraining & { state: Uint8Array }) | null> {
  try {
    const db = await database();
    const row: unknown = await db.get("trainings", key);
    db.close();
    const { state } = Object(row) as Partial<Row>;
    return state instanceof Uint8Array ? { ...read(nullable(schema), row)!, state } : null;
  } catch {
    return null;
  }
}
