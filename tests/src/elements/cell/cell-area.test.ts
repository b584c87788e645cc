import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { createCellArea } from "../../../../src/elements/cell/cell-area.ts";

let area: HTMLTextAreaElement;

function place(text: string, at = text.length): void {
  area = createCellArea(text, "Code of cell one");
  document.body.replaceChildren(area);
  area.focus();
  area.setSelectionRange(at, at);
}

beforeEach(() => place(""));

test("it has a name, and leaves the text as it is typed", async () => {
  const box = page.getByRole("textbox", { name: "Code of cell one" });
  await userEvent.keyboard("teh");
  await expect.element(box).toHaveValue("teh");
  expect([area.spellcheck, area.getAttribute("autocapitalize")]).toEqual([false, "off"]);
});

test.each([
  ["  a", "  a\n  x"],
  ["f(", "f(\n  x"],
  ["  if (a) { ", "  if (a) { \n    x"],
  ["", "\nx"],
  ["\tb", "\tb\n\tx"],
])("Enter after %j keeps the indentation", async (text, expected) => {
  place(text);
  await userEvent.keyboard("{Enter}x");
  expect(area.value).toBe(expected);
});

test("Enter in the middle splits the line, and can be undone", async () => {
  place("  ab", 3);
  await userEvent.keyboard("{Enter}");
  expect(area.value).toBe("  a\n  b");
  await userEvent.keyboard("{Control>}z{/Control}");
  expect(area.value).toBe("  ab");
});

test("Tab moves on to the next control", async () => {
  document.body.append(document.createElement("button"));
  await userEvent.keyboard("{Tab}");
  expect([area.value, document.activeElement?.localName]).toEqual(["", "button"]);
});
