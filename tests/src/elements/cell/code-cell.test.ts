import { beforeEach, describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { CodeCell } from "../../../../src/elements/cell/code-cell.ts";
import { editKey, loadEdit } from "../../../../src/elements/cell/edit-record.ts";
import type { CellEvent } from "../../../../src/elements/state/cell-events.ts";
import "../../../../src/styles/cell.css";
import { cellMarkup, textOutput } from "../cell-markup.ts";

const notebook = vi.hoisted(() => ({
  ...{ runCells: vi.fn(), stopCells: vi.fn(), pauseCells: vi.fn(), keepModel: vi.fn(), checkStale: vi.fn() },
  ...{ answerCell: vi.fn(), runLightly: vi.fn(), prepareCell: vi.fn(), cellsFrom: vi.fn((id: string) => [id, "two"]) },
}));
vi.mock("../../../../src/elements/run/notebook.ts", () => notebook);
customElements.define("code-cell", CodeCell);

let cell: CodeCell;
const place = (...cells: Parameters<typeof cellMarkup>[0][]) => {
  document.body.innerHTML = cells.map((one) => cellMarkup(one)).join("");
  cell = document.querySelector<CodeCell>("code-cell")!;
};

beforeEach(() => {
  for (const one of Object.values(notebook)) one.mockClear();
  notebook.runCells.mockImplementation(async (ids: string[]) => new Map(ids.map((id) => [id, { state: "done" }])));
  place({ id: "one", printed: [textOutput("1")] }, { id: "two", code: "show(2);" });
});

const handle = (...events: CellEvent[]) => events.forEach((event) => cell.handle(event));
const started: CellEvent = { type: "started", source: "show(1);", inputs: {} };
const ended: CellEvent = { type: "finished", state: "done", error: null, seconds: 0.1 };
const group = (id = "one") => page.getByRole("group", { name: `Cell ${id}` });
const press = (name: string) => userEvent.click(group().getByRole("button", { name }));
const words = () => cell.querySelector(".cell-state")!.textContent;
const told = () => cell.querySelector("[role=status]")!.textContent;
const output = () => cell.querySelector(".cell-output")!.textContent.trim();

describe("a run", () => {
  test("begins with Run, is seen and told, and shows what it brings", async () => {
    await press("Run");
    expect(notebook.runCells.mock.calls).toEqual([[["one"]]]);
    handle({ type: "queued" }, started);
    expect([cell.state, told()]).toEqual(["running", "one: Running"]);
    handle({ type: "outputs", patches: [{ index: 0, output: textOutput("new") }] }, ended);
    await expect.poll(output).toBe("new");
    expect([cell.state, words(), told()]).toEqual(["done", "done", "one: done"]);
  });

  test("that fails says where, and what", () => {
    const error = { name: "TypeError", message: "x is null", line: 1, column: 1, code: null };
    handle(started, { type: "finished", state: "error", error, seconds: 0.1 });
    expect([words(), told()]).toEqual(["error in line 1", "one: Error in line 1: x is null"]);
  });

  test("is stopped, rests and goes on by the cell's interface", () => {
    cell.pause();
    cell.resume();
    expect(notebook.pauseCells).not.toHaveBeenCalled();
    handle(started);
    cell.pause();
    cell.resume();
    cell.stop();
    expect(notebook.pauseCells.mock.calls).toEqual([[true], [false]]);
    expect(notebook.stopCells.mock.calls).toEqual([[undefined]]);
    handle(ended, { type: "living", isLiving: true });
    cell.stop();
    expect(notebook.stopCells).toHaveBeenLastCalledWith("one");
  });

  test("from here down is in the menu", async () => {
    await press("More for cell one");
    await userEvent.click(page.getByRole("menuitem", { name: /^Run from here down/ }));
    expect(notebook.runCells.mock.calls).toEqual([[["one", "two"]]]);
  });
});

describe("by keys", () => {
  test("Control-Enter runs it, Shift-Enter goes on to the next cell, both not while it runs", async () => {
    cell.querySelector<HTMLElement>(".cell-edit")!.focus();
    await userEvent.keyboard("{Control>}{Enter}{/Control}");
    expect(notebook.runCells).toHaveBeenCalledTimes(1);
    handle(started);
    await userEvent.keyboard("{Shift>}{Enter}{/Shift}");
    expect(notebook.runCells).toHaveBeenCalledTimes(1);
    await expect.element(group("two").getByRole("button", { name: "Edit" })).toHaveFocus();
  });

  test("a word that is being composed does not run it", () => {
    const event = { key: "Enter", shiftKey: true, isComposing: true, bubbles: true };
    cell.querySelector(".cell-edit")!.dispatchEvent(new KeyboardEvent("keydown", event));
    expect(notebook.runCells).not.toHaveBeenCalled();
  });
});

describe("the text", () => {
  test("that a script sets is the reader's: kept, marked, and not run", () => {
    cell.source = "show(3);";
    expect([cell.state, words(), loadEdit("one")?.source]).toEqual(["edited", "edited", "show(3);"]);
    expect([cell.hasAttribute("data-changed"), notebook.runCells.mock.calls]).toEqual([true, []]);
  });

  test("is there at the next visit, and goes with Reset", async () => {
    cell.source = "show(3);";
    place({ id: "one", printed: [textOutput("1")] });
    expect(cell.source).toBe("show(3);");
    await press("Reset");
    expect([cell.source, cell.state, localStorage.getItem(editKey("one"))]).toEqual(["show(1);", "frozen", null]);
  });

  test("a reset while it runs stops it, and shows nothing more of that run", async () => {
    handle(started);
    cell.reset();
    handle({ type: "outputs", patches: [{ index: 0, output: textOutput("late") }] }, ended);
    expect(notebook.stopCells).toHaveBeenCalled();
    await expect.poll(() => cell.state).toBe("frozen");
    expect(output()).toBe("1");
  });
});

test("what it finds beside its state is a note, told with the state", async () => {
  handle(started, ended, { type: "dependents", stale: ["two"] });
  await expect.element(page.getByRole("button", { name: "Run it" })).toBeVisible();
  expect(told()).toContain("Cell “two” below is out of date.");
  await userEvent.click(page.getByRole("button", { name: "Run it" }));
  expect(notebook.runCells.mock.calls).toEqual([[["two"]]]);
});

test("taken away and put back, it is the same cell, pressed once", async () => {
  cell.source = "show(3);";
  cell.remove();
  document.body.prepend(cell);
  await press("Run");
  expect(notebook.runCells).toHaveBeenCalledOnce();
  expect(cell.source).toBe("show(3);");
});

test("taken away while it runs, it counts no seconds, and hears the end without harm", () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  handle(started);
  expect(vi.getTimerCount()).toBe(1);
  cell.remove();
  expect(vi.getTimerCount()).toBe(0);
  handle(ended);
  expect(cell.state).toBe("done");
});
