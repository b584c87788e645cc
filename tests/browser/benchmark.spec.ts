import { patient } from "./cell.ts";
import { expect, test } from "./fixtures.ts";

/** The page "benchmark this machine" of the built site. */
test.beforeEach(async ({ page }) => {
  await page.goto("./");
  await page.getByRole("link", { name: "Benchmark this machine" }).click();
  await page.getByLabel("Model").selectOption("XS");
});

test("times a training step and sampling beside stock TensorFlow.js", async ({ page }) => {
  for (const title of ["Training step", "Sampling"]) {
    await page.getByRole("button", { name: title }).click();
    const card = page.getByRole("article").filter({ hasText: `${title}, XS` });
    await expect(card.locator(".ms").first()).toHaveText(/^[\d.,]+ ms$/, patient);
    await expect(card.locator(".ms").nth(1)).toHaveText(/^[\d.,]+ ms$/);
    await expect(card.locator(".gigaflops").first()).toHaveText(/^[\d.,]+ GFLOP\/s$/);
    await expect(card.locator(".tokens").first()).toHaveText(/^[\d,]+ tokens\/s$/);
    await expect(card.locator(".factor")).toContainText("stock");
    await expect(page.getByRole("status")).toHaveText("done");
    // A second worker shares a training only, and needs a core.
    const hasTwo = title === "Training step" && (await page.evaluate(() => navigator.hardwareConcurrency > 1));
    await expect(card.locator(".who")).toHaveText([
      ...(hasTwo ? ["this book, two workers"] : []),
      "this book, one worker",
      "stock TensorFlow.js",
    ]);
  }
  await expect(page.getByRole("article")).toHaveCount(2);
});

test("measures relaxed SIMD when asked, and says so", async ({ page }) => {
  const relaxed = page.getByLabel("relaxed SIMD");
  await expect(relaxed).not.toBeChecked();
  await relaxed.check();
  await page.getByRole("button", { name: "Matrix products" }).click();
  const name = /one worker, relaxed SIMD|no relaxed SIMD/;
  await expect(page.getByText(name).first()).toBeVisible(patient);
});

test("stops when asked, and starts anew", async ({ page }) => {
  await page.getByRole("button", { name: "Matrix products" }).click();
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByRole("status")).toHaveText("stopped");
  await expect(page.getByRole("article")).toHaveCount(0);
  await page.getByRole("button", { name: "Matrix products" }).click();
  await expect(page.getByRole("article")).toHaveCount(1, patient);
});
