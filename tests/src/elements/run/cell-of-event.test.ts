import { afterEach, expect, test } from "vitest";
import { cellView } from "../../../../src/elements/run/cell-of-event.ts";

afterEach(() => document.body.replaceChildren());

class SomeCell extends HTMLElement {}

test("a cell is found by its name, once it is one", () => {
  document.body.innerHTML = `<code-cell id="cell-train"></code-cell><p id="cell-other"></p>`;
  if (!customElements.get("code-cell")) {
    expect(cellView("train")).toBeUndefined();
    customElements.define("code-cell", SomeCell);
  }
  expect(cellView("train")).toBe(document.getElementById("cell-train"));
  expect(cellView("other")).toBeUndefined();
  expect(cellView("gone")).toBeUndefined();
});
