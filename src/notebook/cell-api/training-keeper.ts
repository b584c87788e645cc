import type { Clock } from "../base/clock.ts";
import { finiteOrNull } from "./read-numbers.ts";
import type { StepRecord } from "./progress.ts";
import type { Trainings } from "./trainings.ts";

/** What a trainer hands over before its first step: see `Resume` in snippets/training.ts. */
type Optimizers = Record<string, unknown>;

/** What is used of snippets/learner-state.ts. */
export interface StateFiles {
  encodeState(optimizers: Optimizers): Uint8Array;
  restoreState(optimizers: Optimizers, file: Uint8Array): void;
}

export interface KeeperHost {
  cell: string;
  /** null where nothing is kept: when the book is built */
  trainings: Trainings | null;
  /** what the training follows from, as text; another text is another training */
  key: string;
  /** the reader has asked to go on where it was */
  goesOn: boolean;
  files: () => Promise<StateFiles>;
  /** it is safe up to this step */
  saved: (step: number, steps: number) => void;
  say: (text: string) => void;
  clock: Clock;
}

/** Milliseconds of training that a reader may lose. */
const saveEveryMs = 5000;

/**
 * Saves a cell's training every few seconds, so that it can go on where it was after the page was left.
 * A cell says `resume` to its trainer, which calls it before its first step; `progress` tells of each step.
 */
export class TrainingKeeper {
  readonly #host: KeeperHost;
  #files: StateFiles | null = null;
  #optimizers: Optimizers | null = null;
  #records: StepRecord[] = [];
  #former: StepRecord[] = [];
  #savedAt = 0;
  #saving: Promise<void> | null = null;

  constructor(host: KeeperHost) {
    this.#host = host;
  }

  /** A training begins; a saved state of it goes back into its optimizers. Only a cell's first one is kept. */
  async begin(optimizers: Optimizers): Promise<void> {
    const { trainings, cell, key, goesOn, say, clock } = this.#host;
    if (!trainings || this.#optimizers) return;
    this.#optimizers = optimizers;
    this.#files = await this.#host.files();
    this.#savedAt = clock.now();
    if (!goesOn) return;
    const saved = await trainings.get(cell).catch(() => undefined);
    if (saved?.key !== key) return say(changed);
    this.#files.restoreState(optimizers, saved.state);
    this.#records = saved.records;
    this.#former = [...saved.records];
  }

  /** What was reported before the page was left; once. */
  takeFormer(): StepRecord[] {
    return this.#former.splice(0);
  }

  /** A step is over. */
  step(record: StepRecord): void {
    if (!this.#files || !this.#optimizers) return;
    const plain = Object.entries(record).filter(([, value]) => /number|string|boolean/.test(typeof value));
    this.#records.push(Object.fromEntries(plain));
    if (this.#host.clock.now() - this.#savedAt >= saveEveryMs) this.save();
  }

  /** Saves what there is after the last step; also for a reader who pauses, and may well leave. */
  save(): void {
    const { step, steps } = this.#records.at(-1) ?? {};
    const [at, end] = [finiteOrNull(step), finiteOrNull(steps)];
    // After the last step there is nothing to go on with.
    if (at === null || end === null || at >= end || this.#saving || !this.#optimizers) return;
    this.#savedAt = this.#host.clock.now();
    this.#saving = this.#put(at, end).finally(() => (this.#saving = null));
  }

  /** The run is over, and nothing of it is left to be gone on with. */
  async end(): Promise<void> {
    if (!this.#optimizers) return;
    this.#optimizers = null;
    await this.#saving;
    await this.#host.trainings!.delete(this.#host.cell).catch(() => {});
  }

  async #put(step: number, steps: number): Promise<void> {
    const { trainings, cell, key, saved } = this.#host;
    const state = this.#files!.encodeState(this.#optimizers!);
    try {
      await trainings!.put({ cell, key, state, records: [...this.#records] });
      saved(step, steps);
    } catch {
      // A full or blocked storage costs the reader nothing but the way back.
    }
  }
}

const changed = "What was kept of this training belongs to other code, here or in a cell above, so it begins anew.";
