import { beforeEach, expect, test, vi } from "vitest";
import { loadInputs, saveInputs } from "../../../../src/elements/cell/cell-inputs.ts";
import { InputKeeper } from "../../../../src/elements/cell/input-keeper.ts";

let keeper: InputKeeper;
const kept = () => loadInputs("one").k;

beforeEach(() => {
  vi.useFakeTimers();
  keeper = new InputKeeper("one");
});

test("of moves that follow each other, the first is kept at once and the last when the hand rests", () => {
  const write = vi.spyOn(Storage.prototype, "setItem");
  for (const k of [1, 2, 3]) {
    keeper.keep({ k });
    vi.advanceTimersByTime(200);
    expect(kept()).toBe(1);
  }
  vi.advanceTimersByTime(150);
  expect(kept()).toBe(3);
  expect(write.mock.calls.filter(([key]) => key.includes(":inputs:"))).toHaveLength(2);
  keeper.keep({ k: 4 });
  expect(kept()).toBe(4);
});

test("a page that is left keeps the last one", () => {
  keeper.keep({ k: 1 });
  keeper.keep({ k: 2 });
  dispatchEvent(new Event("pagehide"));
  expect(kept()).toBe(2);
});

test("what comes from elsewhere counts more than a move that waits", () => {
  keeper.keep({ k: 1 });
  keeper.keep({ k: 2 });
  keeper.rest(false);
  saveInputs("one", { k: 7 });
  vi.advanceTimersByTime(1000);
  expect(kept()).toBe(7);
  keeper.keep({ k: 8 });
  expect(kept()).toBe(8);
});

test("back where it began, nothing is kept", () => {
  keeper.keep({ k: 1 });
  keeper.keep({});
  vi.advanceTimersByTime(400);
  expect(kept()).toBeUndefined();
});
