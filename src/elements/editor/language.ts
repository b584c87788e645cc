import { LanguageClient } from "../../editor/language-client.ts";
import { cellViews } from "../cell-view.ts";

/** A text this long is data that was pasted; to read its types would take too long. */
export const longestTyped = 100_000;

/** The page's one worker for types; it starts with the first question. */
export const language = new LanguageClient(
  () => new Worker(new URL("../../editor/language-worker.ts", import.meta.url), { type: "module" }),
  () =>
    cellViews().map(({ cellId, source }) => {
      return { id: cellId, source: source.length > longestTyped ? "" : source };
    }),
);
