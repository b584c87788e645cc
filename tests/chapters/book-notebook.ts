import { readFileSync } from "node:fs";
import path from "node:path";
import { type ChapterCell, cellsOf } from "../../src/check/cell-program.ts";
import { Kernel } from "../../src/notebook/kernel/kernel.ts";
import { publicModules, tensorModules } from "../../src/public-core/public-modules.ts";
import type { InputValues, Output } from "../../src/notebook/output/output.ts";
import type { EndState, KernelEvent } from "../../src/notebook/kernel/protocol.ts";
import type { ModuleExports, Registry } from "../../src/notebook/cell-api/registry.ts";

const root = path.resolve(import.meta.dirname, "../..");
const modules = publicModules(root);
const withTensors = new Set(tensorModules(root));

/** The modules of the book, with TensorFlow.js as the command line starts it. */
const registry: Registry = {
  names: () => modules,
  async load(name) {
    if (withTensors.has(name)) await (await import("../../snippets/cli/start-in-node.ts")).startInNode();
    return (await import(/* @vite-ignore */ name)) as ModuleExports;
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
  readonly cells: ChapterCell[];
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

  /** @param inputs what the reader has set in this cell; other cells' inputs stand where they begin */
  run(id: string, edits: Record<string, string> = {}, inputs: InputValues = {}): Promise<CellResult> {
    return this.runWith(id, { [id]: inputs }, edits);
  }

  /** @param inputs what the reader has set, by cell */
  async runWith(
    id: string,
    inputs: Record<string, InputValues>,
    edits: Record<string, string> = {},
  ): Promise<CellResult> {
    const cells = this.cells.map((cell) => ({
      id: cell.id,
      source: edits[cell.id] ?? cell.code,
      ...(inputs[cell.id] ? { inputs: inputs[cell.id]! } : {}),
    }));
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
