import { beforeEach, describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { CellNotes } from "../../../../src/elements/cell/cell-notes.ts";
import { olderBelow } from "../../../../src/elements/state/cell-status-text.ts";
import { button } from "../../../../src/elements/base/button.ts";

const actions = {
  runCells: vi.fn(),
  goOn: vi.fn(),
  keepModel: vi.fn(),
  showModels: vi.fn(),
  lostFocus: vi.fn(),
  olderBelow,
};
let above: HTMLElement;
let after: HTMLElement;
let notes: CellNotes;

beforeEach(() => {
  for (const action of [actions.runCells, actions.lostFocus]) action.mockReset();
  document.body.innerHTML = `<div id="above" hidden></div><div id="after" hidden></div>`;
  above = document.querySelector("#above")!;
  after = document.querySelector("#after")!;
  notes = new CellNotes({ above, after }, actions);
});

const linesIn = (box: HTMLElement) => [...box.children].map((one) => one.textContent);
const lines = () => [...linesIn(above), ...linesIn(after)];

describe("what a cell has to say", () => {
  test("stands in order, what went wrong first, and nothing is hidden", async () => {
    notes.showText(["From your file. "]);
    notes.show({ below: ["loss"], failed: "It failed.", undrawn: "Not drawn." });
    const below = "Cell “loss” below is out of date. Run it";
    await expect.poll(lines).toEqual(["It failed.", "Not drawn.", "From your file. ", below]);
    expect([above.hidden, after.hidden]).toEqual([false, false]);
  });

  test("stands under the outputs when it comes with a run's end, so that they stay where they are", async () => {
    notes.show({ models: ["sft"], below: ["loss"], differences: ["Output 1 is another."] });
    await expect.poll(() => linesIn(after)).toHaveLength(3);
    expect([linesIn(above), above.hidden]).toEqual([[], true]);
    notes.show({ kept: "“sft” is kept." });
    await expect.poll(() => linesIn(after)).toEqual(["“sft” is kept. My models"]);
    expect([linesIn(above), above.hidden]).toEqual([[], true]);
  });

  test("goes with the run, but not what concerns the text", () => {
    notes.showText(["From your file. "]);
    notes.show({ failed: "It failed." });
    notes.show({});
    expect(lines()).toEqual(["From your file. "]);
    notes.showText(null);
    expect([lines(), above.hidden]).toEqual([[], true]);
  });

  test("is not drawn for a run that is over by now", async () => {
    notes.show({ below: ["loss"] });
    notes.show({ failed: "Newer." });
    await import("../../../../src/elements/run/run-notes.ts");
    await new Promise((resolve) => setTimeout(resolve));
    expect(lines()).toEqual(["Newer."]);
  });

  test("leaves lines alone that have not changed", async () => {
    const below = ["loss"];
    notes.show({ below });
    await expect.poll(lines).toHaveLength(1);
    const run = after.querySelector("button");
    notes.show({ below, failed: "It failed." });
    await expect.poll(lines).toHaveLength(2);
    expect(after.querySelector("button")).toBe(run);
  });
});

test("a training that was left is offered over the outputs, at its next step", async () => {
  notes.show({ left: { step: 12, steps: 300 } });
  await expect
    .poll(() => linesIn(above))
    .toEqual(["Its training had come to step 12 of 300 when this page was left. Go on at step 13"]);
  await userEvent.click(page.getByRole("button", { name: "Go on at step 13" }));
  expect(actions.goOn).toHaveBeenCalledOnce();
});

describe("the focus", () => {
  test("stays on a line that is still there", async () => {
    notes.showText([button("Bring it back", () => {})]);
    (page.getByRole("button").element() as HTMLElement).focus();
    notes.show({ failed: "It failed." });
    expect(document.activeElement?.textContent).toBe("Bring it back");
  });

  test("goes to what there is to press now", () => {
    notes.showText([button("Show it", () => {})]);
    (page.getByRole("button").element() as HTMLElement).focus();
    notes.showText([button("Forget it", () => {})]);
    expect(document.activeElement?.textContent).toBe("Forget it");
  });

  test("goes to the cell where there is nothing more to press", async () => {
    notes.showText([button("Forget it", () => notes.showText(null))]);
    await userEvent.click(page.getByRole("button"));
    expect(actions.lostFocus).toHaveBeenCalledOnce();
  });
});
