import { beforeEach, expect, test, vi } from "vitest";
import { startNotebook } from "../../../../src/elements/run/live-notebook.ts";
import { textOutput } from "../cell-markup.ts";

/** The notebook's client, as far as the page is concerned. */
const client = vi.hoisted(() => ({ notify: (_: unknown) => {}, calls: [] as unknown[][], outputs: [] as unknown[] }));
vi.mock("../../../../src/notebook/client/client.ts", () => ({
  NotebookClient: class {
    constructor({ notify }: { notify: (event: unknown) => void }) {
      client.notify = notify;
      return new Proxy(this, {
        get:
          (_, name) =>
          (...given: unknown[]) => {
            if (name === "outputsOf") return client.outputs;
            if (name === "sourceOf") return { source: `sent ${String(given[0])}`, inputs: {} };
            return void client.calls.push([name, ...given]);
          },
      });
    }
  },
}));

const heard: [string, { type: string }][] = [];

class Cell extends HTMLElement {
  source = "now";
  original = "book";
  inputs = {};
  state = "stale";
  get cellId() {
    return this.dataset.cell!;
  }
  handle(event: { type: string }) {
    heard.push([this.cellId, event]);
  }
}
customElements.define("code-cell", Cell);

const book = {
  a: { outputs: [textOutput("1")], kept: { x: 1 } as never, seconds: 2 },
  b: { outputs: [], seconds: 0.2 },
};
const live = startNotebook(book);
const tell = (event: object) => client.notify(event);
const told = (id: string) => heard.filter(([one]) => one === id).map(([, event]) => event);

beforeEach(() => {
  heard.length = client.calls.length = 0;
  document.body.innerHTML = ["a", "b", "c"]
    .map((id) => `<code-cell id="cell-${id}" data-cell="${id}"></code-cell>`)
    .join("");
});

test("cells are sent with what the book keeps of them, and how long they take", () => {
  const text = { id: "a", source: "s", original: "o", inputs: {} };
  expect(live.withFrozen([text])).toEqual([{ ...text, kept: { x: 1 }, seconds: 2 }]);
  expect(live.withFrozen([{ ...text, id: "new" }])).toEqual([{ ...text, id: "new" }]);
  live.client.stop();
  expect(client.calls).toEqual([["stop"]]);
});

test("a cell that was asked for says what runs before it, the others what they wait for", () => {
  tell({ type: "queued", cell: "c" });
  heard.length = 0;
  tell({ type: "planned", cells: ["a", "b", "c"], printed: [] });
  expect([told("a"), told("b"), told("c")]).toEqual([
    [{ type: "queued", waits: null }],
    [{ type: "queued", waits: { behind: "a" } }],
    [{ type: "queued", waits: { above: 2 } }],
  ]);
});

test("what begins is what was sent, not what is written meanwhile", () => {
  tell({ type: "started", cell: "a" });
  expect(told("a")).toEqual([{ type: "started", source: "sent a", inputs: {} }]);
});

test("what is shown is compared with what the book printed, where that is to be the same", () => {
  client.outputs = [textOutput("2")];
  tell({ type: "planned", cells: ["a"], printed: ["a"] });
  heard.length = 0;
  tell({ type: "finished", cell: "a", state: "done", error: null, seconds: 1 });
  expect(told("a")[1]).toMatchObject({ type: "compared", differences: [expect.any(String)] });
  client.outputs = [textOutput("1")];
  tell({ type: "finished", cell: "a", state: "done", error: null, seconds: 1 });
  expect(told("a").at(-1)).toEqual({ type: "compared", differences: [] });
  heard.length = 0;
  tell({ type: "finished", cell: "a", state: "error", error: null, seconds: 1 });
  expect(told("a").map(({ type }) => type)).toEqual(["finished"]);
});

test("what is out of date is said once, by the cell that made it so", () => {
  tell({ type: "settled", stale: ["b"], dependents: { a: ["b"] } });
  expect(told("b")[0]).toEqual({ type: "outdated", isOutdated: true, isTold: true });
  expect(told("a").at(-1)).toEqual({ type: "dependents", stale: ["b"] });
  expect(told("c").at(-1)).toEqual({ type: "dependents", stale: [] });
});

test("the memory is said to whoever shows it, and is none after a restart", () => {
  const shown: string[] = [];
  const listen = (event: Event) => shown.push((event as CustomEvent<string>).detail);
  document.addEventListener("notebook-memory", listen);
  tell({ type: "memory", memory: { tensors: 1, bytes: 2000 } });
  tell({ type: "restarted", why: "stop", running: "b" });
  document.removeEventListener("notebook-memory", listen);
  expect(shown).toEqual([expect.stringMatching(/^1 tensor, 2/), ""]);
  expect(told("b").map(({ type }) => type)).toEqual(["living", "failed"]);
  expect(told("a").map(({ type }) => type)).toEqual(["living"]);
});

test.each([
  [{ name: "gpt", kept: { bytes: 2000 }, problem: null }, /“gpt” is kept in this browser/],
  [{ name: "gpt", kept: null, problem: "No room." }, /^No room\.$/],
])("what became of a model is said: %j", (more, words) => {
  tell({ type: "kept", cell: "a", ...more });
  expect(told("a")).toEqual([{ type: "kept", text: expect.stringMatching(words) }]);
});

test("a cell that the page has no more hears nothing, and nothing breaks", () => {
  tell({ type: "started", cell: "gone" });
  tell({ type: "finished", cell: "gone", state: "done", error: null, seconds: 1 });
  expect(heard).toEqual([]);
});
