import { beforeEach, describe, expect, test, vi } from "vitest";
import type { NotebookClient } from "../../../../src/notebook/client/client.ts";
import type { LiveNotebook } from "../../../../src/elements/run/live-notebook.ts";
import { anew } from "../anew.ts";

const heard = vi.fn();
const client = {
  ...{ run: vi.fn(), answer: vi.fn(), stop: vi.fn(), end: vi.fn(), keep: vi.fn() },
  ...{ pause: vi.fn(), resume: vi.fn(), restart: vi.fn() },
} satisfies Partial<Record<keyof NotebookClient, unknown>>;
const live = { client, withFrozen: <T>(texts: T): T => texts } satisfies Record<keyof LiveNotebook, unknown>;
const start = vi.hoisted(() => vi.fn());

vi.mock("../../../../src/elements/run/live-notebook.ts", () => ({ startNotebook: start }));

class Cell extends HTMLElement {
  readonly book = null;
  readonly original = "";
  source = "";
  inputs = {};
  get cellId() {
    return this.dataset.cell;
  }
  handle(event: { type: string }) {
    heard(this.cellId, event);
  }
}
customElements.define("code-cell", Cell);

const notebook = () => anew<typeof import("../../../../src/elements/run/notebook.ts")>("run/notebook.ts");
const done = { state: "done", outputs: [], error: null };

beforeEach(() => {
  heard.mockReset();
  for (const one of Object.values(client)) one.mockReset();
  client.run.mockImplementation(async (ids: string[]) => new Map(ids.map((id) => [id, done])));
  start.mockReset().mockReturnValue(live);
  document.body.innerHTML = ["a", "b", "c"].map((id) => `<code-cell data-cell="${id}"></code-cell>`).join("");
});

describe("the notebook", () => {
  test("starts with the first run, and once", async () => {
    const { runCells } = await notebook();
    expect(start).not.toHaveBeenCalled();
    const [first] = await Promise.all([runCells(["a"]), runCells(["b"])]);
    await runCells(["c"]);
    expect(start).toHaveBeenCalledOnce();
    expect(first.get("a")).toEqual(done);
  });

  test("has the texts as they were when the reader asked", async () => {
    const { runCells } = await notebook();
    const cell = document.querySelector("code-cell") as Cell;
    cell.source = "at the press";
    const running = runCells(["a"]);
    cell.source = "written on";
    await running;
    expect(client.run.mock.calls[0]![2][0]).toMatchObject({ id: "a", source: "at the press" });
    expect(heard.mock.calls).toEqual([["a", { type: "queued" }]]);
  });

  test("that cannot start says so in the cells that were asked for, and is asked for again", async () => {
    const { runCells } = await notebook();
    start.mockImplementationOnce(() => {
      throw new Error("no such thing");
    });
    const results = await runCells(["a", "b"]);
    expect(results.get("a")).toMatchObject({ state: "error", error: { name: "LoadError" } });
    const told = heard.mock.calls.filter(([, { type }]) => type === "failed").map(([id]) => id);
    expect(told).toEqual(["a", "b"]);
    expect((await runCells(["a"])).get("a")).toEqual(done);
  });
});

test("before anything has run, there is nothing to stop, ask or restart", async () => {
  const { stopCells, restartNotebook, pauseCells, checkStale, answerCell, keepModel } = await notebook();
  await Promise.all([stopCells(), restartNotebook(), pauseCells(true), checkStale()]);
  await Promise.all([answerCell("a", "k", 1), keepModel("a", "gpt")]);
  expect(start).not.toHaveBeenCalled();
});

test("afterwards, what the reader says reaches it", async () => {
  const page = await notebook();
  await page.runCells(["a"]);
  await Promise.all([page.stopCells("a"), page.restartNotebook(), page.pauseCells(true), page.pauseCells(false)]);
  await Promise.all([page.checkStale(), page.answerCell("a", "k", 1), page.keepModel("a", "gpt")]);
  await page.runLightly("b");
  expect(client.end).toHaveBeenCalledWith("a");
  expect(client.restart).toHaveBeenCalledOnce();
  expect([client.pause, client.resume].map((one) => one.mock.calls.length)).toEqual([1, 1]);
  expect(client.run.mock.calls.slice(1)).toEqual([
    [[], true],
    [["b"], true],
  ]);
  expect(client.answer).toHaveBeenCalledWith("a", "k", 1);
  expect(client.keep).toHaveBeenCalledWith("a", "gpt");
});

test("from a cell on", async () => {
  const { cellsFrom } = await notebook();
  expect([cellsFrom("b"), cellsFrom("a")]).toEqual([
    ["b", "c"],
    ["a", "b", "c"],
  ]);
});
