import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { endedWith, endMark, markRunning } from "../../../../src/elements/run/crash-marker.ts";
import { storageKey } from "../../../../src/edits/storage.ts";
import { anew } from "../anew.ts";

const key = storageKey("running");
const markedBy = (lock: string) => localStorage.setItem(key, JSON.stringify({ cell: "train", lock }));
type Marker = typeof import("../../../../src/elements/run/crash-marker.ts");

/** It runs for a while. */
function runs(cell: string): void {
  markRunning(cell);
  vi.advanceTimersByTime(200);
}

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(endMark);

test("a run that is over at once is not written down", () => {
  markRunning("train");
  expect(localStorage.getItem(key)).toBeNull();
  endMark();
  vi.advanceTimersByTime(1000);
  expect(localStorage.getItem(key)).toBeNull();
});

test("the cell that ran when the page was ended is known at the next visit, once", async () => {
  markedBy("mini-rlhf:gone");
  expect(await endedWith()).toBe("train");
  expect(await endedWith()).toBeNull();
});

test("a cell that still runs, in this tab or another one, does not count", async () => {
  runs("train");
  const otherTab = await anew<Marker>("run/crash-marker.ts");
  expect(await otherTab.endedWith()).toBeNull();
  expect(localStorage.getItem(key)).not.toBeNull();
});

test("a run that ended leaves no mark, however often its end is told", async () => {
  runs("train");
  endMark();
  endMark();
  expect(localStorage.getItem(key)).toBeNull();
  expect(await endedWith()).toBeNull();
});

test("the next cell takes the mark over, and leaving the page ends it", async () => {
  runs("one");
  runs("two");
  expect(localStorage.getItem(key)).toContain('"two"');
  dispatchEvent(new PageTransitionEvent("pagehide"));
  expect(localStorage.getItem(key)).toBeNull();
});

test("another tab's mark stays when this one's run ends", () => {
  runs("here");
  markedBy("mini-rlhf:elsewhere");
  endMark();
  expect(localStorage.getItem(key)).toContain("mini-rlhf:elsewhere");
});

test.each(["{", "null", "7", '{"cell":1,"lock":"mini-rlhf:x"}', '{"cell":"train","lock":"another\'s lock"}'])(
  "what is no mark is none: %s",
  async (text) => {
    localStorage.setItem(key, text);
    expect(await endedWith()).toBeNull();
  },
);

test("a browser that keeps nothing, or has no locks, knows nothing", async () => {
  const set = vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("no room", "QuotaExceededError");
  });
  runs("train");
  endMark();
  expect(await endedWith()).toBeNull();
  set.mockRestore();
  vi.spyOn(navigator, "locks", "get").mockReturnValue(undefined as never);
  runs("train");
  expect(localStorage.getItem(key)).toBeNull();
});
