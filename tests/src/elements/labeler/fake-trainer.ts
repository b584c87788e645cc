import { TONES } from "mini-rlhf/world/tones";
import { vi } from "vitest";
import type { TrainingEnd, TrainingListener } from "../../../../src/labeler/ask-trainer.ts";
import type { Order, ShownRound } from "../../../../src/labeler/protocol.ts";

/** In the place of the worker: its rounds come when a test says so. */
export class FakeTrainer {
  hasModel = false;
  order: Order | null = null;
  stop = vi.fn();
  keep = vi.fn(async () => {});
  ask = vi.fn(async (prompts: string[], models: string[]) =>
    Object.fromEntries(models.map((name) => [name, prompts.map((_, i) => `the owl eats ${name} ${i} <end>`)])),
  );
  #listener: TrainingListener | null = null;
  #end: { resolve(end: TrainingEnd): void; reject(error: Error): void } | null = null;

  train(order: Order, listener: TrainingListener): Promise<TrainingEnd> {
    this.order = order;
    this.#listener = listener;
    return new Promise((resolve, reject) => (this.#end = { resolve, reject }));
  }

  round(step: number): void {
    this.hasModel = true;
    this.#listener!.round(roundOf(step));
  }

  end(end: Omit<TrainingEnd, "isKept">, isKept = true): void {
    this.#end!.resolve({ ...end, isKept });
  }

  fail(error: Error): void {
    this.#end!.reject(error);
  }
}

export function roundOf(step: number): ShownRound {
  const tones = Object.fromEntries(TONES.map((tone) => [tone, 0])) as ShownRound["tones"];
  return {
    step,
    proxy: step,
    crew: 0,
    gold: 3,
    correct: 1,
    kl: step,
    tones,
    says: [`a ${step} <end>`, "b", "c <end>"],
  };
}
