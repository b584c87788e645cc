import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { type PressedMatter, runNote } from "../../../../src/elements/run/run-notes.ts";
import type { RunNotes } from "../../../../src/elements/state/cell-state.ts";
import { olderBelow } from "../../../../src/elements/state/cell-status-text.ts";

const actions = {
  runCells: vi.fn(),
  goOn: vi.fn(),
  keepModel: vi.fn(),
  showModels: vi.fn(),
  lostFocus: vi.fn(),
  olderBelow,
};

function place(matter: PressedMatter, notes: RunNotes): string {
  document.body.replaceChildren(...(runNote(matter, notes, actions) ?? []));
  return document.body.textContent;
}

test("cells below that are out of date can be run from here", async () => {
  expect(place("below", { below: ["loss"] })).toBe("Cell “loss” below is out of date. Run it");
  place("below", { below: ["loss", "plot"] });
  await userEvent.click(page.getByRole("button", { name: "Run them" }));
  expect(actions.runCells).toHaveBeenCalledWith(["loss", "plot"]);
});

test("each model that was trained can be kept", async () => {
  place("models", { models: ["gpt", "<b>reward</b>"] });
  await userEvent.click(page.getByRole("button", { name: "<b>reward</b>" }));
  expect(actions.keepModel.mock.calls).toEqual([["<b>reward</b>"]]);
});

test("what became of it is said, with the way to all of them", async () => {
  expect(place("kept", { kept: "“gpt” is kept." })).toContain("“gpt” is kept.");
  await userEvent.click(page.getByRole("button", { name: "My models" }));
  expect(actions.showModels).toHaveBeenCalledOnce();
});

test.each([
  [["a"], ["a"]],
  [
    ["a", "b", "c"],
    ["a", "b", "c"],
  ],
  [
    ["a", "b", "c", "d", "e"],
    ["a", "b", "c", "And 2 more."],
  ],
])("differences from what was printed are listed, the first of them: %j", (differences, lines) => {
  expect(place("differences", { differences })).toContain("not what the book printed");
  expect([...document.querySelectorAll("li")].map((one) => one.textContent)).toEqual(lines);
});

test("of nothing, nothing is said", () => {
  for (const matter of ["differences", "models", "kept", "below"] as const) expect(place(matter, {})).toBe("");
});
