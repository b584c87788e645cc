import type { Locator, Page } from "@playwright/test";
import type { CodeCell } from "../../src/elements/cell/code-cell.ts";
import { run, setSource } from "./cell.ts";
import { expect, test } from "./fixtures.ts";

/** What the book printed: there before anything runs, reproduced by a run, a place to begin from. */
const cell = (page: Page, id: string): Locator => page.locator(`#cell-${id}`);
const state = (page: Page, id: string): Locator => cell(page, id).locator(".cell-state");

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("every cell shows what it printed", async ({ page }) => {
    for (const chapter of ["sft", "ppo", "gpt-3-5-line"]) {
      await page.goto(`./${chapter}/`);
      const cells = await page.locator("code-cell").all();
      for (const one of cells) {
        await expect(one).toHaveAttribute("data-state", "frozen");
        await expect(one.locator(".cell-output .out").first()).toBeVisible();
      }
    }
  });

  test("and so does paper", async ({ page }) => {
    await page.goto("./ppo/");
    await page.emulateMedia({ media: "print" });
    await expect(cell(page, "baseline").locator(".cell-output table")).toBeVisible();
    await expect(cell(page, "baseline").locator(".cell-bar")).toBeHidden();
  });
});

test("a run gives what is printed, and says so", async ({ page }) => {
  await page.goto("./gpt-3-5-line/");
  await expect(state(page, "lineage")).toHaveText("as printed");
  const printed = await cell(page, "lineage").locator(".cell-output").innerText();
  expect((await run(cell(page, "lineage"))).state).toBe("done");
  await expect(state(page, "lineage")).toHaveText("done, same as printed");
  await expect(cell(page, "lineage").getByRole("status")).toHaveText("lineage: done, same as printed");
  expect(await cell(page, "lineage").locator(".cell-output").innerText()).toBe(printed);
});

test("what differs is shown", async ({ page }) => {
  await page.route("**/gpt-3-5-line/frozen.json", async (route) => {
    const book = (await (await route.fetch()).json()) as Record<string, { outputs: { rows: unknown[][] }[] }>;
    book.lineage!.outputs[0]!.rows[1]![0] = "text-davinci-009";
    await route.fulfill({ json: book });
  });
  await page.goto("./gpt-3-5-line/");
  await run(cell(page, "lineage"));
  await expect(state(page, "lineage")).toHaveText("done, not as printed");
  await expect(cell(page, "lineage").locator(".cell-after li")).toContainText(
    /^Output 1, row 2, name: .* printed “text-davinci-009”\.$/,
  );
});

test("an edited cell is not compared; a reset brings the printed output back", async ({ page }) => {
  await page.goto("./gpt-3-5-line/");
  const one = cell(page, "lineage");
  const printed = await one.locator(".cell-output").innerText();
  await setSource(one, "const line = [1];\nconst models = line;\nline.length");
  await expect(one).toHaveAttribute("data-state", "edited");
  await run(one);
  await expect(state(page, "lineage")).toHaveText("done");
  await expect(cell(page, "ancestors")).toHaveAttribute("data-state", "stale");
  await expect(one.locator(".cell-after")).toContainText("below");
  await one.evaluate((element) => (element as CodeCell).reset());
  await expect(one).toHaveAttribute("data-state", "frozen");
  expect(await one.locator(".cell-output").innerText()).toBe(printed);
});

test("a reader begins in the middle: what the book has is taken, not computed", async ({ page }) => {
  await page.goto("./sft/");
  expect((await run(cell(page, "sft-compare"))).state).toBe("done");
  await expect(state(page, "sft-compare")).toContainText("same as printed");
  await expect(cell(page, "sft-train")).toHaveAttribute("data-state", "frozen");
  await expect(state(page, "sft-train")).toHaveText("values taken from the book");
  await expect(page.locator("run-all .cell-memory")).toContainText(/^\d+ tensors, [\d.]+ [kM]B$/);
});

test("without what the book keeps, it is computed", async ({ page, expectedErrors }) => {
  expectedErrors.push(/404/);
  test.slow();
  await page.route("**/frozen/**/*.safetensors", (route) => route.fulfill({ status: 404 }));
  await page.goto("./sft/");
  const result = run(cell(page, "sft-compare"));
  await expect(cell(page, "sft-train")).toHaveAttribute("data-state", "running");
  await expect(state(page, "sft-compare")).toHaveText(/^runs \d+ cells? above first$/);
  expect((await result).state).toBe("done");
  await expect(state(page, "sft-compare")).toContainText("same as printed");
});

test("a cell's menu runs from there down", async ({ page }) => {
  await page.goto("./gpt-3-5-line/");
  const more = cell(page, "ancestors").getByRole("button", { name: "More for cell ancestors" });
  await more.click();
  await expect(more).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("Enter");
  await expect(more).toHaveAttribute("aria-expanded", "false");
  for (const id of ["lineage", "ancestors", "lifetimes"])
    await expect(cell(page, id)).toHaveAttribute("data-state", "done");
});

/** Goes down an open menu to an item, and takes it. */
async function choose(page: Page, name: RegExp) {
  const item = page.getByRole("menuitem", { name });
  await expect(page.getByRole("menuitem").first()).toBeFocused();
  while (!(await item.evaluate((element) => element === document.activeElement))) {
    await page.keyboard.press("ArrowDown");
  }
  await page.keyboard.press("Enter");
}

test("the chapter's menu restarts and resets, by keyboard", async ({ page }) => {
  await page.goto("./gpt-3-5-line/");
  await setSource(cell(page, "lineage"), "for (;;);");
  const result = run(cell(page, "lineage"));
  await expect(cell(page, "lineage")).toHaveAttribute("data-state", "running");
  const more = page.getByRole("button", { name: "More for this chapter" });
  await more.focus();
  await page.keyboard.press("Enter");
  await choose(page, /Restart/);
  expect((await result).state).toBe("stopped");
  page.once("dialog", (dialog) => void dialog.accept());
  await more.focus();
  await page.keyboard.press("Enter");
  await choose(page, /Reset this chapter/);
  await expect(cell(page, "lineage")).toHaveAttribute("data-state", "frozen");
  await page.reload();
  await expect(cell(page, "lineage")).toHaveAttribute("data-state", "frozen");
});

test("on a phone a printed chart is shown as it was drawn for one", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto("./gpt-3-5-line/");
  await cell(page, "prices").locator(".cell-bar").scrollIntoViewIfNeeded();
  const shown = cell(page, "prices").locator("svg.chart:visible");
  await expect(shown).toHaveCount(1);
  expect(Number(await shown.getAttribute("width"))).toBeLessThan(400);
});
