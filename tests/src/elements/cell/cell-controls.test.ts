import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { CellControls, type ControlledCell } from "../../../../src/elements/cell/cell-controls.ts";
import { type CellEvent, next } from "../../../../src/elements/state/cell-events.ts";
import { type CellStatus, firstStatus, type Run } from "../../../../src/elements/state/cell-state.ts";
import type { Output } from "../../../../src/notebook/output/output.ts";
import { storageKey } from "../../../../src/edits/storage.ts";

const notebook = vi.hoisted(() => ({
  answerCell: vi.fn(),
  checkStale: vi.fn(),
  runLightly: vi.fn(),
  prepareCell: vi.fn(),
}));
vi.mock("../../../../src/elements/run/notebook.ts", () => notebook);

class Cell extends HTMLElement implements ControlledCell {
  readonly cellId = "one";
  status: CellStatus = firstStatus("show(1);", true, {});
  shown = 0;
  handle(event: CellEvent) {
    this.status = next(this.status, event, 0);
  }
  show() {
    this.shown++;
  }
  setting() {}
  printed: (Output[] | null)[] = [];
  showPrinted(outputs: Output[] | null) {
    this.printed.push(outputs);
  }
}
customElements.define("a-cell", Cell);

let cell: Cell;
let controls: CellControls;
const kept = () => localStorage.getItem(storageKey("inputs", "one"));
/** The reader moves a slider of the cell. */
const move = (value: number, more = {}) =>
  cell.dispatchEvent(
    new CustomEvent("cell-input", { detail: { key: "k", value, isInitial: false, isAnswer: false, ...more } }),
  );
const ran = (run: Run) => (cell.status = { ...cell.status, run, ranSource: cell.status.source });

beforeEach(() => {
  for (const one of Object.values(notebook)) one.mockReset();
  notebook.runLightly.mockImplementation(async () => {
    cell.status = { ...cell.status, ranInputs: cell.status.inputs };
  });
  cell = new Cell();
  controls = new CellControls(cell);
  document.body.append(cell);
});

describe("a change", () => {
  test("runs a quick cell again, and is kept", async () => {
    ran({ phase: "done", seconds: 0.1 });
    move(3);
    expect([kept(), controls.isQuiet]).toEqual(['{"k":3}', true]);
    await expect.poll(() => controls.isQuiet).toBe(false);
    expect(notebook.runLightly.mock.calls).toEqual([["one"]]);
    expect(cell.shown).toBe(1);
  });

  test("of a slow cell only says what is out of date", async () => {
    ran({ phase: "done", seconds: 5 });
    move(3);
    await expect.poll(() => notebook.checkStale.mock.calls.length).toBe(1);
    expect(notebook.runLightly).not.toHaveBeenCalled();
  });

  test("runs what the book has printed only where that is quick", async () => {
    move(3);
    await expect.poll(() => notebook.checkStale.mock.calls.length).toBe(1);
    cell.status = { ...cell.status, bookSeconds: 0.2 };
    move(4);
    await expect.poll(() => notebook.runLightly.mock.calls.length).toBe(1);
  });

  test("many of them during one run are one more, with the latest values", async () => {
    ran({ phase: "done", seconds: 0.1 });
    const seen: unknown[] = [];
    notebook.runLightly.mockImplementation(async () => {
      seen.push(cell.status.inputs.k);
      await new Promise((resolve) => setTimeout(resolve));
      cell.status = { ...cell.status, ranInputs: { k: seen.at(-1) as number } };
    });
    for (const value of [1, 2, 3, 4]) move(value);
    await expect.poll(() => controls.isQuiet).toBe(false);
    expect(seen).toEqual([1, 4]);
  });

  test("back to where it was is kept no more, and needs no run", async () => {
    ran({ phase: "done", seconds: 0.1 });
    move(3);
    await expect.poll(() => controls.isQuiet).toBe(false);
    move(0, { isInitial: true });
    expect(kept()).toBeNull();
  });

  test("that comes while the page asks what is out of date is not lost", async () => {
    ran({ phase: "done", seconds: 0.1 });
    notebook.runLightly.mockResolvedValueOnce(undefined);
    notebook.checkStale.mockImplementationOnce(async () => {
      move(4);
    });
    move(3);
    await expect.poll(() => controls.isQuiet).toBe(false);
    expect(notebook.runLightly).toHaveBeenCalledTimes(2);
    expect(cell.status.ranInputs).toEqual({ k: 4 });
  });

  test("that cannot run, since others must first, is left at that", async () => {
    ran({ phase: "done", seconds: 0.1 });
    notebook.runLightly.mockResolvedValue(undefined);
    move(3);
    await expect.poll(() => notebook.checkStale.mock.calls.length).toBe(1);
    expect(notebook.runLightly).toHaveBeenCalledOnce();
  });

  test("when the notebook does not come is left to Run to say", async () => {
    ran({ phase: "done", seconds: 0.1 });
    notebook.runLightly.mockRejectedValue(new Error("no network"));
    move(3);
    await expect.poll(() => controls.isQuiet).toBe(false);
    expect(cell.shown).toBe(1);
  });

  test("where storage throws counts all the same", async () => {
    vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
      throw new DOMException("no room", "QuotaExceededError");
    });
    ran({ phase: "done", seconds: 0.1 });
    move(3);
    expect(cell.status.inputs).toEqual({ k: 3 });
    await expect.poll(() => document.querySelector("[role=status]")?.textContent).toMatch(/storage .* is full/);
  });
});

