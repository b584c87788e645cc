/** Takes a text that was made of several cells apart again. */
import { withoutMargins } from "./file-piece.ts";
import { shareIn, sharedRuns, wordRuns, type WordRuns, wordsOf } from "./likeness.ts";

export interface KnownCell {
  id: string;
  /** the texts that it has or had */
  texts: readonly string[];
  /** of each of them, and of all */
  versions: readonly WordRuns[];
  runs: WordRuns;
}

/** A part of the text, and the cell it is; null if it is none of them. */
export interface TextPart {
  id: string | null;
  text: string;
}

/** A cell is in a text if so much of it is. */
const fewest = 0.5;

/**
 * `owner` is the cell that the text is said to be, `missing` are those that the file does not have
 * otherwise. Null where the text is not several cells, one after the other.
 */
export function cutMerged(text: string, owner: KnownCell | null, missing: readonly KnownCell[]): TextPart[] | null {
  const runs = wordRuns(text);
  const inside = notExplained(missing, runs);
  if (inside.length === 0) return null;
  const parts: TextPart[] = [];
  for (const { id, text: unit } of labelled(statements(text), owner, inside)) {
    const last = parts.at(-1);
    if (last && last.id === id) last.text += `\n${unit}`;
    else parts.push({ id, text: unit });
  }
  const ids = parts.map(({ id }) => id);
  const isInOrder = new Set(ids).size === ids.length;
  const hasAll = [...(owner ? [owner] : []), ...inside].every(({ id }) => ids.includes(id));
  return isInOrder && hasAll ? parts.map(({ id, text }) => ({ id, text: withoutMargins(text) })) : null;
}

/** The cells of which so much is in the text, but for those that are in it as a part of another one that they are like. */
function notExplained(missing: readonly KnownCell[], runs: WordRuns): KnownCell[] {
  const shares = missing.map((cell) => ({ cell, share: Math.max(...cell.versions.map((own) => shareIn(own, runs))) }));
  const found = shares.filter(({ share }) => share >= fewest);
  const explains = (one: KnownCell, share: number): boolean =>
    found.some(({ cell, share: more }) => more > share && shareIn(one.runs, cell.runs) >= share - 0.1);
  return found.filter(({ cell, share }) => !explains(cell, share)).map(({ cell }) => cell);
}

/** What could be of several cells belongs to the one below if that begins so, and else to the one above. */
function labelled(units: string[], owner: KnownCell | null, inside: readonly KnownCell[]): TextPart[] {
  const cells = owner ? [owner, ...inside] : inside;
  const parts = units.map((text): TextPart => ({ id: cellOf(text, cells), text }));
  let above = owner?.id ?? null;
  for (let at = 0; at < parts.length; at++) {
    if (parts[at]!.id === null) {
      const next = parts.findIndex(({ id }, index) => index > at && id !== null);
      const below = cells.find(({ id }) => id === parts[next]?.id);
      const isBeginning = below && begins(below, units.slice(at, next).join("\n"));
      parts[at]!.id = isBeginning ? below.id : above;
    }
    above = parts[at]!.id;
  }
  return parts;
}

function begins({ texts }: KnownCell, start: string): boolean {
  const words = wordsOf(start);
  return texts.some((text) => wordsOf(text).slice(0, words.length).join(" ") === words.join(" "));
}

/** The cell that most of a statement is from; null if it could be several, or none. */
function cellOf(statement: string, cells: readonly KnownCell[]): string | null {
  const runs = wordRuns(statement);
  const found = cells
    .map(({ id, runs: own }) => ({ id, count: sharedRuns(runs, own) }))
    .sort((a, b) => b.count - a.count);
  const [first, second] = found;
  if (!first || first.count * 2 < runs.size || first.count === 0) return null;
  return second && second.count === first.count ? null : first.id;
}

/** What stands at the left margin begins a statement, unless it ends the one above; a comment belongs to what it is above. */
function statements(text: string): string[] {
  const units: string[] = [];
  let isOpen = false;
  for (const line of text.split("\n")) {
    const begins = /^[^\s)\]}.?:,;]/.test(line);
    if (units.length > 0 && (!begins || isOpen)) units[units.length - 1] += `\n${line}`;
    else units.push(line);
    isOpen = begins ? /^\/[/*]/.test(line) : isOpen && line.trim() === "";
  }
  return units;
}
