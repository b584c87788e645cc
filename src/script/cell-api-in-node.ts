/**
 * `mini-rlhf/notebook`: what a cell can call without an import, for chapters that run as scripts. It
 * starts TensorFlow.js on the book's own backend and prints to the terminal.
 */
import path from "node:path";
import { startInNode } from "../../snippets/cli/start-in-node.ts";
import { readPublicFile } from "../freeze/node-registry.ts";
import { type CellApi, createCellApi, outputFor } from "../notebook/cell-api/cell-api.ts";
import { inputNames } from "../notebook/cell-api/inputs.ts";
import type { InputValues } from "../notebook/output/output.ts";
import { StopSignal } from "../notebook/base/stop.ts";
import { TerminalStream } from "./terminal-stream.ts";

const root = path.resolve(import.meta.dirname, "../..");
const out = new TerminalStream();
const own = new Set<string>(inputNames);
let inputs: InputValues = {};
let api = newApi();

await startInNode();
process.on("exit", () => out.end());

function newApi(): CellApi {
  const reader = { values: inputs, waitFor: null, shelf: null, cell: "" };
  return createCellApi(out, new StopSignal(), (file) => readPublicFile(root, file), reader);
}

/** A cell of the chapter begins, with what the reader had set in it. */
async function begin(id: string, values: InputValues = {}): Promise<void> {
  await showValue();
  out.end();
  inputs = values;
  api = newApi();
  console.log(`\n── ${id}`);
}

/** Shows what the cell that ends here has ended with. */
async function showValue(): Promise<void> {
  const value = await $cell.value;
  $cell.value = undefined;
  $show(value);
}

/** The cells of a script: each begins, gives the value that it ends with, and the last one ends. */
const cellEnd: { value: unknown; end: () => Promise<void> } = { value: undefined, end: showValue };
export const $cell = Object.assign(begin, cellEnd);

export function $show(value: unknown): void {
  if (value !== undefined) out.add(outputFor(value));
}

/** Of the cell that runs now. In a notebook, a cell may run again: its inputs begin anew. */
function call<K extends keyof CellApi>(name: K): CellApi[K] {
  const current = (...values: unknown[]): unknown => {
    if (own.has(name)) api = newApi();
    return (api[name] as (...values: unknown[]) => unknown)(...values);
  };
  return current as CellApi[K];
}

export const show = call("show");
export const table = call("table");
export const lineChart = call("lineChart");
export const scatterChart = call("scatterChart");
export const barChart = call("barChart");
export const heatMap = call("heatMap");
export const tokenStrip = call("tokenStrip");
export const attentionMap = call("attentionMap");
export const samples = call("samples");
export const slider = call("slider");
export const select = call("select");
export const textInput = call("textInput");
export const seedInput = call("seedInput");
export const ranking = call("ranking");
export const askRanking = call("askRanking");
export const progress = call("progress");
export const resume = call("resume");
export const check = call("check");
export const resultOf = call("resultOf");
export const todo = call("todo");
export const book = call("book");
export const keep = call("keep");
export const mine = call("mine");
