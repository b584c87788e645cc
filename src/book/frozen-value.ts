/** `ppo-compare.rows[model=PPO].gold`: finds one value among those that a chapter's cells keep. */
import type { FrozenChapter } from "./frozen.ts";

export interface FoundValue {
  /** folder of the chapter, if it is another than the one that asks */
  chapter: string | null;
  cell: string;
  value: string | number | boolean;
}

/** Reads the frozen outputs of the chapter with this slug or folder; null for the asking one. */
export type ReadChapter = (name: string | null) => { folder: string; frozen: FrozenChapter } | undefined;

const path = /^(?:([\w-]+)\/)?([a-z][a-z0-9-]*)((?:\.[\p{L}_$][\p{L}\p{N}_$]*|\[[^\]]+\])+)$/u;
const step = /\.([\p{L}_$][\p{L}\p{N}_$]*)|\[([^\]]+)\]/gu;

/** @throws what is wrong, in words that help to write it right */
export function findValue(of: string, readChapter: ReadChapter): FoundValue {
  const [, chapter = null, cell, rest] = path.exec(of) ?? [];
  if (cell === undefined) {
    throw new Error(`"${of}" is not written as cell-id.name, cell-id.name.field or cell-id.name[0].`);
  }
  const found = readChapter(chapter);
  if (!found) throw new Error(`there is no chapter "${chapter}".`);
  const frozen = found.frozen.cells[cell];
  if (!frozen)
    throw new Error(`cell "${cell}" has no frozen outputs (npm run freeze makes them).${listOf(found.frozen.cells)}`);
  let value: unknown = frozen.values;
  let soFar = cell;
  for (const [text, name, inBrackets] of rest!.matchAll(step)) {
    const next = name === undefined ? atBrackets(value, inBrackets!) : ownProperty(value, name);
    if (next === undefined) throw new Error(`${soFar} has no "${name ?? text}".${listOf(value)}`);
    value = next;
    soFar += text;
  }
  if (typeof value === "object") throw new Error(`${soFar} is not one value.${listOf(value)}`);
  return { chapter: chapter && found.folder, cell, value: value as FoundValue["value"] };
}

/** `[3]` is an item, counted from 0; `[model=PPO]` the first record of which that is so. */
function atBrackets(value: unknown, inside: string): unknown {
  const [, key, wanted] = /^([^=]+)=(.*)$/.exec(inside) ?? [];
  if (key === undefined) return ownProperty(value, inside.replace(/^"(.*)"$/, "$1"));
  if (!Array.isArray(value)) return undefined;
  return value.find((item) => String(ownProperty(item, key)) === wanted);
}

function ownProperty(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}

function listOf(value: unknown): string {
  if (Array.isArray(value)) return ` It is a list of ${value.length}.`;
  const names = typeof value === "object" && value !== null ? Object.keys(value) : [];
  return names.length > 0 ? ` There is: ${names.join(", ")}.` : "";
}
