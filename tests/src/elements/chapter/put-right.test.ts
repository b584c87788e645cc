import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { storageKey } from "../../../../src/edits/storage.ts";
import { changedCells } from "../../../../src/elements/cell/changed-cells.ts";
import { putRight } from "../../../../src/elements/chapter/put-right.ts";
import { cellMarkup } from "../cell-markup.ts";

/** What the server gives when the page is asked for: markup, or an error. */
function server(answer: string): void {
  class Request {
    responseType = "";
    responseXML: Document | null = null;
    onload = () => {};
    onerror = () => {};
    open() {}
    send() {
      if (answer === "offline") return this.onerror();
      this.responseXML = answer === "nothing" ? null : new DOMParser().parseFromString(answer, "text/html");
      this.onload();
    }
  }
  vi.stubGlobal("XMLHttpRequest", Request);
}

const code = () => document.querySelector(".cell-paper")!.textContent.trim();

beforeEach(() => {
  document.body.innerHTML = cellMarkup({ code: "show(1);" });
  document.querySelector("code")!.textContent = "zeige(1);";
});

afterEach(() => void vi.unstubAllGlobals());

test("code that was translated is the book's again", async () => {
  server(cellMarkup({ code: "show(1);" }));
  await putRight(changedCells());
  expect([code(), changedCells()]).toEqual(["show(1);", []]);
});

test.each([
  ["edition", cellMarkup({ code: "show(2);" })],
  ["edition", cellMarkup({ id: "other" })],
  ["withheld", "nothing"],
  ["offline", "offline"],
])("if it cannot be had, why is said: %s", async (loadCause, answer) => {
  server(answer);
  await expect(putRight(changedCells())).rejects.toMatchObject({ loadCause });
  expect(code()).toBe("zeige(1);");
});

test("what was kept under another address of the page is found, and nothing is asked for", async () => {
  server("offline");
  const key = storageKey("edit", "one");
  localStorage.setItem(key.replace("/:one", "/index.html:one"), "mine");
  await putRight([]);
  expect(localStorage.getItem(key)).toBe("mine");
});
