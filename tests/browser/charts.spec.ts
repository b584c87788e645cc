import type { Page } from "@playwright/test";
import { cellAt, run } from "./cell.ts";
import { chapters } from "./chapters.ts";
import { expect, test } from "./fixtures.ts";

/** Letters of charts as a reader sees them: not too small, none over another, on the axis or cut off. */
function troubles(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    for (const svg of document.querySelectorAll<SVGSVGElement>("svg.chart")) {
      if (!svg.checkVisibility()) continue;
      const frame = svg.getBoundingClientRect();
      const scale = frame.width / svg.viewBox.baseVal.width;
      const texts = [...svg.querySelectorAll("text")].filter(({ textContent }) => textContent.trim());
      const boxes = texts.map((text) => ({ name: `“${text.textContent}”`, box: text.getBoundingClientRect(), text }));
      const say = (what: string) => found.push(`${svg.closest("[data-cell]")?.id ?? "no cell"}: ${what}`);
      const axis = svg.querySelector(".chart-axis")?.getBoundingClientRect();
      boxes.forEach(({ name, box, text }, index) => {
        const size = parseFloat(getComputedStyle(text).fontSize) * scale;
        if (size < 10.95) say(`${name} has ${size.toFixed(1)} px`);
        const over = Math.max(
          frame.left - box.left,
          box.right - frame.right,
          frame.top - box.top,
          box.bottom - frame.bottom,
        );
        if (over > 2) say(`${name} is cut`);
        for (const other of boxes.slice(index + 1)) {
          const wide = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
          const high = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
          if (wide > 0.5 && high > 3) say(`${name} lies on ${other.name}`);
        }
        const isWord = /chart-(?:label|note)/.test(text.getAttribute("class") ?? "");
        const isOnAxis = axis && box.top + 2 < axis.top && box.bottom - 2 > axis.top && box.left < axis.right;
        if (isWord && isOnAxis) say(`${name} lies on the axis`);
      });
    }
    return found;
  });
}

for (const width of [320, 390, 600, 1280]) {
  test.describe("without JavaScript", () => {
    test.use({ javaScriptEnabled: false });

    test(`every printed chart can be read at ${width} px`, async ({ page }) => {
      test.slow();
      await page.setViewportSize({ width, height: 900 });
      let seen = 0;
      for (const chapter of chapters) {
        // The first one is the start page.
        await page.goto(chapter.startsWith("00-") ? "./" : `./${chapter.slice(3)}/`);
        seen += await page.locator("svg.chart:visible").count();
        expect(await troubles(page), `${chapter} at ${width} px`).toEqual([]);
      }
      expect(seen).toBeGreaterThan(20);
    });
  });
}

const live = (steps: number) => `for (let step = 1; step <= ${steps}; step++) {
  await progress({ step, steps: 400, loss: 3 / step ** 2, accuracy: 1e-4 * step, kl: 1e-5 }, { plot: ["loss", "accuracy", "kl"] });
}`;

test("a live chart can be read while it grows, with a line on the floor", async ({ page }) => {
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto("./gpt-basics/");
    for (const steps of [40, 200, 399]) {
      await run(cellAt(page, 0), live(steps));
      await expect(cellAt(page, 0).locator("svg.chart")).toHaveCount(3);
      expect(await troubles(page), `after ${steps} steps at ${width} px`).toEqual([]);
    }
  }
});

test("a chart between two printed widths is drawn for its room when it comes near", async ({ page }) => {
  await page.setViewportSize({ width: 560, height: 900 });
  await page.goto("./sft/");
  const chart = page.locator("#cell-overfit svg.chart:visible").first();
  await chart.scrollIntoViewIfNeeded();
  await expect
    .poll(() => chart.evaluate((svg) => svg.clientWidth / svg.parentElement!.clientWidth))
    .toBeGreaterThan(0.99);
  expect(await troubles(page)).toEqual([]);
});
