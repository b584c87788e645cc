import type { Locator, Page } from "@playwright/test";
import type { CodeCell } from "../../src/elements/cell/code-cell.ts";
import { expect, test } from "./fixtures.ts";
import { letters } from "./letters.ts";

test.use({ codeMode: "coding" });

/** A cell whose imports are folded: the first of the book. */
test.beforeEach(({ page }) => page.goto("./").then(() => {}));

const cellOf = (page: Page): Locator => page.locator("#cell-train-one");
const summary = (page: Page): Locator => cellOf(page).locator(".cell-fold > summary");
const imports = (page: Page): Locator => cellOf(page).locator(".cell-fold .cell-pre");

function sourceOf(page: Page): Promise<string> {
  return cellOf(page).evaluate((cell) => (cell as CodeCell).source);
}

/** Not by a click: after one, the browser counts no shift. */
async function edit(page: Page): Promise<void> {
  await cellOf(page)
    .getByRole("button", { name: "Edit" })
    .evaluate((button: HTMLElement) => button.click());
  await expect(cellOf(page).locator(".cm-content")).toBeFocused();
}

function runs(page: Page, source: string) {
  return cellOf(page).evaluate((cell, text) => {
    (cell as CodeCell).source = text;
    return (cell as CodeCell).run().then(({ state, error }) => [state, error?.line]);
  }, source);
}

test("the imports are one line, until a click or a key opens them", async ({ page }) => {
  await expect(summary(page)).toHaveText("imports · 8 lines");
  await expect(imports(page)).toBeHidden();
  expect(await sourceOf(page)).toMatch(/^import \{ initGPT \}[^]+\n\nconst rng/);
  await summary(page).click();
  await expect(imports(page)).toBeVisible();
  await expect(cellOf(page).locator(".cm-content")).toHaveCount(0);
  await summary(page).focus();
  await page.keyboard.press("Enter");
  await expect(imports(page)).toBeHidden();
});

for (const width of [1280, 390]) {
  for (const isOpen of [false, true]) {
    test(`at ${width} px, to edit moves nothing, ${isOpen ? "unfolded" : "folded"}`, async ({ page }) => {
      await page.setViewportSize({ width, height: 1400 });
      if (isOpen) await summary(page).click();
      await cellOf(page).locator(".cell-code").scrollIntoViewIfNeeded();
      const boxes = () =>
        page.evaluate(() =>
          ["code-cell", ".cell-code", ".cell-bar"].map((one) =>
            JSON.stringify(document.querySelector(one)!.getBoundingClientRect()),
          ),
        );
      const [before, page1] = [await letters(cellOf(page)), await boxes()];
      await edit(page);
      await page.waitForTimeout(1000);
      expect(await boxes()).toEqual(page1);
      const coded = (all: string[]) =>
        all.filter((one) => !one.includes("transparent") && !/rgba\(0, 0, 0, 0\)/.test(one));
      expect(await letters(cellOf(page))).toEqual(coded(before));
      expect(await sourceOf(page)).toMatch(/^import \{ initGPT \}/);
    });
  }
}

test("what is typed below the fold while the editor loads comes below the imports", async ({ page }) => {
  let arrive!: () => void;
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  await page.route(/live-editor.*\.js/, async (route) => {
    await arrived;
    await route.continue();
  });
  const original = await sourceOf(page);
  await cellOf(page).getByRole("button", { name: "Edit" }).click();
  const area = cellOf(page).locator("textarea");
  await expect(area).toBeFocused();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("\nshow(1);");
  expect(await sourceOf(page)).toBe(`${original}\nshow(1);`);
  // Opened meanwhile, the text area has all of it.
  await summary(page).click();
  await expect(area).toHaveValue(`${original}\nshow(1);`);
  await summary(page).click();
  await area.focus();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("show(2);");
  arrive();
  await expect(cellOf(page).locator(".cm-content")).toBeFocused();
  await page.keyboard.type("show(3);");
  expect(await sourceOf(page)).toBe(`${original}\nshow(1);show(2);show(3);`);
  // The editor draws only the lines that are on the screen.
  await page.keyboard.press("ControlOrMeta+Home");
  await expect(cellOf(page).locator(".cm-content .cell-fold-label")).toHaveText("imports · 8 lines");
});

test("in the editor a click and two keys open and fold", async ({ page }) => {
  await edit(page);
  const text = cellOf(page).locator(".cm-content");
  await expect(text).not.toContainText("mini-rlhf/pretrain");
  await text.locator(".cell-fold-label").click();
  await expect(text).toContainText("mini-rlhf/pretrain");
  await text.locator(".cell-fold-mark").click({ force: true });
  await expect(text.locator(".cell-fold-label")).toHaveText("imports · 8 lines");
  await page.keyboard.press("Control+Shift+BracketRight");
  await expect(text).toContainText("mini-rlhf/pretrain");
  await page.keyboard.press("Control+Shift+BracketLeft");
  await expect(text).not.toContainText("mini-rlhf/pretrain");
});

test("an error in an import opens the fold, before and in the editor", async ({ page }) => {
  const wrong = (await sourceOf(page)).replace("mini-rlhf/sft", "mini-rlhf/stf");
  expect(await runs(page, wrong)).toEqual(["error", 7]);
  await expect(imports(page)).toBeVisible();
  await expect(imports(page)).toContainText("mini-rlhf/stf");
  await page.reload();
  await expect(imports(page)).toBeHidden();
  await edit(page);
  expect(await runs(page, wrong)).toEqual(["error", 7]);
  await expect(cellOf(page).locator(".cell-failed")).toContainText("mini-rlhf/stf");
});

test("an edited text folds its own imports, and a reset the book's", async ({ page }) => {
  await runs(page, 'import { a } from "x";\nimport { b } from "y";\nshow(1);').catch(() => {});
  await page.reload();
  await expect(summary(page)).toHaveText("imports · 2 lines");
  await cellOf(page).evaluate((cell) => {
    (cell as CodeCell).source = "show(1);";
  });
  await expect(summary(page)).toBeHidden();
  await expect(cellOf(page).locator(".cell-pre").last()).toHaveText("show(1);");
  await cellOf(page).evaluate((cell) => (cell as CodeCell).reset());
  await expect(summary(page)).toHaveText("imports · 8 lines");
});

test("paper has every line", async ({ page }) => {
  await page.emulateMedia({ media: "print" });
  await expect(imports(page)).toBeVisible();
  await expect(summary(page)).toBeHidden();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the fold opens, too", async ({ page }) => {
    await expect(imports(page)).toBeHidden();
    await summary(page).click();
    await expect(imports(page)).toBeVisible();
  });
});
