import type { WorkerLike } from "../../src/notebook/client/client.ts";
import { Kernel } from "../../src/notebook/kernel/kernel.ts";
import type { Command, KernelEvent } from "../../src/notebook/kernel/protocol.ts";
import type { FakeClock } from "./fake-clock.ts";
import { fakeRegistry } from "./fake-notebook.ts";

/** A message takes its time, and much may happen on its way. */
const messageMs = 5;

/** A worker in the same thread. `isDeaf` stands for one whose cell never gives the thread back. */
export class FakeWorker implements WorkerLike {
  onmessage: WorkerLike["onmessage"] = null;
  onerror: WorkerLike["onerror"] = null;
  isEnded = false;
  isDeaf = false;
  readonly commands: Command[] = [];
  readonly #clock: FakeClock;
  readonly #kernel: Kernel;

  constructor(clock: FakeClock) {
    this.#clock = clock;
    this.#kernel = new Kernel({
      registry: fakeRegistry,
      readFile: () => Promise.reject(new Error("no files")),
      clock,
      emit: (data: KernelEvent) =>
        void this.#later(() => this.onmessage?.({ data: structuredClone(data) } as MessageEvent<KernelEvent>)),
    });
  }

  postMessage(command: Command): void {
    this.commands.push(structuredClone(command));
    if (command.type === "run") void this.#kernel.run(command.targets, command.cells, command.isLight);
    else if (!this.isDeaf) this.#later(() => this.#obey(command));
  }

  /** What a cell makes it say. */
  say(...messages: unknown[]): void {
    for (const data of messages) this.onmessage?.({ data } as MessageEvent<unknown>);
  }

  stray(thrown: unknown): void {
    this.#kernel.stray(thrown);
  }

  terminate(): void {
    this.isEnded = true;
    this.#kernel.stop();
  }

  #obey(command: Command): void {
    if (command.type === "prepare") this.#kernel.prepare(command.cell, command.cells);
    else if (command.type === "end") this.#kernel.end(command.cell);
    else if (command.type === "stop") this.#kernel.stop();
  }

  #later(call: () => void): void {
    this.#clock.after(messageMs, () => {
      if (!this.isEnded) call();
    });
  }
}
