import { beforeEach, describe, expect, test, vi } from "vitest";
import { hashText } from "../../../../src/edits/hash-text.ts";
import type { EditedCell } from "../../../../src/elements/cell/cell-choice.ts";
import { editKey, loadEdit, saveEdit } from "../../../../src/elements/cell/edit-record.ts";
import { inputsStorageKey } from "../../../../src/elements/cell/cell-inputs.ts";
import { CellEdits } from "../../../../src/elements/cell/cell-edits.ts";

const state = { text: "book", isBusy: false };
const showInputs = vi.fn();
const cell: EditedCell = {
  ...{ cellId: "one", original: "book", isTyping: false, inputs: {}, showInputs },
  get text() {
    return state.text;
  },
  get isBusy() {
    return state.isBusy;
  },
  show: (text) => void (state.text = text),
  note: (content) => document.body.replaceChildren(...(content ?? [])),
};
const hash = hashText("book");
const said = () => document.body.textContent;
let keeping: CellEdits;

/** The reader writes. */
function write(text: string): void {
  state.text = text;
  keeping.edited();
}

/** Another tab keeps something under a key. */
function otherTab(key: string, text: string): void {
  localStorage.setItem(key, text);
  dispatchEvent(new StorageEvent("storage", { key, storageArea: localStorage }));
}

beforeEach(() => {
  Object.assign(state, { text: "book", isBusy: false });
  showInputs.mockReset();
  keeping = new CellEdits(cell);
});

describe("what the reader writes", () => {
  test("is kept with the text of the book that it began from, and is there at the next visit", () => {
    write("mine");
    expect(loadEdit("one")).toEqual({ source: "mine", original: hash });
    state.text = "book";
    new CellEdits(cell).restore();
    expect(state.text).toBe("mine");
  });

  test("is kept no more when it is the book's text again", () => {
    write("mine");
    write("book");
    expect(localStorage.getItem(editKey("one"))).toBeNull();
  });

  test("that cannot be kept is said, and stands on the page", async () => {
    const full = vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
      throw new DOMException("no room", "QuotaExceededError");
    });
    write("mine");
    expect([keeping.isBlocked, state.text]).toEqual([true, "mine"]);
    await expect.poll(() => document.querySelector("[role=status]")?.textContent).toMatch(/storage .* full/);
    full.mockRestore();
    write("mine again");
    expect(keeping.isBlocked).toBe(false);
  });

  test("goes with a reset", () => {
    write("mine");
    keeping.reset();
    expect([state.text, loadEdit("one"), showInputs.mock.calls]).toEqual(["book", null, [[{}, true]]]);
  });
});

describe("at a visit", () => {
  test("a text of an older book stands beside the new one", async () => {
    saveEdit("one", { source: "mine", original: "older" });
    keeping.restore();
    expect(state.text).toBe("mine");
    await expect.poll(said).toContain("has changed since you edited it");
    write("mine, longer");
    expect(loadEdit("one")).toEqual({ source: "mine, longer", original: "older" });
  });

  test("a former text is still offered", async () => {
    saveEdit("one", { source: "mine", original: hash, former: "before" });
    keeping.restore();
    await expect.poll(said).toContain("You had another text of your own here.");
  });

  test("what is kept no more is shown no more", () => {
    state.text = "mine";
    keeping.restore();
    expect(state.text).toBe("book");
  });
});

describe("a link", () => {
  test("that brings what is here already is none", () => {
    expect(keeping.offer({ id: "one" })).toBe(false);
    expect(keeping.offer({ id: "one", source: "book", inputs: {} })).toBe(false);
    expect(keeping.offer({ id: "one", inputs: { k: 1 } })).toBe(true);
  });

  test("is shown, and a reset shows the book's text beside it", async () => {
    write("mine");
    expect(keeping.offer({ id: "one", source: "link" })).toBe(true);
    await expect.poll(() => [state.text, keeping.isFromLink]).toEqual(["link", true]);
    keeping.reset();
    expect([state.text, loadEdit("one")?.source]).toEqual(["book", "mine"]);
  });
});

test("a file's text is kept", async () => {
  await keeping.take({ id: "one", source: "file" });
  expect([state.text, loadEdit("one")?.source]).toEqual(["file", "file"]);
});

describe("another tab", () => {
  test("keeps a text, and it is shown here", async () => {
    otherTab(editKey("one"), JSON.stringify({ source: "theirs", original: hash }));
    await expect.poll(() => state.text).toBe("theirs");
    expect(said()).toContain("Changed in another tab.");
  });

  test("sets inputs, and they are shown when the run is over", async () => {
    otherTab(inputsStorageKey("one"), '{"k":1}');
    await expect.poll(() => showInputs.mock.calls.length).toBeGreaterThan(0);
    expect(showInputs).toHaveBeenLastCalledWith({ k: 1 }, false);
  });

  test("does not disturb a choice, nor what another cell or site keeps", async () => {
    keeping.offer({ id: "one", source: "link" });
    await expect.poll(() => keeping.isFromLink).toBe(true);
    otherTab(editKey("two"), JSON.stringify({ source: "theirs", original: hash }));
    dispatchEvent(new StorageEvent("storage", { key: editKey("one"), storageArea: sessionStorage }));
    await import("../../../../src/elements/cell/cross-tab-sync.ts");
    await new Promise((resolve) => setTimeout(resolve));
    expect(state.text).toBe("link");
  });
});
