import type { GPT } from "mini-rlhf/gpt";
import { nextTask } from "../notebook/base/next-task.ts";
import type { KeptTraining } from "./kept-training.ts";
import type { Order, Reply } from "./protocol.ts";
import { answers, type BookModels, modelOf, TasteTraining } from "./taste-training.ts";

export interface TrainingHost {
  load(): Promise<BookModels>;
  kept(): Promise<(KeptTraining & { state: Uint8Array }) | null>;
  keep(training: KeptTraining, state: Uint8Array): Promise<boolean>;
  keepModel(name: string, model: GPT): Promise<void>;
  say(reply: Reply): void;
  now(): number;
}

/** A training is kept after so many rounds, and when it ends. */
const keptEvery = 5;

/** The worker's side: one training at a time; questions come between its rounds. */
export class TrainingServer {
  readonly #host: TrainingHost;
  #models: Promise<BookModels> | null = null;
  #training: { of: TasteTraining; kept: KeptTraining } | null = null;
  #isStopped = false;

  constructor(host: TrainingHost) {
    this.#host = host;
  }

  async obey(order: Order): Promise<void> {
    if (order.kind === "stop") {
      this.#isStopped = true;
      return;
    }
    const id = "id" in order ? order.id : 0;
    try {
      if (order.kind === "ask") await this.#answer(order);
      else if (order.kind === "keep") await this.#keepModel(order);
      else await this.#train(order);
    } catch (error) {
      this.#host.say({ kind: "problem", id, message: error instanceof Error ? error.message : String(error) });
    }
  }

  async #train(order: Extract<Order, { kind: "train" | "go on" }>): Promise<void> {
    this.#isStopped = false;
    const models = await this.#load();
    if (order.kind === "train") await this.#begin(models, order);
    else await this.#restore(models);
    if (!this.#training) throw new Error("There is no training that could go on. Press Train to begin one.");
    const { of, kept } = this.#training;
    kept.wanted = order.rounds;
    const start = this.#host.now();
    for await (const round of of.run(order.rounds)) {
      kept.rounds.push(round);
      if (round.step % keptEvery === 0) await this.#host.keep(kept, of.state);
      this.#host.say({ kind: "round", round });
      await nextTask();
      if (this.#isStopped) break;
    }
    const isKept = await this.#host.keep(kept, of.state);
    const seconds = (this.#host.now() - start) / 1000;
    const isStopped = this.#isStopped;
    this.#host.say({ kind: "trained", rounds: kept.rounds.length, isStopped, isKept, seconds });
  }

  async #begin(models: BookModels, order: Extract<Order, { kind: "train" }>): Promise<void> {
    const { taste, seed, rounds, whole } = order;
    const kept = { taste, seed, whole, wanted: rounds, rounds: [] };
    this.#training = { of: await TasteTraining.begin(models, kept), kept };
  }

  /** What the browser has kept, unless this worker has it already. */
  async #restore(models: BookModels): Promise<void> {
    if (this.#training) return;
    const found = await this.#host.kept();
    if (!found) return;
    const { state, ...kept } = found;
    const of = await TasteTraining.begin(models, kept);
    of.state = state;
    this.#training = { of, kept };
  }

  async #answer({ id, prompts, models: names, seed }: Extract<Order, { kind: "ask" }>): Promise<void> {
    const models = await this.#load();
    await this.#restore(models);
    const found: Record<string, string[]> = {};
    for (const name of names)
      found[name] = answers(await modelOf(name, models, this.#training?.of ?? null), prompts, seed);
    this.#host.say({ kind: "answers", id, answers: found });
  }

  async #keepModel({ id, name }: Extract<Order, { kind: "keep" }>): Promise<void> {
    await this.#restore(await this.#load());
    if (!this.#training) throw new Error("There is no model of yours yet: rank some cards, then press Train.");
    await this.#host.keepModel(name, this.#training.of.policy);
    this.#host.say({ kind: "kept", id });
  }

  #load(): Promise<BookModels> {
    this.#models ??= this.#host.load();
    this.#models.catch(() => (this.#models = null));
    return this.#models;
  }
}
