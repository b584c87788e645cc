import { beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { CellChange } from "../../../../src/edits/changes.ts";
import { shareHash } from "../../../../src/edits/share-link.ts";
import { showLinkedCells } from "../../../../src/elements/chapter/linked-cells.ts";

const offered = vi.fn<(id: string, change: CellChange) => boolean>();

class Cell extends HTMLElement {
  get cellId() {
    return this.dataset.cell!;
  }
  offer(change: CellChange) {
    return offered(this.cellId, change);
  }
}
customElements.define("code-cell", Cell);

beforeEach(() => {
  offered.mockReset().mockReturnValue(true);
  document.body.innerHTML = ["a", "b"]
    .map((id) => `<code-cell data-cell="${id}"><button class="cell-run">Run ${id}</button></code-cell>`)
    .join("");
});

async function open(hash: string): Promise<void> {
  history.replaceState(null, "", hash);
  await showLinkedCells();
}

const link = async (...changes: CellChange[]) => open(`#${await shareHash(changes)}`);
const said = () => expect.element(page.getByRole("status"));

test("a link's texts are offered to their cells; nothing runs, and that is said", async () => {
  await link({ id: "a", source: "1" }, { id: "b", inputs: { k: 2 } });
  expect(offered.mock.calls).toEqual([
    ["a", { id: "a", source: "1" }],
    ["b", { id: "b", inputs: { k: 2 } }],
  ]);
  await said().toMatchTextContent(/2 cells show code from a link\. None of it has run/);
  await userEvent.click(page.getByRole("button", { name: "Go to the first" }));
  await expect.element(page.getByRole("button", { name: "Run a" })).toHaveFocus();
});

test("cells that the chapter does not have are told", async () => {
  await link({ id: "a", source: "1" }, { id: "gone", source: "2" });
  await said().toMatchTextContent(/1 cell of the link is not in this chapter/);
  await expect.element(page.getByRole("button", { name: "Go to it" })).toBeVisible();
});

test("a link that is about others only changes nothing", async () => {
  await link({ id: "gone", source: "2" });
  await said().toMatchTextContent("Nothing was changed.");
  expect(offered).not.toHaveBeenCalled();
});

test("what is here already needs no address", async () => {
  offered.mockReturnValue(false);
  await link({ id: "a", source: "1" });
  await said().toMatchTextContent("What this link brings is what you have already.");
  expect(location.hash).toBe("");
});

test.each([
  ["#shared=1.notpacked", /cut off or changed on its way/],
  ["#shared=", /cut off or changed/],
  ["#shared=99.abc", /another version of the book/],
])("a link that cannot be read is told: %s", async (hash, words) => {
  await open(hash);
  await said().toMatchTextContent(words);
});

test("any other address is none of its business", async () => {
  await open("#the-clip");
  await new Promise(requestAnimationFrame);
  expect(document.querySelector("[role=status]")).toBeNull();
});

test("cells that stand in another chapter now: the reader can open it with what the link brings for it", async () => {
  const box = document.createElement("div");
  box.className = "moved-parts";
  box.dataset.away = JSON.stringify([
    { to: "/there/", title: "There", cells: ["moved"], anchors: [] },
    { to: "/elsewhere/", title: "Elsewhere", cells: ["other"], anchors: [] },
  ]);
  document.body.append(box);
  await link({ id: "a", source: "1" }, { id: "moved", source: "2" }, { id: "other", source: "3" });
  expect(offered.mock.calls).toEqual([["a", { id: "a", source: "1" }]]);
  await expect.element(page.getByText("2 cells of the link are in other chapters now.")).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Open “There”" })).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Open “Elsewhere”" })).toBeVisible();
});
