import { formatBytes, formatNumber } from "../output/format.ts";
import type { InputApi } from "./inputs.ts";
import type { SavedModels } from "./saved-models.ts";
import type { ModelKind } from "./model-store.ts";
import type { Output } from "../output/output.ts";
import type { StopSignal } from "../base/stop.ts";

/** Reads a file of the book's public folder. */
export type ReadBookFile = (path: string) => Promise<Uint8Array<ArrayBuffer>>;

type ReadModelFile = (file: string) => Promise<Uint8Array<ArrayBuffer>>;

export interface ModelApi {
  /** Reads files of the book's public folder: `book("checkpoints/base")("config.json")`. */
  book(folder: string): ReadModelFile;
  /** Keeps a model in this browser, for later chapters: `await keep("my-sft", sft)`. */
  keep(name: string, model: object): Promise<void>;
  /** Reads the files of a model that you have kept: `await loadGPT(mine("my-sft"))`. */
  mine(name: string): ReadModelFile;
}

export const modelNames = ["book", "keep", "mine"] as const satisfies (keyof ModelApi)[];

export interface ModelHost {
  readFile: ReadBookFile;
  /** null where nothing is kept: when the book is built */
  shelf: SavedModels | null;
  cell: string;
  select: InputApi["select"];
  say: (text: string) => void;
}

const books = "the book’s";

/** The input with which a reader takes an own model in the place of one of the book's. */
const choicePrefix = "instead of ";

/**
 * A cell that loads one of the book's checkpoints offers those that the reader has kept beside it,
 * where there are any.
 */
export function createModels({ readFile, shelf, cell, select, say }: ModelHost, stop: StopSignal): ModelApi {
  const chosen = new Map<string, string>();
  const choose = (folder: string): string => {
    const known = chosen.get(folder);
    if (known !== undefined) return known;
    const options = (shelf?.models ?? []).filter(({ kind }) => kind === kindIn(folder)).map(({ name }) => name);
    const label = `${folder.split("/").at(-1)} model`;
    const choice = options.length === 0 ? books : select(`${choicePrefix}${folder}`, [books, ...options], { label });
    chosen.set(folder, choice);
    return choice;
  };
  return {
    book(folder) {
      const choice = choose(String(folder));
      return choice === books ? (file) => readFile(`${folder}/${file}`) : shelf!.open(choice);
    },
    async keep(name, model) {
      stop.check();
      if (!shelf) return say(`“${name}” is not kept here: that needs a browser.`);
      const { bytes, parameters } = await shelf.keep(name, model, cell);
      say(`Kept “${name}” in this browser: ${formatNumber(parameters)} numbers, ${formatBytes(bytes)}.`);
    },
    mine(name) {
      const read = shelf?.open(name);
      return async (file) => {
        if (!shelf || !read) throw new Error(`mine("${name}") needs a browser that has kept the model.`);
        const names = shelf.models.map((model) => `"${model.name}"`);
        const there =
          names.length > 0 ? `There is: ${names.join(", ")}.` : "None has been kept yet: await keep(name, model).";
        if (!shelf.models.some((model) => model.name === name))
          throw new Error(`No model "${name}" is kept in this browser. ${there}`);
        return read(file);
      };
    },
  };
}

/** Is this the choice of a model? The book prints none, because only a reader has own models. */
export function isModelChoice(output: Output): boolean {
  return output.kind === "input" && output.input.key.startsWith(choicePrefix);
}

function kindIn(folder: string): ModelKind | null {
  if (!folder.startsWith("checkpoints/")) return null;
  return /reward|value/.test(folder) ? "scoring model" : "language model";
}
