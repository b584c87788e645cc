import type { Page } from "@playwright/test";
import { patient } from "./cell.ts";
import { expect, test } from "./fixtures.ts";

/** The first Run of the book: a show of what a model writes while it learns. */
const cellOf = (page: Page) => page.locator("#cell-train-one");

/** Notes the heights of the cell and where its outputs begin, at every frame, until it is asked for. */
function watchHeights(page: Page): Promise<void> {
  return page.evaluate(() => {
    const cell = document.querySelector<HTMLElement>("#cell-train-one")!;
    const heights: { state: string; outputs: number; rest: number; begin: number }[] = [];
    Object.assign(window, { heights });
    const note = (): void => {
      const outputs = cell.querySelector<HTMLElement>(".cell-output")!;
      // what the bar says may take a line more or less
      const bar = cell.querySelector<HTMLElement>(".cell-bar")!.offsetHeight;
      heights.push({
        state: cell.dataset.state!,
        outputs: outputs.offsetHeight,
        rest: cell.offsetHeight - bar,
        begin: outputs.getBoundingClientRect().top - cell.getBoundingClientRect().top - bar,
      });
      requestAnimationFrame(note);
    };
    note();
  });
}

interface Height {
  state: string;
  outputs: number;
  rest: number;
  begin: number;
}

const heightsOf = (page: Page): Promise<Height[]> =>
  page.evaluate(() => (window as unknown as { heights: Height[] }).heights);

for (const [width, height] of [
  [390, 844],
  [1280, 800],
] as const) {
  test.describe(`at ${width} x ${height}`, () => {
    test.use({ viewport: { width, height } });

    test("shows what it writes, moves nothing, and ends with the answers in view @trains", async ({ page }) => {
      await page.goto("./");
      const cell = cellOf(page);
      const run = cell.getByRole("button", { name: "Run", exact: true });
      // The button at the lower edge of the window: the outputs are out of sight.
      await run.evaluate((button) => button.scrollIntoView({ block: "end", behavior: "instant" }));
      await watchHeights(page);
      await run.click();
      await expect(cell).toHaveAttribute("data-state", "running", patient);
      const answers = cell.locator(".sample dl").first();
      // Every line has its place from the first moment.
      await expect(answers.locator("dd").nth(4)).toHaveText("…", patient);
      await expect(answers.locator("dd").first()).toContainText("not an answer");
      await expect(cell.locator(".cell-output > [data-old]").last()).toHaveCSS("filter", "grayscale(1)");
      await expect(cell).toHaveAttribute("data-state", "done", patient);
      await expect(answers.locator("dt")).toHaveText(["step 1", "step 50", "step 200", "step 1000", "examples"]);
      await expect(cell.locator(".cell-state")).toContainText("same as printed");

      // The offer to keep the model comes with the end, and moves no answer.
      await expect(cell.locator(".cell-after")).toContainText("Keep a model");
      const all = await heightsOf(page);
      const begins = all.filter(({ state }) => /running|done/.test(state)).map(({ begin }) => Math.round(begin));
      expect([...new Set(begins)], "where the answers begin").toHaveLength(1);

      const during = all.filter(({ state }) => state === "running");
      expect(during.length).toBeGreaterThan(30);
      for (const name of ["outputs", "rest"] as const) {
        const lowest = during.map((one) => one[name]).reduce((a, b) => Math.min(a, b));
        expect(lowest, name).toBeGreaterThanOrEqual(during[0]![name] - 1);
      }
      const last = cell.locator(".sample dl > div:last-child");
      await expect(last).toHaveText([/the bear lives in the cave.*right$/, /the dragon lives in.*wrong$/]);
      for (const answer of await last.all()) await expect(answer).toBeInViewport({ ratio: 1 });
    });
  });
}
