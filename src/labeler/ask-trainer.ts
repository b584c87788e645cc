import { read } from "../notebook/base/schema.ts";
import type { ModelName } from "./models.ts";
import { type Order, type Reply, replySchema, type ShownRound } from "./protocol.ts";

/** What one hears of a training. */
export interface TrainingListener {
  round(round: ShownRound): void;
}

export interface TrainingEnd {
  rounds: number;
  isStopped: boolean;
  isKept: boolean;
  seconds: number;
}

/** Orders that belong to no question have this number. */
const noQuestion = 0;

/** The page's side of the worker that trains on a reader's rankings: one training and some questions at a time. */
export class Trainer {
  readonly #worker: Worker;
  readonly #questions = new Map<number, Waiting<Record<string, string[]>>>();
  #training: (Waiting<TrainingEnd> & { listener: TrainingListener }) | null = null;
  #asked = noQuestion;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.onmessage = ({ data }) => this.#hear(data);
    worker.onmessageerror = () => this.#fail(new Error("The worker sent something unreadable."));
    worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(new Error(event.message || "The worker could not be loaded."));
    };
  }

  /** A round at least of the reader's own has been trained in this worker. */
  hasModel = false;

  train(order: Extract<Order, { kind: "train" | "go on" }>, listener: TrainingListener): Promise<TrainingEnd> {
    if (this.#training) throw new Error("A training runs already.");
    this.#training = { ...waiting<TrainingEnd>(), listener };
    this.#send(order);
    return this.#training.promise;
  }

  /** The training ends after the round that it is in. */
  stop(): void {
    this.#send({ kind: "stop" });
  }

  /** @returns an answer to each prompt, by model */
  ask(prompts: string[], models: ModelName[], seed: number): Promise<Record<string, string[]>> {
    return this.#question((id) => ({ kind: "ask", id, prompts, models, seed }));
  }

  /** The trained model goes to those that the reader keeps. */
  async keep(name: string): Promise<void> {
    await this.#question((id) => ({ kind: "keep", id, name }));
  }

  #question(order: (id: number) => Order): Promise<Record<string, string[]>> {
    const id = ++this.#asked;
    const question = waiting<Record<string, string[]>>();
    this.#questions.set(id, question);
    this.#send(order(id));
    return question.promise;
  }

  #send(order: Order): void {
    this.#worker.postMessage(order);
  }

  #hear(data: unknown): void {
    let reply: Reply;
    try {
      reply = read(replySchema, data);
    } catch (error) {
      return this.#fail(error as Error);
    }
    if (reply.kind === "round") this.#round(reply);
    else if (reply.kind === "trained") this.#settle((training) => training.resolve(reply));
    else if (reply.kind === "answers") this.#answer(reply.id, (question) => question.resolve(reply.answers));
    else if (reply.kind === "kept") this.#answer(reply.id, (question) => question.resolve({}));
    else this.#refuse(reply.id, new Error(reply.message));
  }

  #round({ round }: Extract<Reply, { kind: "round" }>): void {
    this.hasModel = true;
    this.#training?.listener.round(round);
  }

  #refuse(id: number, error: Error): void {
    if (id === noQuestion) this.#settle((training) => training.reject(error));
    else this.#answer(id, (question) => question.reject(error));
  }

  #settle(end: (training: Waiting<TrainingEnd>) => void): void {
    const training = this.#training;
    this.#training = null;
    if (training) end(training);
  }

  #answer(id: number, end: (question: Waiting<Record<string, string[]>>) => void): void {
    const question = this.#questions.get(id);
    this.#questions.delete(id);
    if (question) end(question);
  }

  #fail(error: Error): void {
    this.#settle((training) => training.reject(error));
    for (const id of [...this.#questions.keys()]) this.#answer(id, (question) => question.reject(error));
  }
}

/** A promise that somebody else settles. */
interface Waiting<T> {
  promise: Promise<T>;
  resolve(value: T): void;
  reject(error: Error): void;
}

function waiting<T>(): Waiting<T> {
  const settle = {} as Pick<Waiting<T>, "resolve" | "reject">;
  const promise = new Promise<T>((resolve, reject) => Object.assign(settle, { resolve, reject }));
  return { promise, ...settle };
}
