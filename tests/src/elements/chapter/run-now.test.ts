import { beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import markup from "../../../../src/components/RunNow.astro?markup";
import "../../../../src/elements/chapter/run-now.ts";

const run = vi.fn();
class Cell extends HTMLElement {
  run = run;
}

beforeEach(() => {
  run.mockReset();
  document.body.innerHTML = `${markup({ cell: "train", slot: "Train it" })}<div style="height: 3000px"></div>
    <code-cell id="cell-train" data-state="frozen"><div class="cell-bar">bar</div></code-cell>`;
});

const press = () => userEvent.click(page.getByRole("link", { name: "Train it" }));

test("before there are cells it is a link", async () => {
  await press();
  expect([location.hash, run.mock.calls.length]).toEqual(["#cell-train", 0]);
});

test("it goes to the cell's bar and runs the cell", async () => {
  if (!customElements.get("code-cell")) customElements.define("code-cell", Cell);
  await press();
  expect(run).toHaveBeenCalledOnce();
  expect(document.querySelector(".cell-bar")!.getBoundingClientRect().top).toBeLessThan(innerHeight);
  expect(location.hash).toBe("");
});

test.each(["queued", "running", "paused"])("a cell that is %s is not run again", async (state) => {
  if (!customElements.get("code-cell")) customElements.define("code-cell", Cell);
  document.querySelector<HTMLElement>("code-cell")!.dataset.state = state;
  await press();
  expect(run).not.toHaveBeenCalled();
});
