/** The files of a checkpoint, and the JSON in them. */
import { assert, InputError } from "../base/assert.ts";

/** Reads a file of a checkpoint's folder; rejects if there is none. */
export type ReadFile = (name: string) => Promise<Uint8Array>;

/** What a ReadFile rejects with if it can tell that there is no such file. */
export class MissingFile extends InputError {}

/** An object of JSON, whatever is in it. */
export type Json = Record<string, unknown>;

export function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function encodeJson(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
}

/** Throws an InputError with the file's name unless it holds an object. */
export async function readJson(
  readFile: ReadFile,
  name: string,
): Promise<Json> {
  const text = new TextDecoder().decode(await readFile(name));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InputError(
      `${name} is not JSON: ${(error as Error).message}. Was it cut off?`,
    );
  }
  assert(
    isRecord(value),
    `${name}: expected {...}, got ${text.trim().slice(0, 40)}`,
  );
  return value;
}

/** The same for a file that a checkpoint may lack: then an empty object. */
export async function readJsonIfAny(
  readFile: ReadFile,
  name: string,
): Promise<Json> {
  try {
    return await readJson(readFile, name);
  } catch (error) {
    if (error instanceof MissingFile) return {};
    throw error;
  }
}
