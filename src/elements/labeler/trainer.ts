import { Trainer } from "../../labeler/ask-trainer.ts";
import labelerWorker from "../../labeler/worker.ts?worker&url";
import { startWorker } from "../base/start-worker.ts";

let started: Trainer | null = null;

/** The page's one: it holds the model that was trained last. */
export function trainer(): Trainer {
  started ??= new Trainer(startWorker(labelerWorker));
  return started;
}
