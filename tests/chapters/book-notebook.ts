import { readFileSync } from "node:fs";
import path from "node:path";
import { type CellSource, cellsOf } from "../../src/check/cell-program.ts";
import { Kernel } from "../../src/notebook/kernel.ts";
import { plainModules, tensorModules } from "../../src/notebook/modules.ts";
import type { Output } from "../../src/notebook/output.ts";
import type { EndState, KernelEvent } from "../../src/notebook/protocol.ts";
import type { Registry } from "../../src/notebook/registry.ts";

const root = path.resolve(import.meta.dirname, "../..");
const modules = { ...plainModules, ...tensorModules };

/** The modules of the book, with TensorFlow.js as the command line starts it. */
const registry: Registry = {
  names: () => Object.keys(modules),
  async load(name) {
    if (name in tensorModules) await (await import("../../snippets/cli/start-in-node.ts")).startInNode();
    return await modules[name]!();
  },
};

export interface CellResult {
  state: EndState;
  outputs: Output[];
  error: string | null;
  seconds: number;
}

export function readChapter(folder: string): string {
  return readFileSync(path.join(root, "chapters", folder, "index.mdx"), "utf8");
}

/** The cells of a chapter in Node, as its page runs them; `edits` replace the book's text. */
export class BookNotebook {
  readonly cells: CellSource[];
  readonly results = new Map<string, CellResult>();
  readonly #outputs = new Map<string, Output[]>();
  readonly #kernel = new Kernel({
    registry,
    readFile: async (file) => new Uint8Array(readFileSync(path.join(root, "public", file))),
    emit: (event) => this.#receive(event),
  });

  constructor(folder: string) {
    this.cells = cellsOf(readChapter(folder));
  }

  async run(id: string, edits: Record<string, string> = {}): Promise<CellResult> {
    const cells = this.cells.map(({ id, code }) => ({ id, source: edits[id] ?? code }));
    await this.#kernel.run([id], cells);
    return this.results.get(id)!;
  }

  #receive(event: KernelEvent): void {
    if (event.type === "started") this.#outputs.set(event.cell, []);
    if (event.type === "outputs") {
      for (const { index, output } of event.patches) this.#outputs.get(event.cell)![index] = output;
    }
    if (event.type !== "finished") return;
    const { cell, state, error, seconds } = event;
    const outputs = this.#outputs.get(cell) ?? [];
    this.results.set(cell, { state, outputs, error: error?.message ?? null, seconds });
  }
}
