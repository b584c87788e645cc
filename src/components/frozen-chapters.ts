/** The frozen outputs of every chapter, by folder. */
import type { FrozenChapter } from "../frozen.ts";

const files = import.meta.glob<FrozenChapter>("../../chapters/*/outputs.json", { eager: true, import: "default" });

export const frozenChapters = new Map(
  Object.entries(files).map(([path, frozen]) => [path.split("/").at(-2)!, frozen]),
);
