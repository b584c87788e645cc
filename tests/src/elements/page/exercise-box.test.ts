import { beforeEach, expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import markup from "../../../../src/components/Exercise.astro?markup";
import "../../../../src/elements/page/exercise-box.ts";

const slot = `<code-cell data-state="idle"><div class="cell-output"></div></code-cell>`;
const place = (inside = slot) =>
  (document.body.innerHTML = markup({ title: "Write softmax", number: "1.2", cell: "softmax", slot: inside }));

beforeEach(() => void place());

const solved = () => page.getByRole("status").element().textContent;
const output = (...checks: string[]) => {
  const html = checks.map((check) => `<div data-check="${check}"></div>`).join("");
  document.querySelector(".cell-output")!.innerHTML = html;
};
const state = (text: string) => document.querySelector("code-cell")!.setAttribute("data-state", text);
/** Whoever watches the page has looked. */
const looked = () => new Promise((resolve) => setTimeout(resolve));

test("it is solved when the run is over and all checks have passed", async () => {
  state("running");
  output("passed");
  await looked();
  expect(solved()).toBe("");
  output("passed", "passed");
  state("done");
  await expect.poll(solved).toBe("solved");
});

test.each([[["passed", "wrong"]], [["open"]], [[]]])("not with %j", async (checks) => {
  output(...checks);
  state("done");
  await looked();
  expect(solved()).toBe("");
});

test("it is solved at the next visit, too, and is told once", async () => {
  output("passed");
  state("done");
  await expect.poll(solved).toBe("solved");
  place();
  expect(solved()).toBe("solved");
});

test("where nothing can be kept it is solved as long as the page is open", async () => {
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("no", "SecurityError");
  });
  output("passed");
  state("done");
  await expect.poll(solved).toBe("solved");
});

test("one without a cell is left alone", () => {
  place("<p>Think about it.</p>");
  expect(solved()).toBe("");
});
