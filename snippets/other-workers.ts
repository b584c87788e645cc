/**
 * The workers that learn from a part of every batch, write a part of the
 * answers and read a part of the texts, beside this one. The numbers are the
 * same bits with one worker and with four; only the time is not.
 *
 * How work is shared is in workers/; here is what a host and a reader need.
 */
import { awakeTimeout } from "./workers/awake-timeout.ts";
import { ordersDone, readyLines, settled } from "./workers/pool.ts";
import { useHost, type WorkerHost } from "./workers/pool.ts";

/** Names who starts workers; null: from now on this one works alone. */
export function useOtherWorkers(host: WorkerHost | null): void {
  useHost(host);
}

/** How many others are ready now, and how many orders they have all done. */
export function otherWorkers() {
  return { ready: readyLines().length, done: ordersDone() };
}

/**
 * Starts the others now and not at the first work.
 * @returns how many there are, when that is known or after half a minute
 */
export async function startOtherWorkers(): Promise<number> {
  await new Promise<void>((resolve) => {
    const stop = awakeTimeout(30_000, resolve);
    void settled().then(() => {
      stop();
      resolve();
    });
  });
  return readyLines().length;
}
