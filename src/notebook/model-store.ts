import { type DBSchema, type IDBPDatabase, openDB } from "idb";

/** A model that the reader keeps in this browser. */
export interface KeptModel {
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
  models: { key: string; value: KeptModel };
  /** a checkpoint's folder, as snippets/checkpoint.ts writes it */
  files: { key: string; value: ModelFiles };
}

/** Something that the reader can do something about; the message says what. */
export class StoreProblem extends Error {}

let opened: Promise<IDBPDatabase<Schema>> | null = null;

function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= open();
  opened.catch(() => (opened = null));
  return opened;
}

async function open(): Promise<IDBPDatabase<Schema>> {
  const forget = (): void => void (opened = null);
  return openDB<Schema>("mini-rlhf", 1, {
    upgrade(db) {
      db.createObjectStore("models", { keyPath: "name" });
      db.createObjectStore("files");
    },
    terminated: forget,
  });
}

/** The newest first. */
export async function listModels(): Promise<KeptModel[]> {
  const models = await (await reached()).getAll("models");
  return models.sort((a, b) => b.keptAt - a.keptAt);
}

/** Keeps a model, in the place of one with the same name. */
export async function putModel(model: KeptModel, files: ModelFiles): Promise<void> {
  const db = await reached();
  try {
    const change = db.transaction(["models", "files"], "readwrite");
    await Promise.all([change.objectStore("models").put(model), change.objectStore("files").put(files, model.name), change.done]);
  } catch (error) {
    throw isQuota(error) ? new StoreProblem(noRoom(model)) : error;
  }
}

export async function modelFiles(name: string): Promise<ModelFiles> {
  const files = await (await reached()).get("files", name);
  if (!files) throw new StoreProblem(`There is no model “${name}” in this browser any more.`);
  return files;
}

export async function deleteModel(name: string): Promise<void> {
  const change = (await reached()).transaction(["models", "files"], "readwrite");
  await Promise.all([change.objectStore("models").delete(name), change.objectStore("files").delete(name), change.done]);
}

async function reached(): Promise<IDBPDatabase<Schema>> {
  try {
    return await database();
  } catch {
    throw new StoreProblem("This browser keeps no models for the site, perhaps because the window is a private one.");
  }
}

function isQuota(error: unknown): boolean {
  return error instanceof Error ? /quota/i.test(`${error.name} ${error.message}`) : false;
}

function noRoom({ name, bytes }: KeptModel): string {
  const size = (bytes / 1e6).toFixed(1);
  return `The browser has no room for “${name}” (${size} MB). Delete an older model under My models, or download it first.`;
}
