/** A thread of Node as the second worker of a training. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Reply, SecondWorkerHost } from "../workers/second-worker.ts";
import { useSecondWorker } from "../workers/second-worker.ts";

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
    start(hear, lose) {
      const thread = new Worker(new URL("./thread.ts", import.meta.url));
      thread.on("message", (reply: Reply) => hear(reply));
      thread.on("error", ({ message }) => lose(`failed (${message})`));
      thread.on("exit", () => lose("ended"));
      thread.unref();
      return {
        send: (order, transfer) => thread.postMessage(order, transfer),
        end: () => void thread.terminate(),
      };
    },
  };
}
