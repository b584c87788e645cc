import { expect, test, vi } from "vitest";
import { storageKey } from "../../../../src/edits/storage.ts";
import { tellEnd } from "../../../../src/elements/run/crash-report.ts";

const heard = vi.fn();

class Cell extends HTMLElement {
  get cellId() {
    return this.dataset.cell;
  }
  handle(event: unknown) {
    heard(this.cellId, event);
  }
}
customElements.define("code-cell", Cell);

test("the cell that ran says what became of the page, and no other one does", async () => {
  document.body.innerHTML = `<code-cell data-cell="data"></code-cell><code-cell data-cell="train"></code-cell>`;
  localStorage.setItem(storageKey("running"), JSON.stringify({ cell: "train", lock: "mini-rlhf:gone" }));
  await tellEnd();
  await tellEnd();
  expect(heard.mock.calls).toEqual([["train", { type: "failed", why: expect.stringContaining("more memory") }]]);
});

test("a cell that the page has no more says nothing", async () => {
  heard.mockReset();
  localStorage.setItem(storageKey("running"), JSON.stringify({ cell: "gone", lock: "mini-rlhf:gone" }));
  await tellEnd();
  expect(heard).not.toHaveBeenCalled();
});
