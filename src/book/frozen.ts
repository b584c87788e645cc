/**
 * What `npm run freeze` keeps of a chapter, as chapters/NN-name/outputs.json: the printed outputs
 * of its cells, the values that the prose quotes, and what later cells may start from.
 */
import type { Output } from "../notebook/output/output.ts";

export interface FrozenChapter {
  cells: Record<string, FrozenCell>;
}

export interface FrozenCell {
  key: CellKey;
  outputs: Output[];
  /** what it defines, where that is short and survives JSON */
  values: Record<string, unknown>;
  /** what cells below take from it, if its fence says `keep` */
  kept?: FrozenValues;
  /** the file of public/ that has what it shows at other positions of its controls, if its fence says `traced` */
  traces?: string;
  /** about how long it ran */
  seconds: number;
}

/** What an output depends on; an output is out of date when one of these has changed. */
export interface CellKey {
  /** its source and that of the cells that it needs */
  code: string;
  /** what these import */
  core: string;
  /** what turns them into a program and its values into outputs */
  notebook: string;
  /** TensorFlow.js, where it is used */
  runtime: string;
  /** the files of the book that were read */
  files: Record<string, string>;
}

/** Values as data: see src/notebook/kernel/snapshot.ts. */
export type FrozenValues = import("../notebook/kernel/snapshot.ts").Snapshot;
