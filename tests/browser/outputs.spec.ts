import type { Locator, Page } from "@playwright/test";
import type { CodeCell } from "../../src/elements/code-cell.ts";
import { expect, test } from "./fixtures.ts";

/** Outputs as a reader meets them: they answer to pointer, finger and keys. */
const chapter = "./gpt-basics/";

test.beforeEach(({ page }) => page.goto(chapter).then(() => {}));

function cellAt(page: Page, index: number): Locator {
  return page.locator("code-cell").nth(index);
}

async function run(cell: Locator, source: string) {
  return cell.evaluate((element, text) => {
    (element as CodeCell).source = text;
    return (element as CodeCell).run();
  }, source);
}

test("moving a slider runs its cheap cell again, and keeps the slider in hand", async ({ page }) => {
  const cell = cellAt(page, 0);
  await run(cell, 'const beta = slider("beta", { min: 0, max: 1, step: 0.1, value: 0.1 });\nshow(`twice ${(2 * beta).toFixed(1)}`);');
  const below = cellAt(page, 1);
  await run(below, "beta");
  const slider = cell.getByRole("slider", { name: "beta" });
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await expect(cell.locator(".out-text")).toHaveText("twice 0.4");
  await page.keyboard.press("ArrowRight");
  await expect(cell.locator(".out-text")).toHaveText("twice 0.6");
  await expect(slider).toBeFocused();
  await expect(cell.locator("output")).toHaveText("0.3");
  await expect(cell).toHaveAttribute("data-state", "done");
  await expect(below).toHaveAttribute("data-state", "stale");
  expect(await cell.evaluate((element) => (element as CodeCell).inputs)).toEqual({ beta: 0.3 });
});

test("a value outlives the reload, and Reset of the input takes it back", async ({ page }) => {
  const source = 'const prompt = textInput("prompt", { value: "name a bird" });\nprompt.toUpperCase()';
  const cell = cellAt(page, 0);
  await run(cell, source);
  await cell.getByRole("textbox", { name: "prompt" }).fill("hello");
  await page.keyboard.press("Enter");
  await expect(cell.locator(".out-value, .out-text")).toContainText("HELLO");
  await page.reload();
  await cell.getByRole("button", { name: "Run" }).click();
  await expect(cell.locator(".out-value, .out-text")).toContainText("HELLO");
  await cell.locator(".input-reset").click();
  await expect(cell.locator(".out-value, .out-text")).toContainText("NAME A BIRD");
  expect(await cell.evaluate((element) => (element as CodeCell).inputs)).toEqual({});
});

test("an expensive cell is not run by a slider, only marked", async ({ page }) => {
  const cell = cellAt(page, 0);
  const source = `const rounds = slider("rounds", { min: 1, max: 20 });
await new Promise((resolve) => setTimeout(resolve, 600));
show("rounds " + rounds);`;
  await run(cell, source);
  await cell.getByRole("slider").press("ArrowRight");
  await expect(cell).toHaveAttribute("data-state", "edited");
  await expect(cell.locator(".cell-state")).toHaveText("input changed since the last run");
  await expect(cell.locator(".out-text")).toHaveText("rounds 1");
  await cell.getByRole("button", { name: "Run" }).click();
  await expect(cell.locator(".out-text")).toHaveText("rounds 2");
  await expect(cell).toHaveAttribute("data-state", "done");
});

test("a reader ranks answers by keys, and the cell goes on", async ({ page }) => {
  const cell = cellAt(page, 0);
  await cell.evaluate((element) => {
    (element as CodeCell).source = `const answers = ["a robin", "no", "a wren"];
const order = await askRanking("request 1", { prompt: "name a bird", answers });
show(order.map((index) => answers[index]).join(" > "));`;
  });
  const result = cell.evaluate((element) => (element as CodeCell).run());
  const items = cell.locator(".input-ranking li");
  await expect(items).toHaveCount(3);
  await items.nth(2).focus();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect(items.first()).toBeFocused();
  await expect(items.first()).toContainText("a wren");
  await cell.getByRole("button", { name: "Worse" }).nth(1).click();
  await cell.getByRole("button", { name: "Done" }).click();
  expect((await result).state).toBe("done");
  await expect(cell.locator(".out-text")).toHaveText("a wren > no > a robin");
  await expect(cell).toHaveAttribute("data-state", "done");
  // Asked once: the next run knows the answer.
  await cell.getByRole("button", { name: "Run" }).click();
  await expect(cell.locator(".out-text")).toHaveText("a wren > no > a robin");
  await expect(cell.getByRole("button", { name: "Done" })).toHaveCount(0);
});

test("and by dragging", async ({ page }) => {
  const cell = cellAt(page, 0);
  await run(cell, 'show(ranking("r", { answers: ["a", "b", "c"] }).join());');
  const items = cell.locator(".input-ranking li");
  await items.nth(1).evaluate((item) => item.scrollIntoView({ block: "center", behavior: "instant" }));
  const [from, to] = [(await items.nth(2).boundingBox())!, (await items.nth(0).boundingBox())!];
  await page.mouse.move(from.x + 60, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + 60, to.y + 4, { steps: 8 });
  await page.mouse.up();
  await expect(items.first()).toContainText("c");
  await expect(cell.locator(".out-text")).toHaveText("2,0,1");
});

test("a cell that waits for its reader can be stopped, and the notebook lives on", async ({ page }) => {
  const cell = cellAt(page, 0);
  await run(cellAt(page, 1), "const kept = 42;");
  await cell.evaluate((element) => {
    (element as CodeCell).source = 'await askRanking("r", { answers: ["a", "b"] });';
  });
  const result = cell.evaluate((element) => (element as CodeCell).run());
  await expect(cell.getByRole("button", { name: "Done" })).toBeVisible();
  await cell.evaluate((element) => (element as CodeCell).stop());
  expect((await result).state).toBe("stopped");
  await expect(cell.locator(".cell-note")).toBeHidden();
});
