import { beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { TextChoice, type TextOption } from "../../../../src/elements/cell/text-choice.ts";

const link: TextOption = { name: "link", label: "The link’s", source: "show(2);", inputs: { k: 1 } };
const book: TextOption = { name: "book", label: "The book’s", source: "show(1);", inputs: {} };
const mine: TextOption = { name: "mine", label: "Mine", source: "show(3);", inputs: null };
const host = { show: vi.fn(), keep: vi.fn() };
let choice: TextChoice;

function place(...options: TextOption[]): void {
  choice = new TextChoice("This cell is from a link. Show:", options, host);
  document.body.replaceChildren(...choice.content());
}

beforeEach(() => {
  for (const one of Object.values(host)) one.mockReset();
  place(link, book, mine);
});

const press = (name: string) => userEvent.click(page.getByRole("button", { name }));
const pressed = () =>
  page
    .getByRole("group", { name: "Which text the cell shows" })
    .getByRole("button", { pressed: true })
    .elements()
    .map((one) => one.textContent);

test("one text is shown, and which one is said", async () => {
  expect(pressed()).toEqual(["The link’s"]);
  await press("Mine");
  expect([pressed(), host.show.mock.calls]).toEqual([["Mine"], [[mine]]]);
  expect(host.keep).not.toHaveBeenCalled();
});

test("the one that is shown can be kept", async () => {
  await press("The book’s");
  await press("Keep this one");
  expect(host.keep.mock.calls).toEqual([[book]]);
});

test("they can be compared: the shown one with the book's, the book's with the other", async () => {
  await press("Compare");
  const compare = page.getByRole("button", { name: "Compare" });
  await expect.element(compare).toHaveAttribute("aria-expanded", "true");
  const caption = () => document.querySelector("figcaption")?.textContent;
  await expect.poll(caption).toBe("− The book’s, + The link’s");
  await press("Mine");
  await expect.poll(caption).toBe("− The book’s, + Mine");
  await press("The book’s");
  await expect.poll(caption).toBe("− The book’s, + The link’s");
  await press("Compare");
  await expect.element(compare).toHaveAttribute("aria-expanded", "false");
});

test("a text that is not offered cannot be shown", () => {
  place(mine, book);
  choice.show("link");
  expect(choice.shown).toBe(mine);
});
