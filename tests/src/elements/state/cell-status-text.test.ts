import { expect, test } from "vitest";
import { firstStatus, type Run } from "../../../../src/elements/state/cell-state.ts";
import { barWords, endTold, endWords, olderBelow, waitTold } from "../../../../src/elements/state/cell-status-text.ts";

const first = firstStatus("a", true, {});
const here = { isFromLink: false, isBlocked: false };
const running = (more: Partial<Run & { phase: "running" }>): Run => ({
  ...{ phase: "running", since: 0, begun: 0, restsSince: null, canPause: false, asked: null, loads: null },
  ...{ isReset: false, ...more },
});
const queued = (waits: (Run & { phase: "queued" })["waits"]): Run => ({
  ...{ phase: "queued", waits, since: 0, former: { phase: "idle" }, isReset: false },
});

test.each<[string, Run]>([
  ["as printed", { phase: "frozen" }],
  ["values taken from the book", { phase: "frozen", values: "taken" }],
  ["its values are taken from the book", { phase: "frozen", values: "coming" }],
  ["", { phase: "idle" }],
  ["starting", queued(null)],
  ["waits for train", queued({ behind: "train" })],
  ["runs 1 cell above first", queued({ above: 1 })],
  ["runs 3 cells above first", queued({ above: 3 })],
  ["takes train from the book", queued({ taken: "train" })],
  ["running", running({})],
  ["running: loads mini-rlhf/gpt", running({ loads: "mini-rlhf/gpt" })],
  ["stopping", running({ asked: "stop", restsSince: 1 })],
  ["pausing", running({ asked: "pause" })],
  ["paused", running({ restsSince: 1, asked: "pause" })],
  ["done", { phase: "done", seconds: 0.4 }],
  ["done in 1.0 s", { phase: "done", seconds: 1 }],
  ["done in 65 s, same as printed", { phase: "done", seconds: 65.4, differences: 0 }],
  ["done, not as printed", { phase: "done", seconds: 0.2, differences: 2 }],
  ["error in line 3", { phase: "error", seconds: 1, line: 3, isLate: false }],
  ["error", { phase: "error", seconds: 1, line: null, isLate: false }],
  ["error after the end", { phase: "error", seconds: 1, line: 3, isLate: true }],
  ["stopped", { phase: "stopped" }],
])("%j", (words, run) => expect(barWords({ ...first, run }, here, 1400)).toBe(words));

test("seconds are counted from two on", () => {
  expect(barWords({ ...first, run: running({}) }, here, 2400)).toBe("running, 2 s");
});

test("what goes on after the end is said with it", () => {
  expect(barWords({ ...first, run: { phase: "done", seconds: 0 }, isLiving: true }, here, 0)).toBe("done; still going");
});

test.each([
  ["edited", {}, here],
  ["edited since the last run", { ranSource: "a" }, here],
  ["edited; this browser cannot keep it", {}, { ...here, isBlocked: true }],
  ["from a link, has not run", {}, { ...here, isFromLink: true }],
  ["edited since the last run", { ranSource: "a" }, { ...here, isFromLink: true }],
  ["input changed since the last run", { source: "a", inputs: { k: 1 } }, here],
  ["input changed since the last run", { source: "a", inputs: { k: 1 }, bookSeconds: 0.5 }, here],
  [
    "input changed since the last run; a run takes about 8 s",
    { source: "a", inputs: { k: 1 }, bookSeconds: 20, run: { phase: "done" as const, seconds: 8.2 } },
    here,
  ],
])("%j", (words, status, keeping) => {
  expect(barWords({ ...first, source: "b", ...status }, keeping, 0)).toBe(words);
});

test("what is told to who cannot see it", () => {
  expect(waitTold({ above: 2 })).toBe("runs 2 cells above first");
  expect([waitTold(null), waitTold({ behind: "train" })]).toEqual([null, null]);
  const error = { name: "TypeError", message: "x is null", line: 2, column: 1, code: null };
  expect(endTold({ phase: "error", seconds: 1, line: 2, isLate: false }, error)).toBe("Error in line 2: x is null");
  expect(endTold({ phase: "stopped" }, null)).toBe("stopped");
  expect(endWords({ phase: "idle" })).toBe("");
  expect(olderBelow(["loss"])).toBe("Cell “loss” below is out of date");
  expect(olderBelow(["loss", "plot"])).toBe("2 cells below are out of date");
});
