import { beforeEach, expect, test, vi } from "vitest";
import { RunWatch } from "../../../../src/elements/run/run-watch.ts";
import type { PageEvent } from "../../../../src/notebook/client/client.ts";

class Cell extends HTMLElement {
  get cellId() {
    return this.dataset.cell;
  }
}
customElements.define("code-cell", Cell);

let watch: RunWatch;
const handle = (...events: object[]) => events.forEach((event) => watch.handle(event as PageEvent));
const ended = (state: string, cell = "one") => ({ type: "finished", cell, state, error: null, seconds: 1 });
const planned = { type: "planned", cells: ["one"], printed: [] };
const settled = { type: "settled", stale: [], dependents: {} };
const words = () => document.querySelector(".run-indicator span")!.textContent;

const see = (state: DocumentVisibilityState) => {
  vi.spyOn(document, "visibilityState", "get").mockReturnValue(state);
  document.dispatchEvent(new Event("visibilitychange"));
};

beforeEach(() => {
  see("visible");
  document.title = "GPT";
  document.body.innerHTML = ["one", "two"]
    .map((id) => `<code-cell id="cell-${id}" data-cell="${id}"></code-cell>`)
    .join("");
  watch = new RunWatch({ pause() {}, resume() {}, stop() {} });
});

test.each([
  [["done"], "✓ Done · GPT"],
  [["done", "error"], "✕ Failed · GPT"],
  [["stopped"], "GPT"],
  [["done", "stopped"], "✓ Done · GPT"],
  [[], "GPT"],
])("the title of a tab that nobody looks at says how a run ended: %j", (states, title) => {
  see("hidden");
  handle(planned, ...states.map((state) => ended(state)), settled);
  expect(document.title).toBe(title);
  see("visible");
  expect(document.title).toBe("GPT");
});

test("a tab that is looked at keeps its title, and a run is told once", () => {
  handle(planned, ended("done"), settled);
  expect(document.title).toBe("GPT");
  see("hidden");
  handle(settled);
  expect(document.title).toBe("GPT");
});

test("only the cell that runs shows its progress", () => {
  const timing = { seconds: 1, stepsPerSecond: null, secondsLeft: null };
  const output = { kind: "progress", step: 3, steps: null, latest: [], charts: [], timing };
  const patch = (cell: string) => ({ type: "outputs", cell, patches: [{ index: 0, output }] });
  handle({ type: "started", cell: "one" }, patch("two"));
  expect(words()).toBe("running");
  handle(patch("one"));
  expect(words()).toBe("step 3");
});

test("a cell that the page has no more is not followed", () => {
  handle({ type: "started", cell: "gone" }, ended("done", "gone"), settled);
  expect(document.querySelector<HTMLElement>(".run-indicator")!.hidden).toBe(true);
});
