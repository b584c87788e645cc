import { describe, expect, test } from "vitest";
import { type CellEvent, next } from "../../../../src/elements/state/cell-events.ts";
import {
  areInputsNew,
  type CellStatus,
  firstStatus,
  isReset,
  isSettled,
  stateOf,
} from "../../../../src/elements/state/cell-state.ts";
import { barWords } from "../../../../src/elements/state/cell-status-text.ts";
import type { CellError } from "../../../../src/notebook/base/cell-error.ts";
import type { Output } from "../../../../src/notebook/output/output.ts";

const book = "show(1);";
const printed = firstStatus(book, true, {});
const unprinted = firstStatus(book, false, {});
const here = { isFromLink: false, isBlocked: false };

const started = (source = book, inputs = {}): CellEvent => ({ type: "started", source, inputs });
const ended = (state: "done" | "stopped" = "done", seconds = 0.1): CellEvent => ({
  type: "finished",
  state,
  error: null,
  seconds,
});
const failed = (line: number | null, message = "x is null"): CellEvent => {
  const error: CellError = { name: "TypeError", message, line, column: 1, code: null };
  return { type: "finished", state: "error", error, seconds: 2.34 };
};
const queued: CellEvent = { type: "queued" };
const edited = (source: string): CellEvent => ({ type: "edited", source });
const outdated = (isOutdated: boolean, isTold = false): CellEvent => ({ type: "outdated", isOutdated, isTold });

/** The cell after these events, half a second apart. */
function after(status: CellStatus, ...events: CellEvent[]): CellStatus {
  return events.reduce((one, event, index) => next(one, event, 500 * (index + 1)), status);
}

const words = (status: CellStatus, now = 0) => barWords(status, here, now);

/** state, words in the bar, what was told last */
function seen(status: CellStatus, now = 0): string[] {
  return [stateOf(status), words(status, now), status.told];
}

describe("a cell runs", () => {
  test("from what is printed to done", () => {
    expect(seen(printed)).toEqual(["frozen", "as printed", ""]);
    const waits = after(printed, queued);
    expect(seen(waits)).toEqual(["queued", "starting", ""]);
    const runs = after(printed, queued, started());
    expect(seen(runs, 1000)).toEqual(["running", "running", "Running"]);
    expect(words(runs, 6000)).toBe("running, 5 s");
    expect(seen(after(runs, ended()))).toEqual(["done", "done", "done"]);
    expect(words(after(runs, ended("done", 4.56)))).toBe("done in 4.6 s");
    expect(words(after(runs, ended("done", 65.4)))).toBe("done in 65 s");
  });

  test("and says what it waits for, and what it loads", () => {
    const waits = (one: CellEvent & { type: "queued" }) => seen(after(unprinted, queued, one)).slice(1);
    expect(waits({ type: "queued", waits: { above: 1 } })).toEqual([
      "runs 1 cell above first",
      "runs 1 cell above first",
    ]);
    expect(waits({ type: "queued", waits: { above: 3 } })[0]).toBe("runs 3 cells above first");
    expect(waits({ type: "queued", waits: { behind: "gae" } })).toEqual(["waits for gae", ""]);
    expect(waits({ type: "queued", waits: { taken: "gae" } })).toEqual(["takes gae from the book", ""]);
    const loads = after(unprinted, started(), { type: "preparing", what: "mini-rlhf/gpt" });
    expect(words(loads, 900)).toBe("running: loads mini-rlhf/gpt");
    expect(words(loads, 3000)).toBe("running, 3 s");
  });

  test("and fails in a line, without one, or late", () => {
    expect(seen(after(printed, started(), failed(3)))).toEqual([
      "error",
      "error in line 3",
      "Error in line 3: x is null",
    ]);
    expect(seen(after(printed, started(), failed(null)))).toEqual(["error", "error", "Error: x is null"]);
    const error = { name: "Error", message: "late", line: null, column: null, code: null };
    const late: CellEvent = { type: "late-error", error };
    expect(seen(after(printed, started(), ended(), late))).toEqual(["error", "error after the end", "Error: late"]);
    expect(stateOf(after(printed, started(), late))).toBe("running");
    expect(stateOf(after(printed, started(), ended(), queued, late))).toBe("queued");
  });

  test("and is stopped; what never began goes back to how it was", () => {
    expect(words(after(printed, started(), { type: "asked", asked: "stop" }))).toBe("stopping");
    expect(seen(after(printed, started(), ended("stopped")))).toEqual(["stopped", "stopped", "stopped"]);
    expect(seen(after(printed, queued, queued, ended("stopped")))).toEqual(["frozen", "as printed", ""]);
    const done = after(printed, started(), ended("done", 3), queued, ended("stopped"));
    expect(seen(done)).toEqual(["done", "done in 3.0 s", "done in 3.0 s"]);
    expect(stateOf(after(printed, started(), failed(3), queued, ended("stopped")))).toBe("error");
    expect(stateOf(after(unprinted, queued, ended("stopped")))).toBe("stopped");
  });

  test("and rests: the seconds of the rest do not count", () => {
    const outputs: CellEvent = { type: "outputs", patches: [{ index: 0, output: { kind: "progress" } as Output }] };
    const training = after(printed, started(), outputs);
    expect(training.run).toMatchObject({ canPause: true });
    expect(after(training, outputs)).toBe(training);
    const asked = after(training, { type: "asked", asked: "pause" });
    expect(words(asked)).toBe("pausing");
    const rests = next(asked, { type: "paused", isPaused: true }, 10_000);
    expect(seen(rests, 60_000)).toEqual(["paused", "paused", "Paused"]);
    const goesOn = next(rests, { type: "paused", isPaused: false }, 60_000);
    expect(seen(goesOn, 62_500)).toEqual(["running", "running, 12 s", "Running again"]);
  });

  test("a second click counts from Run, whatever came between", () => {
    const run = after(printed, queued, { type: "queued", waits: { above: 2 } }, started()).run;
    expect(run).toMatchObject({ since: 500, begun: 1500 });
  });
});

