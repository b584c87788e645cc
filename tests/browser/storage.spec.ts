import type { Page } from "@playwright/test";
import type { CodeCell } from "../../src/elements/cell/code-cell.ts";
import { cellAt, patient, run, setSource, sourceOf } from "./cell.ts";
import { expect, test } from "./fixtures.ts";

/**
 * A browser that keeps nothing - a private window, all cookies blocked, a full disk - and pages that
 * end at a bad moment. Every test has a context of its own, which is a private window.
 */

/** As Chromium does where all cookies are blocked: the very mention of storage throws. */
async function blockStorage(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const denied = {
      get: () => {
        throw new DOMException("Access is denied for this document.", "SecurityError");
      },
    };
    for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"])
      Object.defineProperty(window, name, denied);
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
  await expect(cell.locator('[data-key="lambda"] output')).toHaveText("0");
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
  await expect(cellAt(page, 0).locator(".cell-pause")).toBeVisible(patient);
  await page.reload();
  const cell = cellAt(page, 0);
  await expect(cell).toHaveAttribute("data-state", "edited");
  expect(await cell.evaluate((element) => (element as CodeCell).source)).toBe(training);
  await expect(cell.locator(".cell-note")).toBeHidden();
  expect((await run(cell, "6 * 7")).state).toBe("done");
});

test("two tabs that run the same cell in the same instant each run the text they show", async ({ page, context }) => {
  await page.goto("./gpt-basics/");
  const other = await context.newPage();
  await other.goto("./gpt-basics/");
  const tabs = [page, other].map((tab) => cellAt(tab, 0));
  for (const round of [1, 2, 3]) {
    const texts = tabs.map((_, tab) => `show("round ${round} of tab ${tab}");`);
    const ended = await Promise.all(tabs.map((cell, tab) => run(cell, texts[tab])));
    expect(ended.map(({ state }) => state)).toEqual(["done", "done"]);
    for (const [tab, cell] of tabs.entries()) {
      await expect(cell.locator(".out-text")).toHaveText(`round ${round} of tab ${tab}`);
    }
  }
  // One of the two texts is kept. A tab in which the other one runs says so, and has it to show.
  const long = "await new Promise((go) => setTimeout(go, 1500));";
  await Promise.all(tabs.map((cell, tab) => run(cell, `${long} ${tab};`)));
  const offers = () => Promise.all(tabs.map((cell) => cell.getByRole("button", { name: "Show it" }).count()));
  await expect.poll(async () => (await offers()).sort()).toEqual([0, 1]);
  await tabs[(await offers()).indexOf(1)]!.getByRole("button", { name: "Show it" }).click();
  await expect.poll(async () => new Set(await Promise.all(tabs.map(sourceOf))).size).toBe(1);
  expect(await offers()).toEqual([0, 0]);
});

test("two tabs that change a cell in the same instant agree in the end", async ({ page, context }) => {
  await page.goto("./gpt-basics/");
  const other = await context.newPage();
  await other.goto("./gpt-basics/");
  const tabs = [page, other].map((tab) => cellAt(tab, 0));
  for (const round of [1, 2, 3, 4, 5]) {
    await Promise.all(tabs.map((cell, tab) => setSource(cell, `"round ${round} of tab ${tab}"`)));
    await expect.poll(async () => new Set(await Promise.all(tabs.map(sourceOf))).size).toBe(1);
  }
});

test("what is set in one tab is seen in the other's controls, after its run if one is on", async ({
  page,
  context,
}) => {
  const text =
    'const rate = slider("rate", { min: 0, max: 1 });\nawait new Promise((go) => setTimeout(go, 400));\nshow(rate);';
  await page.goto("./gpt-basics/");
  await run(cellAt(page, 0), text);
  const other = await context.newPage();
  await other.goto("./gpt-basics/");
  const [here, there] = [cellAt(page, 0), cellAt(other, 0)];
  await run(there);
  const set = (rate: number) =>
    there.evaluate((cell, value) => {
      (cell as CodeCell).inputs = { rate: value };
    }, rate);
  await set(0.25);
  await expect(here.getByRole("slider")).toHaveValue("0.25");
  await expect(here.locator("output")).toHaveText("0.25");
  await expect(here).toHaveAttribute("data-state", "edited");

  const running = run(here);
  await expect(here).toHaveAttribute("data-state", "running");
  await set(0.75);
  await running;
  await expect(here.locator(".out-value, .out-text").last()).toHaveText("0.25");
  await expect(here.getByRole("slider")).toHaveValue("0.75");
  await expect(here.locator(".cell-state")).toHaveText("input changed since the last run");
});
