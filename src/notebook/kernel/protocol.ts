import type { CellError } from "../base/cell-error.ts";
import type { SavedModel } from "../cell-api/model-store.ts";
import type { InputValue, InputValues } from "../output/output.ts";
import type { OutputPatch } from "../output/output-stream.ts";
import type { Memory } from "../cell-api/registry.ts";
import type { Snapshot } from "./snapshot.ts";

/** What page and worker say to each other. */

export interface CellSource {
  id: string;
  source: string;
  /** what the reader has set in it */
  inputs?: InputValues;
  /** the book's own text, where the reader may have changed it */
  original?: string;
  /** the values that the book keeps of it, for the cells below */
  kept?: Snapshot;
  /** about how long the book's own text runs */
  seconds?: number;
}

/** As it was posted before, but for what the reader has set: what a slider's move sends is small. */
export interface SameCell {
  id: string;
  inputs?: InputValues;
  isSame: true;
}

export type PostedCell = CellSource | SameCell;

export type Command =
  /**
   * run these cells, and what they need above; `cells` are all of the page, in order, or null if they
   * are what they were at the last command. `isLight`: only if nothing above must run first that takes long;
   * `goesOn`: a training that they began at a former visit goes on
   */
  | { type: "run"; targets: string[]; cells: PostedCell[] | null; isLight?: boolean; goesOn?: boolean }
  /** a run of this cell may come at any moment: what it needs is loaded, and nothing runs */
  | { type: "prepare"; cell: string; cells: PostedCell[] | null }
  /** what the running cell waits for the reader to say */
  | { type: "answer"; cell: string; key: string; value: InputValue }
  /** keep a model that a cell has made in the reader's browser */
  | { type: "keep"; cell: string; name: string }
  /** the running cell rests at its next `progress` */
  | { type: "pause" }
  /** what the cell's last run has left behind ends, and nothing more of it is shown */
  | { type: "end"; cell: string }
  | { type: "resume" }
  /** the battery runs low, or no longer */
  | { type: "battery"; isLow: boolean }
  | { type: "stop" };

/** How a run of a cell ended. */
export type EndState = "done" | "error" | "stopped";

/** Which run says it: the worker counts them from 1. 0: none, for a cell that did not get its turn. */
export interface OfRun {
  cell: string;
  serial: number;
}

/** What a run of a cell says; a run that is not its cell's latest is not heard. */
export type RunEvent = OfRun &
  /** the values of this cell are being taken from the book */
  (
    | { type: "restoring" }
    | { type: "restored" }
    | { type: "started" }
    /** what the cell is waiting for before its own code runs */
    | { type: "preparing"; what: string }
    | { type: "outputs"; patches: OutputPatch[] }
    /** a cell that has trained is done; these are models that it holds */
    | { type: "models"; names: string[] }
    /** how the keeping of a model went */
    | { type: "kept"; name: string; kept: SavedModel | null; problem: string | null }
    /** its training can go on after this step, also if the page is left */
    | { type: "saved"; step: number; steps: number }
    /** the cell rests, or goes on */
    | { type: "paused"; isPaused: boolean }
    | { type: "finished"; state: EndState; error: CellError | null; seconds: number }
    /** after the end: timers or promises of the run go on, or do no longer */
    | { type: "living"; isLiving: boolean }
    /** something the cell left behind failed after its end; its outputs show it */
    | { type: "late-error"; error: CellError }
  );

export type KernelEvent =
  | RunEvent
  /** the cells that will run, in order; those in `printed` as the book ran them */
  | { type: "planned"; cells: string[]; printed: string[] }
  /** the tensors that are alive after a cell */
  | { type: "memory"; memory: Memory }
  /** the worker is of no more use and wants to be ended; `cell` is the one that did it */
  | { type: "crashed"; cell: string | null; error: CellError }
  /** the stop was heard; the cell gets to its next Stop point */
  | { type: "stopping" }
  /** the whole command is done; these cells have run, but not with what is now above them */
  | { type: "settled"; stale: string[]; dependents: Record<string, string[]> };
