import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { moveCells } from "../../src/edits/move-cells.ts";
import { storageKey } from "../../src/edits/storage.ts";

/** localStorage as a browser has it: keys are its own properties, and it may be full. */
class FakeStorage {
  [key: string]: unknown;

  static isFull = false;

  getItem(key: string): string | null {
    return Object.hasOwn(this, key) ? (this[key] as string) : null;
  }

  setItem(key: string, text: string): void {
    if (FakeStorage.isFull) throw new DOMException("full", "QuotaExceededError");
    this[key] = text;
  }

  removeItem(key: string): void {
    delete this[key];
  }
}

let storage: FakeStorage;
const cameHere = [{ from: "/ppo/", cells: ["zoo", "lab-old"] }];

beforeEach(() => {
  storage = new FakeStorage();
  FakeStorage.isFull = false;
  vi.stubGlobal("localStorage", storage);
  vi.stubGlobal("location", { pathname: "/ppo-fails-in-silence/" });
});
afterEach(() => vi.unstubAllGlobals());

/** What is kept for readers' cells, without the note of when something was written. */
const kept = () => Object.fromEntries(Object.entries({ ...storage }).filter(([key]) => key !== "mini-rlhf:written"));

it("takes along texts, inputs, guesses, solved exercises and whether code is shown", () => {
  for (const kind of ["edit", "inputs", "code", "guess", "solved"])
    storage.setItem(`mini-rlhf:${kind}:/ppo/:zoo`, kind);
  moveCells(cameHere);
  expect(kept()).toEqual({
    [storageKey("edit", "zoo")]: "edit",
    [storageKey("inputs", "zoo")]: "inputs",
    [storageKey("code", "zoo")]: "code",
    [storageKey("guess", "zoo")]: "guess",
    [storageKey("solved", "zoo")]: "solved",
  });
  expect(storageKey("edit", "zoo")).toBe("mini-rlhf:edit:/ppo-fails-in-silence/:zoo");
});

it("finds the old page under each of its addresses, and does it once", () => {
  storage.setItem("mini-rlhf:edit:/ppo/index.html:zoo", "1");
  storage.setItem("mini-rlhf:edit:/ppo:lab-old", "2");
  moveCells(cameHere);
  moveCells(cameHere);
  expect(kept()).toEqual({ [storageKey("edit", "zoo")]: "1", [storageKey("edit", "lab-old")]: "2" });
});

it("leaves what stayed, what is of other pages, and what is of a page as a whole", () => {
  const others = {
    "mini-rlhf:edit:/ppo/:models": "1",
    "mini-rlhf:edit:/sft/:zoo": "2",
    "mini-rlhf:running:/ppo/": "3",
    "mini-rlhf:left-over:/ppo/": "4",
    "mini-rlhf:broken:edit:/ppo/:zoo": "5",
    "mini-rlhf-theme": "dark",
  };
  for (const [key, text] of Object.entries(others)) storage.setItem(key, text);
  moveCells(cameHere);
  expect(kept()).toEqual(others);
});

it("writes over nothing, and loses nothing when storage is full", () => {
  storage.setItem("mini-rlhf:edit:/ppo/:zoo", "old");
  storage.setItem(storageKey("edit", "zoo"), "new");
  moveCells(cameHere);
  expect(kept()).toEqual({ "mini-rlhf:edit:/ppo/:zoo": "old", [storageKey("edit", "zoo")]: "new" });

  storage.removeItem(storageKey("edit", "zoo"));
  FakeStorage.isFull = true;
  moveCells(cameHere);
  expect(kept()).toEqual({ "mini-rlhf:edit:/ppo/:zoo": "old" });
});
