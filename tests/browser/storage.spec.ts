import type { Page } from "@playwright/test";
import type { CodeCell } from "../../src/elements/code-cell.ts";
import { cellAt, run } from "./cell.ts";
import { expect, test } from "./fixtures.ts";

/**
 * A browser that keeps nothing - a private window, all cookies blocked, a full disk - and pages that
 * end at a bad moment. Every test has a context of its own, which is a private window.
 */

/** As Chromium does where all cookies are blocked: the very mention of storage throws. */
async function blockStorage(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const denied = { get: () => { throw new DOMException("Access is denied for this document.", "SecurityError"); } };
    for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) Object.defineProperty(window, name, denied);
  });
}

test("a reader works without any storage, and is told so once", async ({ page }) => {
  await blockStorage(page);
  await page.goto("./sft/");
  await page.getByRole("button", { name: /theme/ }).click();
  await page.getByRole("radio").first().check();
  await expect(page.getByText("Noted. Now run the cell")).toBeVisible();

  const cell = cellAt(page, 0);
  const { state } = await run(cell, 'show(slider("beta", { min: 0, max: 1, step: 0.1, value: 0.1 }));');
  expect(state).toBe("done");
  await cell.getByRole("slider").press("ArrowRight");
  await expect(cell.locator(".out-text, .out-value").last()).toHaveText("0.2");
  await expect(page.locator(".page-notice")).toHaveCount(1);
  await expect(page.locator(".page-notice")).toContainText("keeps nothing for this site");

  await page.getByRole("button", { name: "More for this chapter" }).click();
  await page.getByRole("menuitem", { name: "My models" }).click();
  await expect(page.getByRole("dialog")).toContainText("keeps no models for the site");
});

test("an input that cannot be kept is told, too", async ({ page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await page.goto("./ppo/");
  const cell = page.locator("#cell-gae");
  const slider = cell.getByRole("slider", { name: "lambda" });
  await slider.scrollIntoViewIfNeeded();
  await expect(slider).toBeEnabled();
  await slider.press("Home");
  await expect(cell.locator("output")).toHaveText("0");
  await expect(page.locator(".page-notice")).toContainText("is full");
});

const training = `for (let step = 1; step <= 4000; step++) {
  await new Promise((resolve) => setTimeout(resolve, 20));
  await progress({ step, steps: 4000, loss: 1 / step });
}`;

test("a reload in the middle of a run keeps the text, and blames nobody", async ({ page }) => {
  await page.goto("./gpt-basics/");
  await cellAt(page, 0).evaluate((element, text) => {
    (element as CodeCell).source = text;
    void (element as CodeCell).run();
  }, training);
  await expect(cellAt(page, 0).locator(".cell-pause")).toBeVisible({ timeout: 30_000 });
  await page.reload();
  const cell = cellAt(page, 0);
  await expect(cell).toHaveAttribute("data-state", "edited");
  expect(await cell.evaluate((element) => (element as CodeCell).source)).toBe(training);
  await expect(cell.locator(".cell-note")).toBeHidden();
  expect((await run(cell, "6 * 7")).state).toBe("done");
});

test("two tabs run the same cell at once, each for itself", async ({ page, context }) => {
  await page.goto("./gpt-basics/");
  const other = await context.newPage();
  await other.goto("./gpt-basics/");
  // What one of them writes is the other's text as well; each has a worker of its own.
  const text = "show('it ran');";
  await cellAt(page, 0).evaluate((element, source) => {
    (element as CodeCell).source = source;
  }, text);
  await expect.poll(() => cellAt(other, 0).evaluate((element) => (element as CodeCell).source)).toBe(text);
  const ended = await Promise.all([page, other].map((tab) => run(cellAt(tab, 0), text)));
  expect(ended.map(({ state }) => state)).toEqual(["done", "done"]);
  for (const tab of [page, other]) await expect(cellAt(tab, 0).locator(".out-text")).toHaveText("it ran");
});
