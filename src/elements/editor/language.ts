import { LanguageClient } from "../../editor/language-client.ts";
import languageWorker from "../../editor/language-worker.ts?worker&url";
import { cellViews } from "../state/cell-view.ts";
import { startWorker } from "../base/start-worker.ts";

/** A text this long is data that was pasted; to read its types would take too long. */
export const longestTyped = 100_000;

/** The page's one worker for types; it starts with the first question. */
export const language = new LanguageClient(
  () => startWorker(languageWorker),
  () =>
    cellViews().map(({ cellId, source }) => {
      return { id: cellId, source: source.length > longestTyped ? "" : source };
    }),
);
