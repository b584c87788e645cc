/** Where the notebook has the time from; tests hand in a clock of their own. */
export interface Clock {
  /** milliseconds since some moment */
  now(): number;
  /** calls once, after so many milliseconds; returns what calls it off */
  after(ms: number, call: () => void): () => void;
}

// Taken at once: a cell may replace them.
const { performance, setTimeout, clearTimeout } = globalThis;
const now = performance.now.bind(performance);

/** The time as it is. */
export const hostClock: Clock = {
  now,
  after(ms, call) {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
};
