import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { keyHelp } from "../../../../src/elements/editor/keys.ts";
import { showKeys } from "../../../../src/elements/editor/keys-dialog.ts";

test("the keys are listed; asked for twice, once; closing gives the focus back", async () => {
  document.body.innerHTML = "<button>Keys</button>";
  document.querySelector("button")!.focus();
  showKeys();
  showKeys();
  const dialog = page.getByRole("dialog", { name: "Keys in a cell" });
  await expect.element(dialog).toBeVisible();
  expect(dialog.element().querySelectorAll("dt")).toHaveLength(keyHelp.length);
  expect(dialog.element().textContent).not.toContain("Mod");
  await userEvent.click(page.getByRole("button", { name: "Close" }));
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.element(page.getByRole("button", { name: "Keys" })).toHaveFocus();
  showKeys();
  (dialog.element() as HTMLElement).click();
  await expect.element(dialog).not.toBeInTheDocument();
});
