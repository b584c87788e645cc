import { beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { LiveEditor } from "../../../../src/elements/editor/live-editor.ts";
import type { OpenText } from "../../../../src/elements/editor/editor-host.ts";
import { cellMarkup } from "../cell-markup.ts";

const asked = vi.hoisted(() => vi.fn());
vi.mock("../../../../src/elements/editor/language.ts", () => ({ language: { ask: asked }, longestTyped: 100_000 }));

const host = { changed: vi.fn(), run: vi.fn(), runAndGoOn: vi.fn(), leave: vi.fn() };
let editor: LiveEditor;

function place(text: Partial<OpenText> = {}): void {
  document.body.innerHTML = `<main style="padding: 2rem">${cellMarkup()}</main>`;
  const element = document.querySelector<HTMLElement>("code-cell")!;
  const open: OpenText = {
    before: "a",
    source: "a",
    selection: { anchor: 0, head: 0 },
    painted: [],
    fold: null,
    isInside: true,
    ...text,
  };
  editor = new LiveEditor(
    element.querySelector<HTMLElement>(".cell-paper")!,
    { ...host, label: "Code of cell one", cellId: "one", element },
    open,
  );
  editor.focus();
}

beforeEach(() => {
  for (const one of Object.values(host)) one.mockReset();
  asked.mockReset().mockResolvedValue(null);
  place();
});

const textbox = () => page.getByRole("textbox", { name: "Code of cell one" });
const said = () => document.querySelector(".cell-said")!.textContent;

test("what is typed is the cell's text, and the cell hears of it", async () => {
  await expect.element(textbox()).toHaveFocus();
  await userEvent.keyboard("b");
  expect([editor.source, host.changed.mock.calls.length]).toEqual(["ba", 1]);
});

test("what was typed before it came can be undone, a text that is given is not the reader's", async () => {
  place({ before: "a", source: "abc", selection: { anchor: 3, head: 3 } });
  expect([editor.source, host.changed.mock.calls.length]).toEqual(["abc", 0]);
  await userEvent.keyboard("{Control>}z{/Control}");
  expect(editor.source).toBe("a");
  host.changed.mockReset();
  editor.source = "given";
  editor.source = "given";
  expect([editor.source, host.changed.mock.calls.length]).toEqual(["given", 0]);
});

test("the cell's keys are the cell's", async () => {
  await userEvent.keyboard("{Control>}{Enter}{/Control}{Shift>}{Enter}{/Shift}{Escape}");
  expect([host.run, host.runAndGoOn, host.leave].map((one) => one.mock.calls.length)).toEqual([1, 1, 1]);
});

const fromMenu = (label: string) => () =>
  editor
    .menuItems()
    .find((item) => item.label === label)!
    .run();

test("Format says what it did, or that it could not", async () => {
  const format = fromMenu("Format the code");
  format();
  await expect.poll(said).toMatch(/could not be formatted/);
  asked.mockImplementation(async (what: string) => (what === "format" ? [{ from: 1, to: 1, insert: ";" }] : null));
  format();
  await expect.poll(said).toBe("formatted");
  expect(editor.source).toBe("a;");
  asked.mockImplementation(async (what: string) => (what === "format" ? [] : null));
  format();
  await expect.poll(said).toBe("nothing to format");
});

test("what comes for a text that is another by now is not written", async () => {
  let answer = (_: unknown) => {};
  asked.mockImplementation((what: string) =>
    what === "format" ? new Promise((resolve) => (answer = resolve)) : Promise.resolve(null),
  );
  fromMenu("Format the code")();
  editor.source = "longer than it was";
  answer([{ from: 1, to: 1, insert: ";" }]);
  await new Promise((resolve) => setTimeout(resolve));
  expect(editor.source).toBe("longer than it was");
});

test("where a run failed is marked, until the text changes", async () => {
  editor.markRun({ line: 1, column: 1, message: "TypeError: x is null" });
  expect(document.querySelector(".cell-failed")!.textContent).toBe("a");
  await expect.element(page.getByText("TypeError: x is null", { exact: false }).first()).toBeVisible();
  await userEvent.keyboard("b");
  expect(document.querySelector(".cell-failed")).toBeNull();
});
