import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { diffView } from "../../../../src/elements/cell/diff-view.ts";

const place = (from: string, to: string) =>
  document.body.replaceChildren(diffView({ label: "Book", source: from }, { label: "Mine", source: to }));
const lines = () => [...document.querySelectorAll(".diff-lines > div")].map((one) => one.textContent);

test("lines that went and came are marked for the eye and for the ear", () => {
  place("a\nb\nc", "a\nB\nc");
  expect(lines()).toEqual([" a", "−removed: b", "+added: B", " c"]);
  const marks = document.querySelectorAll('.diff-mark[aria-hidden="true"]');
  expect(marks).toHaveLength(4);
});

test("the list has a name and can be scrolled by keys", async () => {
  place("a", "b");
  const group = page.getByRole("group", { name: "Differences between Book and Mine" });
  await expect.element(group).toHaveAttribute("tabindex", "0");
});

test.each([
  ["a\nb", "a\nb"],
  ["", ""],
])("the same code is said to be the same: %j", (from, to) => {
  place(from, to);
  expect(document.body.textContent).toBe("Book and Mine: the same code");
});

test("an empty line that came has height, and markup stays text", () => {
  place("a", "a\n\n<b>c</b>");
  expect(lines()).toEqual([" a", "+added:  ", "+added: <b>c</b>"]);
});
