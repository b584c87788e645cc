/**
 * The pretraining corpus: as many rows of tokens as one likes, every row new.
 *
 * 48,000 rows of 48 tokens are 1,500 training steps of 32 rows, 2.3 million
 * tokens. They are written while we train; nothing is stored.
 */
import type { Rng } from "../random.ts";
import { END } from "../tokenizer.ts";
import { DOCUMENTS } from "./documents.ts";
import { burrow } from "./vocabulary.ts";

export type DocumentKind = keyof typeof DOCUMENTS;

export interface CorpusDocument {
  readonly kind: DocumentKind;
  /** without `<end>`, which is added when rows are packed */
  readonly text: string;
}

const KINDS = Object.keys(DOCUMENTS) as DocumentKind[];
const SHARES = KINDS.map((kind) => DOCUMENTS[kind].share);

/** One document; its kind is drawn by the kinds' shares. */
export function sampleDocument(rng: Rng): CorpusDocument {
  const kind = KINDS[rng.weighted(SHARES)]!;
  return { kind, text: DOCUMENTS[kind].write(rng) };
}

/**
 * A row of exactly `length` tokens: whole documents, each followed by `<end>`,
 * the last one cut where the row is full. A row begins with a new document, so
 * that a model learns what the beginning of a text looks like.
 */
export function corpusRow(rng: Rng, length = 48): number[] {
  const row: number[] = [];
  while (row.length < length) {
    row.push(...burrow.encode(sampleDocument(rng).text), END);
  }
  return row.slice(0, length);
}