describe("what is newer than the output", () => {
  test("a text", () => {
    const mine = after(printed, edited("show(2);"));
    expect(seen(mine)).toEqual(["edited", "edited", ""]);
    expect(stateOf(after(mine, edited(book)))).toBe("frozen");
    const ran = after(mine, started("show(2);"), ended());
    expect(stateOf(ran)).toBe("done");
    expect(seen(after(ran, edited(book))).slice(0, 2)).toEqual(["edited", "edited since the last run"]);
    // Typing does not end a run; the text is newer than what it will show.
    const typed = after(printed, started(), edited("show(3);"));
    expect(stateOf(typed)).toBe("running");
    expect(stateOf(after(typed, ended()))).toBe("edited");
  });

  test("where it is from, and whether it stays", () => {
    const mine = after(printed, edited("show(2);"));
    expect(barWords(mine, { isFromLink: true, isBlocked: false }, 0)).toBe("from a link, has not run");
    expect(barWords(mine, { isFromLink: false, isBlocked: true }, 0)).toBe("edited; this browser cannot keep it");
  });

  test("an input", () => {
    const set = after(printed, { type: "set", inputs: { beta: 0.2 } });
    expect(seen(set)).toEqual(["edited", "input changed since the last run", ""]);
    expect(stateOf(after(set, { type: "answered" }))).toBe("frozen");
    const ran = after(set, started(book, { beta: 0.2 }), ended());
    expect([stateOf(ran), areInputsNew(ran)]).toEqual(["done", false]);
    expect(stateOf(after(ran, { type: "set", inputs: {} }))).toBe("edited");
  });

  test("a cell above", () => {
    const done = after(printed, started(), ended());
    expect(seen(after(done, outdated(true)))).toEqual(["stale", "out of date", "out of date"]);
    expect(after(done, outdated(true, true)).told).toBe("done");
    expect(after(done, outdated(true), outdated(false))).toMatchObject({ told: "", isOutdated: false });
    expect(after(done, outdated(false))).toBe(done);
    expect(stateOf(after(unprinted, outdated(true)))).toBe("idle");
    expect(stateOf(after(printed, outdated(true)))).toBe("stale");
    expect(words(after(printed, outdated(true), { type: "restoring" }))).toBe("its values are taken from the book");
    expect(words(after(printed, outdated(true), { type: "restored" }))).toBe("values taken from the book");
    expect(stateOf(after(done, outdated(true), queued, started()))).toBe("running");
  });

  test("only what has run as it is written may run again by itself", () => {
    expect(isSettled(printed)).toBe(true);
    expect(isSettled(unprinted)).toBe(false);
    expect(isSettled(after(printed, edited("1")))).toBe(false);
    expect(isSettled(after(printed, started()))).toBe(false);
    expect(isSettled(after(printed, started(), failed(1)))).toBe(true);
    expect(isSettled(after(printed, started(), ended("stopped")))).toBe(false);
  });
});

