/** A thread of Node as the second worker of a training. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { WorkerReply, SecondWorkerHost } from "../second-worker.ts";
import { useSecondWorker } from "../second-worker.ts";

/** Trains with two workers from now on, if there is a core for each. */
export function useTwoWorkers(): void {
  if (availableParallelism() > 1) useSecondWorker(threadHost());
}

/** Starts a thread; it ends with the process, and does not keep it alive. */
export function threadHost(
  tell: (note: string) => void = (note) => process.stderr.write(`${note}\n`),
): SecondWorkerHost {
  return {
    tell,
    start(onMessage, onLost) {
      const thread = new Worker(new URL("./thread.ts", import.meta.url));
      thread.on("message", (reply: WorkerReply) => onMessage(reply));
      thread.on("error", ({ message }) => onLost(`failed (${message})`));
      thread.on("exit", () => onLost("ended"));
      thread.unref();
      return {
        send: (order, transfer) => thread.postMessage(order, transfer),
        end: () => void thread.terminate(),
      };
    },
  };
}
