import { isInstance, textOf } from "../base/hostile-values.ts";
import type { SavedModel } from "../cell-api/model-store.ts";
import { kindOf, type SavedModels } from "../cell-api/saved-models.ts";
import type { Output } from "../output/output.ts";
import { thrownText } from "./run-error.ts";

interface Saved {
  kept: SavedModel | null;
  problem: string | null;
}

/** Saves a model that a cell has made in the reader's browser. @returns how that went, to be told */
export async function saveModel(
  models: SavedModels | undefined,
  model: unknown,
  name: string,
  cell: string,
): Promise<Saved> {
  try {
    if (!models || model === undefined)
      throw new Error(`“${name}” is no longer there. Run the cell again, then keep it.`);
    return { kept: await models.keep(name, model, cell), problem: null };
  } catch (error) {
    return { kept: null, problem: isInstance(error, Error) ? textOf(error, "message") : thrownText(error) };
  }
}

/** The models among a cell's values if it has trained, the one defined last first. */
export function trainedModels(values: ReadonlyMap<string, unknown>, outputs: readonly Output[]): string[] {
  if (!outputs.some(({ kind }) => kind === "progress")) return [];
  return [...values].flatMap(([name, value]) => (kindOf(value) ? name : [])).reverse();
}
