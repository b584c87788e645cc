import { secondWorkerState, useSecondWorker } from "mini-rlhf/second-worker";

/** The name of a worker that was started by another one of the same file, to share its work. */
export const SECOND_WORKER = "second worker";

let isSet = false;

/** No core is left for the page while a training runs. */
export function takesAllCores(): boolean {
  return navigator.hardwareConcurrency <= 2 && secondWorkerState().isReady;
}

/**
 * Shares the work of trainings with a second worker, which this one starts when there is some for the
 * first time, and which ends with it; not on a machine with a single core, nor where a worker cannot
 * start another.
 */
export function useTwoWorkers(tell: (note: string) => void): void {
  if (isSet || navigator.hardwareConcurrency < 2 || typeof Worker === "undefined") return;
  isSet = true;
  const rules = { createScriptURL: (address: string): string => address };
  // In this realm, where no other policy of that name is (elements/trusted.ts has the page's).
  const trusted = globalThis.trustedTypes?.createPolicy("book-page", rules) ?? rules;
  useSecondWorker({
    tell,
    start(onMessage, onLost) {
      // The same blob, which has the page's policy, but with a name (worker.ts): what it imports is in
      // the browser's cache already.
      const worker = new Worker(trusted.createScriptURL(self.location.href), { type: "module", name: SECOND_WORKER });
      worker.onmessage = ({ data }) => onMessage(data);
      worker.onmessageerror = () => onLost("sent something unreadable");
      worker.onerror = (event) => {
        event.preventDefault();
        onLost(event.message ? `failed (${event.message})` : "could not be loaded");
      };
      return {
        send: (order, transfer) => worker.postMessage(order, transfer),
        end: () => worker.terminate(),
      };
    },
  });
}
