import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { chapterFolders } from "../../src/book/chapter-folders.ts";

/** Narrow screens, and wide ones with large letters: nothing is cut, and only boxes scroll sideways. */
const chapters = chapterFolders(new URL("../../chapters", import.meta.url))
  .filter((name) => !name.startsWith("00-"))
  .map((name) => `./${name.slice(3)}/`);
const pages = [
  "./",
  ...chapters,
  "./source/",
  "./source/gpt/",
  "./benchmark/",
  "./labeler/",
  "./teacher/",
  "./404.html",
];

/** What reaches over the right edge, and boxes that scroll but take no focus (a script's task, a moment after loading). */
function misfits(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const found =
      document.documentElement.scrollWidth > width ? [`page: ${document.documentElement.scrollWidth} px`] : [];
    const scrolls = (element: Element): boolean => /auto|scroll/.test(getComputedStyle(element).overflowX);
    const isOff =
      ".visually-hidden, .katex-mathml, .katex-mathml *, .skip-link, .cell-announce, .cell-said, .out-summary, svg *";
    for (const element of document.querySelectorAll<HTMLElement>("body *")) {
      if (element.matches(isOff) || !element.checkVisibility({ visibilityProperty: true })) continue;
      const name = `${element.localName}.${element.className}`;
      let box = element.parentElement!;
      while (box !== document.body && !scrolls(box)) box = box.parentElement!;
      if (box === document.body && element.getBoundingClientRect().right > width + 1) found.push(`${name} is cut`);
      if (scrolls(element) && element.scrollWidth > element.clientWidth + 1 && element.tabIndex < 0) {
        found.push(`${name} scrolls, but not by keys`);
      }
    }
    return found;
  });
}

for (const [name, viewport] of Object.entries({
  "320 px": { width: 320, height: 640 },
  "twice the size": { width: 640, height: 400 },
  "2560 px": { width: 2560, height: 1440 },
})) {
  test(`every page fits at ${name}`, async ({ page, expectedErrors }) => {
    test.slow();
    expectedErrors.push(/404/);
    await page.setViewportSize(viewport);
    for (const address of pages) {
      await page.goto(address);
      await expect.poll(() => misfits(page), address).toEqual([]);
      await page.locator(".out-data").evaluateAll((sheets: HTMLDetailsElement[]) => {
        for (const sheet of sheets) sheet.open = true;
      });
      await expect.poll(() => misfits(page), `${address} with its data open`).toEqual([]);
    }
  });
}

test("no figure is stretched on a wide screen", async ({ page }) => {
  await page.setViewportSize({ width: 2560, height: 1440 });
  for (const address of ["./", ...chapters]) {
    await page.goto(address);
    const widths = await page.locator(".cell-output svg.chart").evaluateAll((all) => all.map((one) => one.clientWidth));
    expect(Math.max(0, ...widths), address).toBeLessThan(700);
  }
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("every equation is seen whole", async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    for (const address of chapters) {
      await page.goto(address);
      const wide = await page
        .locator(".katex-display")
        .evaluateAll((equations) =>
          equations.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent.slice(0, 60)),
        );
      expect(wide, address).toEqual([]);
    }
  });

  test("a wide table shows that it goes on, and keeps the names of its rows", async ({ page }) => {
    await page.goto("./train-with-ppo/");
    const box = page.locator(".measured .table-box").first();
    expect(await box.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeGreaterThan(20);
    await expect(box).toHaveCSS("background-attachment", "local, local, scroll, scroll, scroll");
    const name = box.locator("tbody th").first();
    const before = (await name.boundingBox())!.x;
    await box.focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => box.evaluate((element) => element.scrollLeft)).toBeGreaterThan(10);
    expect((await name.boundingBox())!.x).toBeCloseTo(before, 0);
  });

  test("a mean's seeds are there for a finger and for keys", async ({ page }) => {
    await page.goto("./train-with-ppo/");
    const link = page.locator("a.computed[data-seeds]").first();
    const hint = page.locator(".seed-hint");
    await link.tap();
    await expect(hint).toContainText(/seed 1: /);
    expect((await hint.boundingBox())!.x).toBeGreaterThanOrEqual(0);
    await page.locator("h1").tap();
    await expect(hint).toHaveCount(0);
    await page.keyboard.press("Tab");
    await link.focus();
    await expect(hint).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(hint).toHaveCount(0);
    const each = page.locator(".measured details").first();
    await each.locator("summary").tap();
    await expect(each).toContainText(/gold seed \d+: /);
  });
});
