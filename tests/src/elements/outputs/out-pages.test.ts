import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { OutPages } from "../../../../src/elements/outputs/out-pages.ts";
import "../../../../src/elements/outputs/out-pages.ts";

function place(count: number, size = 2): OutPages {
  const items = Array.from({ length: count }, (_, index) => `<li>answer ${index + 1}</li>`).join("");
  document.body.innerHTML = `<out-pages data-page="${size}"><ol>${items}</ol></out-pages>`;
  return document.querySelector<OutPages>("out-pages")!;
}

const shown = () =>
  page
    .getByRole("listitem")
    .elements()
    .map((one) => one.textContent);
const where = () => document.querySelector(".out-turn span")?.textContent;
const next = () => page.getByRole("button", { name: "Next" });
const back = () => page.getByRole("button", { name: "Back" });

test("a long list is shown page by page", async () => {
  place(5);
  expect([shown(), where()]).toEqual([["answer 1", "answer 2"], "Prompts 1 to 2 of 5"]);
  await expect.element(back()).toBeDisabled();
  await userEvent.click(next());
  await userEvent.click(next());
  expect([shown(), where()]).toEqual([["answer 5"], "Prompts 5 to 5 of 5"]);
  expect(document.querySelector(".out-turn span")!.getAttribute("aria-live")).toBe("polite");
});

test("at the end the focus goes to the button that still turns", async () => {
  place(3);
  await userEvent.click(next());
  expect(document.activeElement).toBe(back().element());
  await expect.element(next()).toBeDisabled();
});

test("one page needs no buttons", () => {
  place(2);
  expect(shown()).toHaveLength(2);
  expect(where()).toBeUndefined();
});

test("a list without a size, or without items, is left as it is", () => {
  place(3, 0);
  expect(shown()).toHaveLength(3);
  place(0);
  expect(where()).toBeUndefined();
});

test("a list that has got shorter stays on a page that there is", async () => {
  const pages = place(5);
  await userEvent.click(next());
  await userEvent.click(next());
  for (const item of [...document.querySelectorAll("li")].slice(3)) item.remove();
  pages.refresh();
  expect([shown(), where()]).toEqual([["answer 3"], "Prompts 3 to 3 of 3"]);
  for (const item of [...document.querySelectorAll("li")].slice(1)) item.remove();
  pages.refresh();
  expect([shown(), where()]).toEqual([["answer 1"], undefined]);
});

test("a list that has got longer turns through all of it", async () => {
  const pages = place(3);
  document.querySelector("ol")!.insertAdjacentHTML("beforeend", "<li>answer 4</li><li>answer 5</li>");
  pages.refresh();
  await userEvent.click(next());
  await userEvent.click(next());
  expect(shown()).toEqual(["answer 5"]);
});
