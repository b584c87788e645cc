import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { button } from "../../../../src/elements/base/button.ts";

test("a button has its label for a name, and takes mouse and keyboard", async () => {
  const run = vi.fn();
  document.body.append(button("Run", run));
  await userEvent.click(page.getByRole("button", { name: "Run" }));
  await userEvent.keyboard("{Enter} ");
  expect(run).toHaveBeenCalledTimes(3);
});

test("its label is text, whatever it looks like", () => {
  expect(button("<b>bold</b>", () => {}).children).toHaveLength(0);
});

test("in a form it sends nothing", async () => {
  const form = document.createElement("form");
  const sent = vi.fn((event: Event) => event.preventDefault());
  form.onsubmit = sent;
  form.append(button("Run", () => {}));
  document.body.append(form);
  await userEvent.click(page.getByRole("button"));
  expect(sent).not.toHaveBeenCalled();
});