test("a hand on a control has loaded what the run will need, once, and only where it may run", () => {
  cell.innerHTML = "<p></p><cell-input><input></cell-input>";
  const touch = (selector: string) =>
    cell.querySelector(selector)!.dispatchEvent(new Event("pointerover", { bubbles: true }));
  touch("input");
  cell.status = { ...cell.status, bookSeconds: 8 };
  touch("input");
  cell.status = { ...cell.status, bookSeconds: 2 };
  touch("p");
  expect(notebook.prepareCell).not.toHaveBeenCalled();
  touch("input");
  cell.querySelector("input")!.dispatchEvent(new Event("focusin", { bubbles: true }));
  expect(notebook.prepareCell.mock.calls).toEqual([["one"]]);
});

describe("before the cell has run here", () => {
  const text = (said: string): Output[] => [{ kind: "text", text: said, level: "log" }];
  const traced = () => {
    vi.stubGlobal("fetch", async () => Response.json({ k: { 3: text("three"), 4: text("four") } }));
    const other = new Cell();
    other.dataset.traces = "one.traces.json";
    cell.replaceWith(other);
    cell = other;
    controls = new CellControls(cell);
  };
  afterEach(() => vi.unstubAllGlobals());

  test("a move shows what is printed for it, and the way back what is printed at first", async () => {
    traced();
    move(3);
    await expect.poll(() => cell.printed).toEqual([text("three")]);
    move(0, { isInitial: true });
    await expect.poll(() => cell.printed).toEqual([text("three"), null]);
  });

  test("only the latest of quick moves is shown, and none that is not printed", async () => {
    traced();
    for (const value of [3, 5, 4]) move(value);
    await expect.poll(() => cell.printed).toEqual([text("four")]);
  });

  test("what was set at an earlier visit is shown", async () => {
    traced();
    cell.status = { ...cell.status, inputs: { k: 4 } };
    controls.begin();
    await expect.poll(() => cell.printed).toEqual([text("four")]);
  });

  test("a live run's outputs are not gone over", async () => {
    traced();
    cell.status = { ...cell.status, bookSeconds: 0.2 };
    notebook.runLightly.mockImplementation(async () => void ran({ phase: "done", seconds: 0.1 }));
    ran({ phase: "done", seconds: 0.1 });
    move(3);
    await expect.poll(() => controls.isQuiet).toBe(false);
    expect(cell.printed).toEqual([]);
  });

  test("two controls moved, or no traces, are left to the run", async () => {
    traced();
    cell.status = { ...cell.status, inputs: { other: 1 } };
    move(3);
    vi.stubGlobal("fetch", () => Promise.reject(new Error("no network")));
    await expect.poll(() => notebook.checkStale.mock.calls.length).toBe(1);
    expect(cell.printed).toEqual([]);
  });
});

test("an answer goes to the run that waits for it", () => {
  move(3, { isAnswer: true });
  expect(notebook.answerCell.mock.calls).toEqual([["one", "k", 3]]);
  expect(notebook.runLightly).not.toHaveBeenCalled();
});

test("what was set during a long run comes at its end", async () => {
  ran({ phase: "done", seconds: 0.1 });
  controls.ended();
  expect(notebook.runLightly).not.toHaveBeenCalled();
  cell.status = { ...cell.status, inputs: { k: 5 } };
  controls.ended();
  await expect.poll(() => notebook.runLightly.mock.calls.length).toBe(1);
});

test("what a link or another tab brings is shown without a run, and kept if it is to be", () => {
  ran({ phase: "done", seconds: 0.1 });
  controls.show({ k: 7, bad: Number.NaN }, false);
  expect([cell.status.inputs, kept()]).toEqual([{ k: 7 }, null]);
  controls.show({ k: 8 }, true);
  expect(kept()).toBe('{"k":8}');
  expect(notebook.runLightly).not.toHaveBeenCalled();
});
