import { count, flag, Misfit, optional, read, record, type Schema, text } from "../notebook/base/schema.ts";
import { answerSchemas } from "./answer-schema.ts";
import type { EditorCell } from "./cell-files.ts";
import type { LanguageApi } from "./language-api.ts";

export interface Question {
  number: number;
  method: keyof LanguageApi;
  args: unknown[];
  /** all cells, if one has changed since the last question */
  cells: EditorCell[] | null;
}

export type Answer = { number: number } & ({ value: unknown } | { failed: string; isFatal: boolean });

/** Either of them; what the value may be depends on the question. */
interface LanguageReply {
  number: number;
  value?: unknown;
  failed?: string;
  isFatal?: boolean;
}

const replySchema = record<LanguageReply>({
  number: count,
  value: optional<unknown>((value) => value),
  failed: optional(text(10_000)),
  isFatal: optional(flag),
});

/** What a Worker is to the client; tests hand in one of their own. */
export interface LanguageWorker {
  postMessage(question: Question): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<unknown>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** How long a worker that could not be had is left alone. */
const retryMs = 10_000;

/**
 * The page's side of the editor's worker. The worker starts with the first question. Without it -
 * no network, an old browser - every answer is null and the editor goes on without types.
 */
export class LanguageClient {
  readonly #create: () => LanguageWorker;
  readonly #cells: () => EditorCell[];
  #worker: LanguageWorker | null = null;
  #waiting = new Map<number, { schema: Schema<unknown>; resolve: (value: unknown) => void }>();
  #count = 0;
  #sent = "";
  #retryAt = 0;

  constructor(create: () => LanguageWorker, cells: () => EditorCell[]) {
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
    const schema = answerSchemas[method] as Schema<unknown>;
    return new Promise((resolve) =>
      this.#waiting.set(number, { schema, resolve: resolve as (value: unknown) => void }),
    );
  }

  #changedCells(): EditorCell[] | null {
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

  #receive(message: unknown): void {
    const reply = understood(replySchema, message);
    if (reply?.isFatal) return this.#giveUp();
    const question = reply && this.#waiting.get(reply.number);
    if (!question) return;
    this.#waiting.delete(reply.number);
    question.resolve(reply.failed === undefined ? understood(question.schema, reply.value) : null);
  }

  #giveUp(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#sent = "";
    this.#retryAt = performance.now() + retryMs;
    for (const { resolve } of this.#waiting.values()) resolve(null);
    this.#waiting.clear();
  }
}

/** What does not fit is no answer. */
function understood<T>(schema: Schema<T>, value: unknown): T | null {
  try {
    return read(schema, value);
  } catch (error) {
    if (!(error instanceof Misfit)) throw error;
    console.warn(`The editor's worker said something that is left out: ${error.message}.`);
    return null;
  }
}
