import type { Judgement } from "mini-rlhf/labeler/judgement";
import { readStored, writeStored } from "../edits/storage.ts";
import {
  count,
  fitting,
  list,
  number,
  optional,
  read,
  readonlyList,
  record,
  type Schema,
  text,
} from "../notebook/base/schema.ts";
import type { StorageTrouble } from "../notebook/base/storage-trouble.ts";
import type { KeptLabeling } from "./labeling.ts";

/** The whole book has one: whoever begins in a chapter goes on elsewhere. */
export const labelingKey = "mini-rlhf:labeling:cards";

const judgement: Schema<Judgement> = fitting(
  record<Judgement>({
    id: text(60),
    prompt: text(400),
    answers: readonlyList(text(400), 9),
    repeats: optional(text(60)),
    ranks: readonlyList(count, 9),
    who: text(80),
    time: text(40),
    seconds: number,
  }),
  "a rank for every answer, or none",
  ({ answers, ranks }) => ranks.length === 0 || ranks.length === answers.length,
);

const schema = record<KeptLabeling>({
  seed: fitting(count, "a seed from 1", (seed) => seed > 0),
  answers: fitting(count, "2 to 9 answers", (many) => many >= 2 && many <= 9),
  dealt: list(judgement, 2000),
});

/** What this browser has of the reader's labelling; null if there is none that can be read. */
export function keptLabeling(): KeptLabeling | null {
  return readStored(labelingKey, (value) => read(schema, value));
}

export function keepLabeling(kept: KeptLabeling): StorageTrouble | null {
  return writeStored(labelingKey, kept);
}
