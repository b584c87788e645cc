/** Files of rankings, opened one after the other, join the people who are there. */
import type { Judgement } from "mini-rlhf/labeler/judgement";
import { tooLarge } from "mini-rlhf/labeler/file-lines";
import { type JudgementsRead, readJudgements } from "mini-rlhf/labeler/judgements-file";
import { mergeJudgements, moment } from "mini-rlhf/labeler/merge-judgements";
import type { OpenedFile } from "./class-html.ts";
import { fileWords } from "./class-words.ts";

/** What is read of a file that somebody chooses or drops. */
export type ChosenFile = Pick<File, "name" | "size" | "lastModified" | "arrayBuffer">;

export interface Opened {
  /** those of others, with what the files have brought */
  others: Judgement[];
  files: OpenedFile[];
}

/**
 * Reads them all; never throws.
 * @param others who is there already
 * @param mine what the reader has ranked: a file of their own brings nobody
 */
export async function openFiles(
  chosen: readonly ChosenFile[],
  others: readonly Judgement[],
  mine: readonly Judgement[],
): Promise<Opened> {
  const own = new Set(mine.map(moment));
  let there = [...others];
  const files: OpenedFile[] = [];
  for (const file of chosen) {
    const reading = await readFile(file);
    const foreign = reading.judgements.filter((judgement) => !own.has(moment(judgement)));
    const merged = mergeJudgements(there, foreign);
    there = merged.judgements;
    const words = fileWords(shortName(file.name), reading, merged, reading.judgements.length - foreign.length);
    files.push({ words, problems: reading.problems });
  }
  return { others: there, files };
}

async function readFile(file: ChosenFile): Promise<JudgementsRead> {
  const refused = (message: string): JudgementsRead => {
    return { judgements: [], problems: [{ line: 0, message }], duplicates: 0 };
  };
  const size = tooLarge(file.size);
  if (size !== null) return refused(size);
  try {
    const content = new Uint8Array(await file.arrayBuffer());
    return readJudgements(content, { name: file.name, time: timeOf(file) });
  } catch {
    return refused("The browser could not read the file. Is it still there? Open it again.");
  }
}

/** Of lines that do not say when: it is the same whenever the file is opened. */
function timeOf({ lastModified }: ChosenFile): string {
  const at = new Date(lastModified);
  return Number.isFinite(at.getTime()) && at.getUTCFullYear() < 10_000 ? at.toISOString() : "1970-01-01T00:00:00Z";
}

function shortName(name: string): string {
  return name.length > 60 ? `${name.slice(0, 60)}…` : name;
}
