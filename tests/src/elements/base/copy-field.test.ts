import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { copyField } from "../../../../src/elements/base/copy-field.ts";

const field = () => page.getByRole("textbox", { name: "Link" });

beforeEach(() => document.body.append(copyField("https://book/#shared=1", "Link")));

test.each(["a click", "the Tab key"])("%s selects all of the text", async (way) => {
  if (way === "a click") await userEvent.click(field());
  else await userEvent.keyboard("{Tab}");
  const { selectionStart, selectionEnd, value } = document.querySelector("input")!;
  expect(value.slice(selectionStart!, selectionEnd!)).toBe("https://book/#shared=1");
});

test("the text cannot be changed", async () => {
  await userEvent.click(field());
  await userEvent.keyboard("x{Backspace}");
  await expect.element(field()).toHaveValue("https://book/#shared=1");
});
