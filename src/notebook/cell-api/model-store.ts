import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { type StorageTrouble, troubleOf } from "../base/storage-trouble.ts";

/** A model that the reader keeps in this browser. */
export interface SavedModel {
  name: string;
  /** one that writes, or one that gives a score */
  kind: ModelKind;
  /** milliseconds since 1970 */
  keptAt: number;
  bytes: number;
  parameters: number;
  /** the cell that made it */
  cell: string;
}

export type ModelKind = "language model" | "scoring model";

export type ModelFiles = Record<string, Uint8Array>;

interface Schema extends DBSchema {
  /** what there is, without the weights */
  models: { key: string; value: SavedModel };
  /** a checkpoint's folder, as snippets/checkpoint.ts writes it */
  files: { key: string; value: ModelFiles };
}

/** Something that the reader can do something about; the message says what. */
class StoreProblem extends Error {}

let opened: Promise<IDBPDatabase<Schema>> | null = null;

function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= open();
  opened.catch(() => (opened = null));
  return opened;
}

async function open(): Promise<IDBPDatabase<Schema>> {
  const forget = (): void => void (opened = null);
  const db = await openDB<Schema>("mini-rlhf", 1, {
    upgrade(db) {
      db.createObjectStore("models", { keyPath: "name" });
      db.createObjectStore("files");
    },
    // A newer edition of the book, in another tab, is not to wait for this one.
    blocking(_, __, event) {
      forget();
      (event.target as IDBDatabase).close();
    },
    terminated: forget,
  });
  if (db.objectStoreNames.length === 2) return db;
  db.close();
  throw new DOMException("It has other stores.", "NotFoundError");
}

/** The newest first; what is no model is not one of them, and stays where it is. */
export async function listModels(): Promise<SavedModel[]> {
  const models = (await kept((db) => db.getAll("models"))).filter(isModel);
  return models.sort((a, b) => b.keptAt - a.keptAt);
}

/** How many entries are there that cannot be read. */
export async function countBroken(): Promise<number> {
  return (await kept((db) => db.getAll("models"))).filter((row) => !isModel(row)).length;
}

function isModel(row: unknown): row is SavedModel {
  const { name, kind, keptAt, bytes, parameters, cell } = Object(row) as Partial<Record<keyof SavedModel, unknown>>;
  const isKind = kind === "language model" || kind === "scoring model";
  const isCounted = [keptAt, bytes, parameters].every((one) => typeof one === "number" && Number.isFinite(one));
  return typeof name === "string" && isKind && isCounted && typeof cell === "string";
}

/** Keeps a model, in the place of one with the same name. */
export async function putModel(model: SavedModel, files: ModelFiles): Promise<void> {
  await kept(async (db) => {
    const change = db.transaction(["models", "files"], "readwrite");
    await Promise.all([
      change.objectStore("models").put(model),
      change.objectStore("files").put(files, model.name),
      change.done,
    ]);
  }, model);
}

export async function modelFiles(name: string): Promise<ModelFiles> {
  const files: unknown = await kept((db) => db.get("files", name));
  if (!files) throw new StoreProblem(`There is no model “${name}” in this browser any more.`);
  if (!areFiles(files))
    throw new StoreProblem(`What this browser keeps of the model “${name}” cannot be read. Delete it under My models.`);
  return files;
}

function areFiles(value: unknown): value is ModelFiles {
  return typeof value === "object" && Object.values(value ?? {}).every((file) => file instanceof Uint8Array);
}

export async function deleteModel(name: string): Promise<void> {
  await kept(async (db) => {
    const change = db.transaction(["models", "files"], "readwrite");
    await Promise.all([
      change.objectStore("models").delete(name),
      change.objectStore("files").delete(name),
      change.done,
    ]);
  });
}

/** Does something with the database, or says in words why not; `model` is what it has to take. */
async function kept<T>(use: (db: IDBPDatabase<Schema>) => Promise<T>, model?: SavedModel): Promise<T> {
  try {
    return await use(await database());
  } catch (error) {
    const trouble = troubleOf(error);
    throw new StoreProblem(trouble === "full" && model ? noRoom(model) : words[trouble]);
  }
}

const words: Record<StorageTrouble, string> = {
  full: "This browser has no more room for the site’s models.",
  blocked: "This browser keeps no models for the site, perhaps because the window is a private one.",
  broken: "What this browser keeps of the site’s models cannot be read: its storage is damaged.",
  newer: "A newer edition of the book keeps the models of this browser. Reload the page to see them.",
};

function noRoom({ name, bytes }: SavedModel): string {
  const size = (bytes / 1e6).toFixed(1);
  return `The browser has no room for “${name}” (${size} MB). Delete an older model under My models, or download it first.`;
}
