import { expect, test } from "vitest";
import {
  areInputsNew,
  type CellStatus,
  firstStatus,
  isBusy,
  isChanged,
  isReset,
  isSettled,
  isTextNew,
  type Run,
  secondsOf,
  stateOf,
} from "../../../../src/elements/state/cell-state.ts";

const first = firstStatus("a", false, {});
const done: Run = { phase: "done", seconds: 2 };
const running: Run = {
  ...{ phase: "running", since: 0, begun: 0, restsSince: null, canPause: false },
  ...{ asked: null, loads: null, isReset: false },
};
const queued: Run = { phase: "queued", waits: null, since: 0, former: done, isReset: true };

test.each<[string, Partial<CellStatus>]>([
  ["idle", {}],
  ["frozen", firstStatus("a", true, {})],
  ["queued", { run: queued }],
  ["running", { run: running }],
  ["paused", { run: { ...running, restsSince: 1 } }],
  ["running", { run: running, source: "b" }],
  ["done", { run: done }],
  ["edited", { run: done, source: "b" }],
  ["done", { run: done, source: "b", ranSource: "b" }],
  ["edited", { run: done, inputs: { k: 1 } }],
  ["done", { run: done, inputs: { k: 1, l: 2 }, ranInputs: { l: 2, k: 1 } }],
  ["stale", { run: done, isOutdated: true }],
  ["idle", { isOutdated: true }],
  ["edited", { run: done, isOutdated: true, source: "b" }],
])("%s: %j", (state, more) => expect(stateOf({ ...first, ...more })).toBe(state));

test("what follows from it", () => {
  expect([queued, running, done].map((run) => isBusy({ ...first, run }))).toEqual([true, true, false]);
  expect([queued, running, done].map((run) => isReset({ ...first, run }))).toEqual([true, false, false]);
  expect([queued, done].map((run) => secondsOf({ ...first, run }))).toEqual([null, 2]);
  expect(isSettled({ ...first, run: done })).toBe(true);
  expect(isSettled({ ...first, run: done, source: "b" })).toBe(false);
  expect(isSettled(first)).toBe(false);
});

test("a text is the book's, the last run's, both or neither", () => {
  const own = { ...first, source: "b", ranSource: "b" };
  expect([isChanged(own), isTextNew(own)]).toEqual([true, false]);
  const back = { ...own, source: "a" };
  expect([isChanged(back), isTextNew(back)]).toEqual([false, true]);
  expect(areInputsNew({ ...first, inputs: { k: "1" }, ranInputs: { k: 1 } })).toBe(true);
});
