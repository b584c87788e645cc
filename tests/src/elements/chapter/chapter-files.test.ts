import { beforeEach, describe, expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import type { CellChange } from "../../../../src/edits/changes.ts";
import { downloadNotebook, downloadScript, openFile } from "../../../../src/elements/chapter/chapter-files.ts";
import { savedFiles } from "../saved-files.ts";

const taken = vi.fn();

class Cell extends HTMLElement {
  readonly original = `show("${this.dataset.cell}");`;
  readonly book = null;
  source = this.original;
  inputs = {};
  get cellId() {
    return this.dataset.cell!;
  }
  async take(change: CellChange) {
    taken(change);
    this.source = change.source ?? this.original;
  }
}
customElements.define("code-cell", Cell);

const cell = (id: string) => document.querySelector<Cell>(`[data-cell="${id}"]`)!;
const said = () => expect.element(page.getByRole("status"));

beforeEach(() => {
  taken.mockReset();
  vi.spyOn(globalThis, "fetch").mockImplementation(async () =>
    Response.json([{ markdown: "# GPT\n\nThe book’s own words." }, { cell: "a" }, { cell: "b" }]),
  );
  document.body.innerHTML = `<h1>GPT</h1><p><run-all></run-all></p>${["a", "b"]
    .map((id) => `<code-cell data-cell="${id}"></code-cell>`)
    .join("")}`;
});

/** The reader chooses a file. */
function choose(name: string, content: BlobPart): void {
  openFile();
  const picker = document.querySelector<HTMLInputElement>("input[type=file]")!;
  const files = new DataTransfer();
  files.items.add(new File([content], name));
  picker.files = files.files;
  picker.dispatchEvent(new Event("change"));
}

/** The chapter as a file of that kind. */
async function asFile(kind: "ts" | "ipynb"): Promise<string> {
  const saved = savedFiles();
  if (kind === "ts") downloadScript();
  else await downloadNotebook();
  const text = await saved[0]!.blob.text();
  vi.mocked(HTMLAnchorElement.prototype.click).mockRestore();
  for (const notice of document.querySelectorAll(".page-notice")) notice.remove();
  return text;
}

describe("a file of the chapter", () => {
  test.each(["ts", "ipynb"] as const)("as .%s brings the reader's text back", async (kind) => {
    cell("a").source = "show(42);";
    const text = await asFile(kind);
    cell("a").source = cell("a").original;
    choose(`chapter.${kind}`, text);
    await expect.poll(() => taken.mock.calls).toEqual([[{ id: "a", source: "show(42);" }]]);
    await said().toMatchTextContent(/1 cell is as in chapter/);
    expect(document.querySelector("input[type=file]")).toBeNull();
  });

  test("that has what is here already says so", async () => {
    choose("chapter.ts", await asFile("ts"));
    await said().toMatchTextContent("chapter.ts has what is here already.");
    expect(taken).not.toHaveBeenCalled();
  });

  test("as some programs on Windows write it is read, too", async () => {
    cell("b").source = "show(7);";
    const text = await asFile("ts");
    cell("b").source = cell("b").original;
    const wide = new Uint16Array([0xfeff, ...[...text].map((sign) => sign.charCodeAt(0))]);
    choose("wide.ts", wide.buffer);
    await expect.poll(() => taken.mock.calls.length).toBe(1);
  });

  test("without a network has no text between the cells, and that is said", async () => {
    vi.mocked(fetch).mockRejectedValue(new TypeError("Failed to fetch"));
    savedFiles();
    await downloadNotebook();
    await said().toMatchTextContent(/could not be loaded and is not in it/);
  });
});

test.each([
  ["empty.ts", ""],
  ["broken.ipynb", "{ no JSON"],
  ["other.ipynb", "{}"],
])("a file that is none of a chapter changes nothing, and says why: %s", async (name, content) => {
  choose(name, content);
  await expect.poll(() => document.querySelector(".page-notice p")?.textContent ?? "").not.toBe("");
  expect(taken).not.toHaveBeenCalled();
});

test("a file that is far too large is not read", async () => {
  choose("huge.ts", "x".repeat(40_000_000));
  await said().toMatchTextContent("huge.ts is larger than any chapter. It was not read.");
});

test("who cancels leaves no trace", () => {
  openFile();
  document.querySelector("input[type=file]")!.dispatchEvent(new Event("cancel"));
  expect(document.querySelector("input[type=file]")).toBeNull();
});
