import type { CellText } from "./cell-files.ts";
import type { LanguageApi } from "./language-api.ts";

export interface Question {
  number: number;
  method: keyof LanguageApi;
  args: unknown[];
  /** all cells, if one has changed since the last question */
  cells: CellText[] | null;
}

export type Answer = { number: number } & (
  | { value: unknown }
  | { failed: string; isFatal: boolean }
);

/** What a Worker is to the client; tests hand in one of their own. */
export interface LanguageWorker {
  postMessage(question: Question): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<Answer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** How long a worker that could not be had is left alone. */
const patienceMs = 10_000;

/**
 * The page's side of the editor's worker. The worker starts with the first question. Without it -
 * no network, an old browser - every answer is null and the editor goes on without types.
 */
export class LanguageClient {
  readonly #create: () => LanguageWorker;
  readonly #cells: () => CellText[];
  #worker: LanguageWorker | null = null;
  #waiting = new Map<number, (value: unknown) => void>();
  #count = 0;
  #sent = "";
  #retryAt = 0;

  constructor(create: () => LanguageWorker, cells: () => CellText[]) {
    this.#create = create;
    this.#cells = cells;
  }

  ask<Method extends keyof LanguageApi>(
    method: Method,
    ...args: Parameters<LanguageApi[Method]>
  ): Promise<ReturnType<LanguageApi[Method]> | null> {
    if (performance.now() < this.#retryAt) return Promise.resolve(null);
    const worker = (this.#worker ??= this.#start());
    const number = ++this.#count;
    worker.postMessage({ number, method, args, cells: this.#changedCells() });
    return new Promise((resolve) => this.#waiting.set(number, resolve as (value: unknown) => void));
  }

  #changedCells(): CellText[] | null {
    const cells = this.#cells();
    const text = JSON.stringify(cells);
    if (text === this.#sent) return null;
    this.#sent = text;
    return cells;
  }

  #start(): LanguageWorker {
    const worker = this.#create();
    worker.onmessage = ({ data }) => this.#receive(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#giveUp();
    };
    return worker;
  }

  #receive(answer: Answer): void {
    if ("isFatal" in answer && answer.isFatal) return this.#giveUp();
    this.#waiting.get(answer.number)?.("value" in answer ? answer.value : null);
    this.#waiting.delete(answer.number);
  }

  #giveUp(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#sent = "";
    this.#retryAt = performance.now() + patienceMs;
    for (const resolve of this.#waiting.values()) resolve(null);
    this.#waiting.clear();
  }
}
