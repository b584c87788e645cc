import { patient } from "./cell.ts";
import { expect, test } from "./fixtures.ts";

test("a training that a reload cuts off goes on, and ends as the book printed it @trains", async ({ page }) => {
  await page.goto("./gpt-basics/");
  const cell = page.locator("#cell-pretrain");
  await cell.getByRole("button", { name: "Run", exact: true }).click();
  await cell.getByRole("button", { name: "Pause" }).click(patient);
  await expect(cell).toHaveAttribute("data-state", "paused", patient);
  const kept = () => page.evaluate(() => Object.keys(localStorage).some((key) => key.includes(":training:")));
  await expect.poll(kept).toBe(true);

  await page.reload();
  // The note is there from the start, and gets its words when the script has read what was kept.
  const left = /step (\d+) of (\d+) when this page was left. Go on at step (\d+)/;
  await expect(cell.locator(".cell-note")).toHaveText(left, patient);
  const words = await cell.locator(".cell-note").textContent();
  const [, step, steps, next] = left.exec(words!)!;
  expect([Number(steps), Number(next)]).toEqual([300, Number(step) + 1]);
  await cell.locator(".cell-note").getByRole("button").click();
  await expect(cell).toHaveAttribute("data-state", "running", patient);
  await expect(cell.locator(".cell-note")).toBeHidden();
  await expect(cell).toHaveAttribute("data-state", "done", patient);
  await expect(cell.locator(".cell-state")).toContainText("same as printed");

  await page.reload();
  await expect(cell.getByRole("button", { name: "Run", exact: true })).toBeVisible();
  expect(await kept()).toBe(false);
});

test("a training of another text is not offered", async ({ page }) => {
  await page.goto("./gpt-basics/");
  const mark = { cell: "pretrain", step: 12, steps: 300, hash: "other" };
  await page.evaluate((value) => {
    localStorage.setItem(`mini-rlhf:training:${location.pathname}`, JSON.stringify(value));
  }, mark);
  const loaded = page.waitForResponse(/left-training/);
  await page.reload();
  await loaded;
  await expect(page.locator("#cell-pretrain .cell-note")).toBeHidden();
});
