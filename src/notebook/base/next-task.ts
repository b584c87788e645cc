import { hostClock } from "./clock.ts";

/** Lets the event loop turn once, so that messages come through; a timer would wait up to 4 ms. */
export const nextTask: () => Promise<void> =
  typeof setImmediate === "function"
    ? () => new Promise((resolve) => setImmediate(resolve))
    : taskByMessage(new MessageChannel());

/**
 * Browsers have no setImmediate, but a message to oneself does the same. WebKit sends it through
 * another process; if it is lost there, the cell goes on all the same.
 * @param lateMs after how long it counts as lost
 */
export function taskByMessage({ port1, port2 }: MessageChannel, lateMs = 100, clock = hostClock): () => Promise<void> {
  const waiting = new Set<() => void>();
  const goOn = (): void => [...waiting][0]?.();
  port1.onmessage = goOn;
  return () =>
    new Promise((resolve) => {
      const callOff = clock.after(lateMs, end);
      function end(): void {
        callOff();
        waiting.delete(end);
        resolve();
      }
      waiting.add(end);
      port2.postMessage(null);
    });
}
