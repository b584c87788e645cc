import { expect, test } from "vitest";
import { cellView } from "../../../../src/elements/run/cell-of-event.ts";
import { cellTexts, cellViews } from "../../../../src/elements/state/cell-view.ts";

test("the cells are those of the page, in order, as they are now", () => {
  document.body.innerHTML = `<code-cell id="cell-early" data-cell="early"></code-cell>`;
  expect([cellViews(), cellView("early")]).toEqual([[], undefined]);
  class Cell extends HTMLElement {
    readonly original = "book";
    source = "own";
    inputs = {};
    get cellId() {
      return this.dataset.cell;
    }
  }
  customElements.define("code-cell", Cell);
  document.body.insertAdjacentHTML("beforeend", `<p><code-cell data-cell="late"></code-cell></p>`);
  expect(cellTexts()).toEqual(["early", "late"].map((id) => ({ id, source: "own", original: "book", inputs: {} })));
  expect(cellView("early")).toBe(cellViews()[0]);
  expect(cellView("late")).toBeUndefined();
  document.querySelector("p")!.remove();
  expect(cellTexts().map(({ id }) => id)).toEqual(["early"]);
});
