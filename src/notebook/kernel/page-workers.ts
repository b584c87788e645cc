import { otherWorkers, useOtherWorkers } from "mini-rlhf/other-workers";
import { isBatteryLow } from "../base/battery.ts";
import { type Crew, crewFor } from "mini-rlhf/workers/crew";

/** The name of a worker that was started by another one of the same file, to share its work. */
export const OTHER_WORKER = "other worker";

let isSet = false;

/** No core is left for the page while a training runs. */
export function takesAllCores(): boolean {
  const { ready } = otherWorkers();
  return ready > 0 && navigator.hardwareConcurrency <= 1 + ready;
}

/** How many workers this machine bears now. Only Chromium says how much memory there is. */
export function pageCrew(): Crew {
  const { hardwareConcurrency: cores, deviceMemory: memory } = navigator as Navigator & { deviceMemory?: number };
  return crewFor({ cores, memory, isBatteryLow: isBatteryLow() });
}

/**
 * Shares the work of trainings with other workers, which this one starts when there is some for the
 * first time, and which end with it; not on a machine with a single core, nor where a worker cannot
 * start another.
 */
export function usePageWorkers(tell: (note: string) => void, crew = pageCrew): void {
  if (isSet || navigator.hardwareConcurrency < 2 || typeof Worker === "undefined") return;
  isSet = true;
  const rules = { createScriptURL: (address: string): string => address };
  // In this realm, where no other policy of that name is (elements/trusted.ts has the page's).
  const trusted = globalThis.trustedTypes?.createPolicy("book-page", rules) ?? rules;
  useOtherWorkers({
    tell,
    crew,
    start(hear, lose) {
      // The same blob, which has the page's policy, but with a name (worker.ts): what it imports is in
      // the browser's cache already.
      const worker = new Worker(trusted.createScriptURL(self.location.href), { type: "module", name: OTHER_WORKER });
      worker.onmessage = ({ data }) => hear(data);
      worker.onmessageerror = () => lose("sent something unreadable");
      worker.onerror = (event) => {
        event.preventDefault();
        lose(event.message ? `failed (${event.message})` : "could not be loaded");
      };
      return {
        send: (order, transfer) => worker.postMessage(order, transfer),
        end: () => worker.terminate(),
      };
    },
  });
}
