import { expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { shareHash } from "../../../../src/edits/share-link.ts";
import { storageKey } from "../../../../src/edits/storage.ts";
import { editKey } from "../../../../src/elements/cell/edit-record.ts";
import type { CodeCell } from "../../../../src/elements/cell/code-cell.ts";
import { cellMarkup } from "../cell-markup.ts";

const cell = (id: string) => document.querySelector<CodeCell>(`[data-cell=${id}]`)!;

/** A page begins once: it has all that a visit can leave to the next one. */
test("a page begins with what was left from the last time", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  document.body.innerHTML = `<p><run-all></run-all></p>${["a", "b", "c"].map((id) => cellMarkup({ id })).join("")}`;
  localStorage.setItem(editKey("a"), JSON.stringify({ source: "mine", original: "older" }));
  localStorage.setItem(editKey("c"), "{ damaged");
  localStorage.setItem(storageKey("running"), JSON.stringify({ cell: "b", lock: "mini-rlhf:gone" }));
  const leftOver = [{ file: "a.ts", cells: [{ kind: "code", why: "Own.", text: "lost" }] }];
  localStorage.setItem(storageKey("left-over"), JSON.stringify(leftOver));
  history.replaceState(null, "", `#${await shareHash([{ id: "b", source: "from a link" }])}`);
  await import("../../../../src/elements/chapter/start-chapter.ts");
  await customElements.whenDefined("code-cell");
  expect(cell("a").source).toBe("mine");
  await expect.poll(() => cell("b").source).toBe("from a link");
  await expect.poll(() => cell("b").querySelector(".cell-note")!.textContent).toContain("The browser ended this page");
  await expect.poll(() => document.querySelector(".left-over pre")?.textContent).toBe("lost");
  await expect.element(page.getByText("cannot be read any more", { exact: false })).toBeVisible();
  await expect.element(page.getByRole("textbox", { name: "What is set aside" })).toHaveValue("{ damaged");
  // Another link in the same tab.
  location.hash = await shareHash([{ id: "c", source: "from another link" }]);
  await expect.poll(() => cell("c").source).toBe("from another link");
});