describe("beside the state", () => {
  const compared = (...differences: string[]): CellEvent => ({ type: "compared", differences });

  test("how the output stands to the printed one", () => {
    const done = after(printed, started(), ended("done", 3));
    expect(seen(after(done, compared()))).toEqual([
      "done",
      "done in 3.0 s, same as printed",
      "done in 3.0 s, same as printed",
    ]);
    const other = after(done, compared("0.1 instead of 0.2"));
    expect(words(other)).toBe("done in 3.0 s, not as printed");
    expect(other.notes.differences).toEqual(["0.1 instead of 0.2"]);
    const typed = after(done, edited("1"));
    expect(after(typed, compared("x"))).toBe(typed);
  });

  test("the cells below, told together with the end of the run", () => {
    const below = (...stale: string[]): CellEvent => ({ type: "dependents", stale });
    const done = after(printed, started(), ended());
    expect(after(done, below("a", "b")).told).toBe("done. 2 cells below are out of date.");
    expect(after(done, below("a")).told).toBe("done. Cell “a” below is out of date.");
    const told = after(printed, started(), failed(1, "no."), below("a"));
    expect(told.told).toBe("Error in line 1: no. Cell “a” below is out of date.");
    expect(told.notes.below, "which would fail, too").toBeUndefined();
    const noted = after(done, below("a"));
    expect(noted.notes.below).toEqual(["a"]);
    expect(after(noted, below()).notes.below).toBeUndefined();
    expect(after(done, below())).toBe(done);
  });

  test("models: those that can be kept, then what became of one", () => {
    const offered = after(printed, started(), ended(), { type: "models", names: ["policy"] });
    expect(offered.notes.models).toEqual(["policy"]);
    const gone = after(offered, { type: "kept", text: "There is no room." });
    expect([gone.notes, gone.told]).toMatchObject([
      { models: undefined, kept: "There is no room." },
      "There is no room.",
    ]);
  });

  test("a new run clears what the last one had to say", () => {
    const noted = after(printed, started(), ended(), { type: "failed", why: "restarted" }, compared("x"));
    expect(noted.notes).toEqual({ failed: "restarted", differences: ["x"] });
    expect(after(noted, queued).notes).toEqual(noted.notes);
    expect(after(noted, queued, started()).notes).toEqual({});
  });
});

describe("what a cell leaves behind", () => {
  const living = (isLiving: boolean): CellEvent => ({ type: "living", isLiving });

  test("is said beside how it ended, until it is over", () => {
    const goesOn = after(printed, started(), ended("done", 3), living(true));
    expect(seen(goesOn)).toEqual(["done", "done in 3.0 s; still going", "done in 3.0 s; still going"]);
    expect(words(after(goesOn, living(false)))).toBe("done in 3.0 s");
    expect(words(after(goesOn, edited("show(2);")))).toBe("edited since the last run; still going");
  });

  test("is said while the cell waits to run again, too", () => {
    const goesOn = after(printed, started(), ended(), living(true));
    expect(words(after(goesOn, queued))).toBe("starting; still going");
    expect(words(after(goesOn, queued, ended("stopped")))).toBe("done; still going");
  });
});

describe("a reset", () => {
  const reset: CellEvent = { type: "reset" };

  test("brings back what the book has", () => {
    const mine = after(printed, edited("show(2);"), started("show(2);"), ended(), outdated(true), {
      type: "failed",
      why: "x",
    });
    const back = after(mine, edited(book), reset);
    expect(seen(back).slice(0, 2)).toEqual(["frozen", "as printed"]);
    expect(back).toMatchObject({ ranSource: null, isOutdated: false, notes: {} });
    expect(stateOf(after(unprinted, started(), ended(), reset))).toBe("idle");
  });

  test("of a cell that runs waits for its end, and then shows nothing of it", () => {
    const ending = after(printed, edited("for (;;);"), started("for (;;);"), edited(book), reset);
    expect(seen(ending).slice(0, 2)).toEqual(["running", "stopping"]);
    expect(isReset(ending)).toBe(true);
    expect(seen(after(ending, ended("stopped"))).slice(0, 2)).toEqual(["frozen", "as printed"]);
  });

  test("of one that waits, too, even if it begins after all", () => {
    const waits = after(printed, queued, reset);
    expect(stateOf(after(waits, ended("stopped")))).toBe("frozen");
    expect(stateOf(after(waits, queued, started("old"), ended("stopped")))).toBe("frozen");
  });
});

test("what concerns a run does not concern a cell at rest", () => {
  const late: CellEvent[] = [
    { type: "asked", asked: "stop" },
    { type: "preparing", what: "x" },
    { type: "paused", isPaused: true },
    { type: "outputs", patches: [] },
  ];
  for (const event of late) expect(next(printed, event, 0)).toBe(printed);
  expect(next(after(printed, started()), { type: "restored" }, 0).run.phase).toBe("running");
});
