import { diffLines } from "diff";

export interface DiffLine {
  /** "gap": that many unchanged lines are left out */
  kind: "same" | "added" | "removed" | "gap";
  text: string;
}

/** How many unchanged lines stand around a change. */
const around = 2;

/** Texts that differ in more lines are shown one after the other. */
const maxEditLength = 1000;

/** How `after` came from `before`, line by line. */
export function lineDiff(before: string, after: string): DiffLine[] {
  const [from, to] = [ended(before), ended(after)];
  const parts = diffLines(from, to, { maxEditLength }) ?? [
    { value: from, removed: true, added: false },
    { value: to, removed: false, added: true },
  ];
  const lines = parts.flatMap(({ value, added, removed }) => {
    const kind = added ? "added" : removed ? "removed" : "same";
    return value
      .replace(/\n$/, "")
      .split("\n")
      .map((text): DiffLine => ({ kind, text }));
  });
  return withGaps(lines);
}

function ended(text: string): string {
  return text.endsWith("\n") ? text : `${text}\n`;
}

function withGaps(lines: DiffLine[]): DiffLine[] {
  const isNear = lines.map((_, at) => {
    const nearby = lines.slice(Math.max(0, at - around), at + around + 1);
    return nearby.some(({ kind }) => kind !== "same");
  });
  const kept: DiffLine[] = [];
  let skipped = 0;
  lines.forEach((line, at) => {
    if (!isNear[at]) return void skipped++;
    if (skipped > 0) kept.push(gap(skipped));
    skipped = 0;
    kept.push(line);
  });
  return skipped > 0 ? [...kept, gap(skipped)] : kept;
}

function gap(lines: number): DiffLine {
  return { kind: "gap", text: lines === 1 ? "1 line" : `${lines} lines` };
}
