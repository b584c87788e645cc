import type { Locator } from "@playwright/test";
import { cellAt, patient, run } from "./cell.ts";
import { expect, test } from "./fixtures.ts";

/** The keyboard's focus is never dropped: what had it and goes away hands it on. */
test.beforeEach(({ page }) => page.goto("./gpt-basics/").then(() => {}));

async function press(button: Locator): Promise<void> {
  await button.focus();
  await button.press("Enter");
}

const training = `for (let step = 1; step <= 4000; step++) {
  await new Promise((resolve) => setTimeout(resolve, 20));
  await progress({ step, steps: 4000, loss: 1 / step });
}`;

test("by a note whose button has done its work", async ({ page }) => {
  const cell = cellAt(page, 0);
  await run(cell, "const a = 1;");
  await run(cellAt(page, 1), "a");
  await run(cell, "const a = 2;");
  await press(cell.locator(".cell-after").getByRole("button", { name: /^Run (it|them)$/ }));
  await expect(cellAt(page, 1)).toHaveAttribute("data-state", "done");
  await expect(cell.locator(".cell-run")).toBeFocused();
});

test("by a ranking that is done", async ({ page }) => {
  const cell = cellAt(page, 0);
  const ran = run(cell, 'await askRanking("r", { answers: ["a", "b"] });');
  await press(cell.getByRole("button", { name: "Done" }));
  await ran;
  await expect(cell.locator(".input-ranking li").first()).toBeFocused();
});

test("by the mark of a cell that runs elsewhere", async ({ page }) => {
  const cell = cellAt(page, 0);
  const ran = run(cell, training);
  await expect(cell.locator(".cell-pause")).toBeVisible(patient);
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await press(page.locator(".run-indicator").getByRole("button", { name: "Stop" }));
  await ran;
  await expect(cell.locator(".cell-run")).toBeFocused();
});

test("by a notice that is closed, or a model that is deleted", async ({ page }) => {
  page.on("dialog", (dialog) => void dialog.accept());
  const more = page.getByRole("button", { name: "More for this chapter" });
  await press(more);
  await page.getByRole("menuitem", { name: "Copy a link" }).press("Enter");
  await press(page.locator(".notice-close"));
  await expect(more).toBeFocused();

  await run(
    cellAt(page, 0),
    `import { initGPT } from "mini-rlhf/init-gpt";
import { gptConfig } from "mini-rlhf/sizes";
import { createRng } from "mini-rlhf/random";
await keep("mine", initGPT(gptConfig("S"), createRng(1)));`,
  );
  await press(more);
  await page.getByRole("menuitem", { name: "My models" }).press("Enter");
  await press(page.getByRole("button", { name: "Delete mine" }));
  await expect(page.getByRole("dialog").getByRole("button", { name: "Close" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(more).toBeFocused();
});

test("by a search that one Escape closes, with words in it", async ({ page }) => {
  const edit = cellAt(page, 0).locator(".cell-edit");
  await edit.focus();
  await page.keyboard.press("/");
  await page.keyboard.type("ppo");
  await expect(page.locator("search-box li").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(edit).toBeFocused();
});

test("a menu fits a window that is not high, and shows where the focus is", async ({ page }) => {
  await page.setViewportSize({ width: 640, height: 300 });
  await press(page.getByRole("button", { name: "More for this chapter" }));
  await expect(page.getByRole("menuitem").first()).toBeFocused();
  await page.keyboard.press("End");
  const last = page.getByRole("menuitem").last();
  await expect(last).toBeFocused();
  await expect(last).toBeInViewport({ ratio: 1 });
  await expect(last).toHaveCSS("outline-style", "solid");
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  /** WCAG 2.2, 2.5.8: 24 px, but for links in a sentence and the numbers of lines of code. */
  test("what is to be pressed is large enough for a finger", async ({ page }) => {
    await run(cellAt(page, 0), gallery);
    for (const address of [
      "./gpt-basics/",
      "./",
      "./ppo/",
      "./reference/",
      "./benchmark/",
      "./labeler/",
      "./source/",
    ]) {
      if (address !== "./gpt-basics/") await page.goto(address);
      const small = await page.locator("a[href], button, input, select, summary").evaluateAll((all) =>
        all.flatMap((element) => {
          if (!element.checkVisibility({ visibilityProperty: true })) return [];
          const isInText = element.localName === "a" && getComputedStyle(element).display === "inline";
          const label = element.matches("[type=radio], [type=checkbox]") && element.closest("label");
          const { width, height } = (label || element).getBoundingClientRect();
          const isMain = element.matches(".cell-bar button, run-all button, search-box .open, theme-toggle button");
          const least = isMain ? 40 : 24;
          return isInText || Math.min(width, height) >= least
            ? []
            : [`${element.outerHTML.slice(0, 80)} ${width}x${height}`];
        }),
      );
      expect(small, address).toEqual([]);
    }
  });
});

const gallery = `slider("beta", { min: 0, max: 1, value: 0.1, step: 0.1 }); seedInput("seed", { value: 1 });
ranking("r", { answers: ["a", "b"] });
table(Array.from({ length: 50 }, (_, i) => ({ a: i })));
lineChart({ x: "step", y: "loss", series: [{ name: "a", points: [[1, 3], [2, 2]] }] });`;
