import { beforeEach, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { CellChoice, type EditedCell, type EditHost } from "../../../../src/elements/cell/cell-choice.ts";
import type { InputValues } from "../../../../src/notebook/output/output.ts";

let state: { text: string; inputs: InputValues; kept: string; areInputsKept: boolean };
let keeper: EditHost;
let choice: CellChoice;

const cell: EditedCell = {
  ...{ cellId: "one", original: "book", isTyping: false, isBusy: false },
  get text() {
    return state.text;
  },
  get inputs() {
    return state.inputs;
  },
  show: (text) => void (state.text = text),
  showInputs(values, isKept) {
    state.inputs = values;
    state.areInputsKept = isKept;
  },
  note: (content) => document.body.replaceChildren(...(content ?? [])),
};

beforeEach(() => {
  state = { text: "mine", inputs: {}, kept: "mine", areInputsKept: false };
  keeper = {
    ...{ cell, former: undefined, save() {} },
    replace(text) {
      choice.close();
      state.text = state.kept = text;
      cell.note(null);
    },
  };
  choice = new CellChoice(keeper);
});

const press = (name: string) => userEvent.click(page.getByRole("button", { name }));
const seen = () => [state.text, state.kept, choice.isOpen];
const link = { id: "one", source: "link", inputs: { k: 1 } };

describe("a link's text", () => {
  test("is shown beside the reader's own and the book's; nothing is kept of it", async () => {
    choice.offerLink(link);
    expect([...seen(), choice.isFromLink, state.inputs]).toEqual(["link", "mine", true, true, { k: 1 }]);
    await press("The book’s");
    await press("Mine");
    expect([...seen(), choice.isFromLink]).toEqual(["mine", "mine", true, false]);
    expect(choice.own()).toEqual({ text: "mine", inputs: {} });
  });

  test("is kept when the reader says so, and the own one can be brought back", async () => {
    choice.offerLink(link);
    await press("Keep this one");
    expect([...seen(), state.areInputsKept]).toEqual(["link", "link", false, true]);
    expect(keeper.former).toBe("mine");
    await press("Bring my former text back");
    expect([...seen(), keeper.former]).toEqual(["mine", "mine", false, undefined]);
  });

  test("is the reader's when they write in it, or set an input of it", () => {
    choice.offerLink(link);
    state.text = "link, written on";
    expect(choice.edited()).toBe(true);
    expect([...seen(), keeper.former]).toEqual(["link, written on", "link, written on", false, "mine"]);
    choice.offerLink(link);
    choice.setting();
    expect(state.kept).toBe("link");
  });

  test("offers no own text where there is none", () => {
    state.text = "book";
    choice.offerLink(link);
    expect(page.getByRole("button", { name: "Mine" }).elements()).toEqual([]);
    expect(choice.reset()).toBe(true);
    expect(seen()).toEqual(["book", "mine", true]);
  });

  test("on a second link, the own text is still the own one", () => {
    choice.offerLink(link);
    choice.offerLink({ id: "one", source: "another" });
    expect([state.text, choice.own().text]).toEqual(["another", "mine"]);
  });
});

test("a newer book: the own text is shown first, and the new one compares", async () => {
  choice.offerNewBook({ source: "mine", original: "h" });
  expect([...seen(), choice.reset()]).toEqual(["mine", "mine", true, false]);
  state.text = "mine, written on";
  expect(choice.edited()).toBe(false);
  await press("The new one");
  await press("Mine");
  expect(state.text).toBe("mine, written on");
});

test("a file's text is taken, and what was here comes back on a press", async () => {
  state.inputs = { k: 3 };
  choice.take({ id: "one", source: "file" });
  expect([state.kept, state.inputs]).toEqual(["file", {}]);
  await press("Bring back what was here");
  expect([state.kept, state.inputs, state.areInputsKept]).toEqual(["mine", { k: 3 }, true]);
});

test("a former text can be forgotten", async () => {
  keeper.former = "older";
  choice.offerFormer("Kept.");
  await press("Forget it");
  expect([keeper.former, state.kept, document.body.textContent]).toEqual([undefined, "mine", ""]);
});

test("without a choice, writing and setting are as ever", () => {
  choice.setting();
  expect([choice.edited(), choice.reset(), choice.isFromLink]).toEqual([false, false, false]);
});
