import { beforeEach, describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { readShareHash } from "../../../../src/edits/share-link.ts";
import { pageChanges, shareLink } from "../../../../src/elements/chapter/share-page.ts";

class Cell extends HTMLElement {
  readonly original = "book";
  source = "book";
  inputs = {};
  get cellId() {
    return this.dataset.cell;
  }
}
customElements.define("code-cell", Cell);

const cell = (id: string) => document.querySelector<Cell>(`[data-cell="${id}"]`)!;
let write: ReturnType<typeof vi.spyOn>;

beforeEach(() => {
  write = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
  document.body.innerHTML = ["a", "b", "c"].map((id) => `<code-cell data-cell="${id}"></code-cell>`).join("");
});

const said = () => expect.element(page.getByRole("status"));

test("what is changed is listed, in order, and only that", () => {
  cell("c").source = "mine";
  cell("a").inputs = { k: 1 };
  expect(pageChanges()).toEqual([
    { id: "a", inputs: { k: 1 } },
    { id: "c", source: "mine" },
  ]);
});

describe("a link", () => {
  test("goes to the clipboard, says what it has, and brings it back", async () => {
    cell("b").source = "mine é 🦊";
    await shareLink();
    const link = String(write.mock.calls[0]![0]);
    expect(await readShareHash(new URL(link).hash)).toEqual([{ id: "b", source: "mine é 🦊" }]);
    await said().toMatchTextContent(/one changed cell is on the clipboard \(\d+ characters\)/);
    await expect.element(page.getByRole("textbox", { name: "Link" })).toHaveValue(link);
  });

  test("stands there to be copied where the browser does not allow it", async () => {
    write.mockRejectedValue(new DOMException("no", "NotAllowedError"));
    for (const id of ["a", "b"]) cell(id).source = "mine";
    await shareLink();
    await said().toMatchTextContent(/did not allow copying.*2 changed cells/);
  });

  test("that is too long is a file", async () => {
    const noise = (seed: number) => Math.sin(seed).toString(36);
    cell("a").source = Array.from({ length: 2000 }, (_, index) => noise(index + 1)).join("");
    const asked = vi.fn();
    document.addEventListener("download-chapter", asked, { once: true });
    await shareLink();
    expect(write).not.toHaveBeenCalled();
    await userEvent.click(page.getByRole("button", { name: "Download a file" }));
    expect(asked).toHaveBeenCalledOnce();
  });

  test("is the page's address where nothing is changed", async () => {
    await shareLink();
    await said().toMatchTextContent("No cell is changed");
    expect(write).not.toHaveBeenCalled();
  });
});
