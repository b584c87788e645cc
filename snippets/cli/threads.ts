/** Threads of Node as the other workers of a training. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { useOtherWorkers } from "../other-workers.ts";
import { type Crew, crewFor } from "../workers/crew.ts";
import type { WorkerReply } from "../workers/line.ts";
import type { WorkerHost } from "../workers/pool.ts";

/** Trains with so many workers from now on, if there is a core for each. */
export function useThreads(most = Infinity): void {
  const cores = Math.min(most, availableParallelism());
  if (cores > 1)
    useOtherWorkers(threadHost({ crew: () => crewFor({ cores }) }));
}

export interface ThreadSettings {
  tell?: (note: string) => void;
  crew?: () => Crew;
  /** hears of every thread that is started */
  onStart?: (thread: Worker) => void;
}

/** Starts threads; they end with the process, and do not keep it alive. */
export function threadHost({
  tell = (note) => process.stderr.write(`${note}\n`),
  crew = () => crewFor({ cores: 2 }),
  onStart,
}: ThreadSettings = {}): WorkerHost {
  return {
    tell,
    crew,
    start(hear, lose) {
      const thread = new Worker(new URL("./thread.ts", import.meta.url));
      thread.on("message", (reply: WorkerReply) => hear(reply));
      thread.on("error", ({ message }) => lose(`failed (${message})`));
      thread.on("exit", () => lose("ended"));
      thread.unref();
      onStart?.(thread);
      return {
        send: (order, transfer) => thread.postMessage(order, transfer),
        end: () => void thread.terminate(),
      };
    },
  };
}
