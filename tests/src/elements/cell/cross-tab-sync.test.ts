import { beforeEach, describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { OtherTab, type SharedCell } from "../../../../src/elements/cell/cross-tab-sync.ts";
import { forgetEdit, saveEdit } from "../../../../src/elements/cell/edit-record.ts";
import { saveInputs } from "../../../../src/elements/cell/cell-inputs.ts";

const take = vi.fn();
let state: { text: string; isTyping: boolean; isBusy: boolean };
let cell: SharedCell;
let other: OtherTab;

beforeEach(() => {
  take.mockReset();
  state = { text: "book", isTyping: false, isBusy: false };
  cell = {
    ...{ cellId: "one", original: "book" },
    get text() {
      return state.text;
    },
    get isTyping() {
      return state.isTyping;
    },
    get isBusy() {
      return state.isBusy;
    },
    show: vi.fn((text: string) => (state.text = text)),
    showInputs: vi.fn(),
    note: (content) => document.body.replaceChildren(...(content ?? [])),
  };
  other = new OtherTab(cell, take);
});

/** Another tab keeps a text. */
function kept(source: string): void {
  saveEdit("one", { source, original: "x" });
  other.heardText();
}

const said = () => document.body.textContent;

describe("another tab's text", () => {
  test("is shown, and what was here can be brought back, whatever came after", async () => {
    kept("theirs");
    kept("theirs, longer");
    expect([state.text, said()]).toEqual(["theirs, longer", "Changed in another tab. Bring back what was here"]);
    await userEvent.click(page.getByRole("button"));
    expect(take.mock.calls).toEqual([["book"]]);
  });

  test("is only offered to a reader who writes", async () => {
    state.isTyping = true;
    kept("theirs");
    expect(state.text).toBe("book");
    expect(said()).toContain("What you go on writing here counts.");
    await userEvent.click(page.getByRole("button", { name: "Show it" }));
    expect(take.mock.calls).toEqual([["theirs"]]);
  });

  test("is not offered any more when the reader writes on, or it is the same by now", () => {
    state.isBusy = true;
    kept("theirs");
    expect(said()).toContain("What runs here is the one you see.");
    other.edited();
    expect(said()).toBe("");
    kept("theirs");
    state.text = "theirs";
    kept("theirs");
    expect(said()).toBe("");
  });

  test("that was given up is the book's", () => {
    kept("theirs");
    forgetEdit("one");
    other.heardText();
    expect(state.text).toBe("book");
  });

  test("that is here already changes nothing", () => {
    state.text = "same";
    kept("same");
    expect([said(), vi.mocked(cell.show).mock.calls]).toEqual(["", []]);
  });
});

test("inputs are as they were set last, at once or after the run", () => {
  saveInputs("one", { k: 2 });
  other.heardInputs();
  expect(cell.showInputs).toHaveBeenLastCalledWith({ k: 2 }, false);
  state.isBusy = true;
  saveInputs("one", { k: 3 });
  other.heardInputs();
  saveInputs("one", { k: 4 });
  expect(cell.showInputs).toHaveBeenCalledOnce();
  other.ended();
  other.ended();
  expect(vi.mocked(cell.showInputs).mock.calls.slice(1)).toEqual([[{ k: 4 }, false]]);
});
