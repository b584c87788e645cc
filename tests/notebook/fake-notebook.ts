import { expect } from "vitest";
import { Kernel } from "../../src/notebook/kernel/kernel.ts";
import type { InputValues, Output } from "../../src/notebook/output/output.ts";
import type { KernelEvent } from "../../src/notebook/kernel/protocol.ts";
import type { ModuleExports, Registry } from "../../src/notebook/cell-api/registry.ts";
import { FakeClock } from "./fake-clock.ts";

export const fakeModules: Record<string, ModuleExports> = {
  "mini-rlhf/adder": {
    add: (a: number, b: number) => a + b,
    fail: () => {
      throw new RangeError("expected 3 tokens, got 4");
    },
    async *train(steps: number) {
      for (let step = 1; step <= steps; step++) yield { step, steps, loss: 1 / step };
    },
  },
  "mini-rlhf/gpt": { default: 7 },
};

export const fakeRegistry: Registry = {
  names: () => Object.keys(fakeModules),
  load: (name) => Promise.resolve(fakeModules[name]!),
};

/** A kernel in Node with a page's cells; they can be edited and run again. */
export class FakeNotebook {
  readonly clock = new FakeClock();
  readonly events: KernelEvent[] = [];
  readonly outputs = new Map<string, Output[]>();
  readonly kernel = new Kernel({
    registry: fakeRegistry,
    readFile: (path) => Promise.resolve(new TextEncoder().encode(path)),
    emit: (event) => this.#receive(event),
    hasReader: true,
    clock: this.clock,
  });
  cells: Record<string, string>;
  /** what the reader has set, by cell */
  inputs: Record<string, InputValues> = {};
  readonly #serials = new Map<string, number>();
  /** called with every event, for tests that act in the middle of a run */
  onEvent: (event: KernelEvent) => void = () => {};

  constructor(cells: Record<string, string>) {
    this.cells = cells;
  }

  /** Runs cells, and lets time pass until they are done; returns how the last one ended. */
  async run(...ids: string[]) {
    await this.clock.until(this.kernel.run(ids, this.sources()));
    const last = ids.at(-1) ?? "";
    const { state, error } = this.all("finished").findLast((event) => event.cell === last) ?? {};
    return { state: state!, error: error ?? null, outputs: this.outputs.get(last) ?? [] };
  }

  sources() {
    return Object.entries(this.cells).map(([id, source]) => ({ id, source, inputs: this.inputs[id] ?? {} }));
  }

  all<T extends KernelEvent["type"]>(type: T) {
    return this.events.filter((event): event is KernelEvent & { type: T } => event.type === type);
  }

  /** The cells that ran since the last call. */
  ran(): string[] {
    const started = this.all("started").map(({ cell }) => cell);
    this.events.length = 0;
    return started;
  }

  #receive(event: KernelEvent): void {
    this.events.push(event);
    if (event.type === "started") {
      this.outputs.set(event.cell, []);
      this.#serials.set(event.cell, event.serial);
    }
    if (event.type === "outputs") {
      // A kernel says nothing of a run that another one has taken the place of.
      expect(event.serial).toBe(this.#serials.get(event.cell));
      for (const { index, output } of event.patches) this.outputs.get(event.cell)![index] = output;
    }
    this.onEvent(event);
  }
}

/** The text of all outputs, for short expectations. */
export function textOf(outputs: Output[]): string {
  const texts = outputs.map((output) => {
    if (output.kind === "text") return output.text;
    if (output.kind === "value" && output.value.type === "leaf") return output.value.text;
    return output.kind;
  });
  return texts.join("\n");
}
