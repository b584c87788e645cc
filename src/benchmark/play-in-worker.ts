import { serveTraining } from "../notebook/kernel/training-worker.ts";
import { startTensorFlow } from "../notebook/kernel/start-backend.ts";
import { SECOND_WORKER, useTwoWorkers } from "../notebook/kernel/two-workers.ts";
import { type CreateWork, createPlayer, type Request } from "./player.ts";

/**
 * What a worker's name says of it: the engine with one worker, one with relaxed SIMD or two, or
 * plain TensorFlow.js.
 */
export type WorkerKind = "one" | "relaxed" | "two" | "stock";

/** A player behind this worker's messages. */
export async function playInWorker(works: Record<string, CreateWork>): Promise<void> {
  if (self.name === SECOND_WORKER) return serveTraining();
  await startTensorFlow({ engine: self.name !== "stock", relaxed: self.name === "relaxed" });
  if (self.name === "two") useTwoWorkers(console.warn);
  const play = createPlayer(works);
  self.onmessage = async ({ data }: MessageEvent<Request>) => self.postMessage(await play(data));
  self.postMessage("ready");
}
