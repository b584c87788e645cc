import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { Pages } from "../../../../src/elements/outputs/pages.ts";

test("elements that were redrawn meanwhile are those that are turned", async () => {
  document.body.innerHTML = `<div data-page="1"><ul></ul></div>`;
  const root = document.querySelector<HTMLElement>("div")!;
  const draw = (texts: string[]) =>
    root
      .querySelector("ul")!
      .replaceChildren(...texts.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
  const items = () => [...root.querySelectorAll<HTMLElement>("li")];
  const pages = new Pages(root, "Rows");
  pages.items = items;
  draw(["a", "b", "c"]);
  pages.refresh(items());
  const old = items()[0]!;
  draw(["d", "e", "f"]);
  root.append(old);
  await userEvent.click(page.getByRole("button", { name: "Next" }));
  expect(
    items()
      .filter(({ hidden }) => !hidden)
      .map((one) => one.textContent),
  ).toEqual(["e"]);
  pages.first();
  pages.refresh(items());
  expect(root.querySelector("span")!.textContent).toBe("Rows 1 to 1 of 4");
});
