import { serveTraining } from "../notebook/kernel/training-worker.ts";
import { startTensorFlow } from "../notebook/kernel/start-backend.ts";
import { OTHER_WORKER, usePageWorkers } from "../notebook/kernel/page-workers.ts";
import { crewFor } from "../../snippets/workers/crew.ts";
import { workersOf } from "./worker-kind.ts";
import { type CreateWork, createPlayer, type Request } from "./player.ts";

/** A player behind this worker's messages. */
export async function playInWorker(works: Record<string, CreateWork>): Promise<void> {
  if (self.name === OTHER_WORKER) return serveTraining();
  await startTensorFlow({ engine: self.name !== "stock", relaxed: self.name === "relaxed" });
  const cores = workersOf(self.name);
  if (cores > 1) usePageWorkers(console.warn, () => crewFor({ cores }));
  const play = createPlayer(works);
  self.onmessage = async ({ data }: MessageEvent<Request>) => self.postMessage(await play(data));
  self.postMessage("ready");
}
