import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { tellTrouble } from "../../../../src/elements/base/tell-trouble.ts";

test("trouble is told, its absence is not", async () => {
  tellTrouble(null);
  expect(document.querySelector("[role=status]")).toBeNull();
  tellTrouble("full");
  await expect.element(page.getByRole("status")).toMatchTextContent(/storage for the site is full/);
});
