/** The frozen outputs of every chapter, by folder. */
import type { FrozenChapter } from "../book/frozen.ts";
import { outputSchema } from "../notebook/output/output-schema.ts";
import { list, Misfit, read } from "../notebook/base/schema.ts";

const files = import.meta.glob<FrozenChapter>("../../chapters/*/outputs.json", { eager: true, import: "default" });

const outputs = list(outputSchema, 1000);

export const frozenChapters = new Map(
  Object.entries(files).map(([path, frozen]) => [path.split("/").at(-2)!, checked(path, frozen)]),
);

/** The page draws them as it draws what a worker says, and from no other data. */
function checked(path: string, { cells }: FrozenChapter): FrozenChapter {
  const fit = Object.entries(cells).map(([id, cell]) => {
    try {
      return [id, { ...cell, outputs: read(outputs, cell.outputs) }] as const;
    } catch (error) {
      if (!(error instanceof Misfit)) throw error;
      throw new Error(
        `${path}: an output of "${id}" cannot be drawn: ${error.message}. Freeze it anew: npm run freeze.`,
        { cause: error },
      );
    }
  });
  return { cells: Object.fromEntries(fit) };
}
