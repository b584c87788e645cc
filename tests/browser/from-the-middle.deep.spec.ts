import { chapterAddress } from "../../src/chapter-slug.ts";
import { run } from "./cell.ts";
import { chapters } from "./chapters.ts";
import { expect, test } from "./fixtures.ts";

/** Any cell can be the first that a reader runs: what it needs is taken from the book or computed. */
for (const chapter of chapters) {
  test(`${chapter}: every cell runs first on a fresh page`, { tag: "@trains" }, async ({ page }) => {
    const address = `./${chapterAddress(chapter)}`;
    await page.goto(address);
    const ids = await page.locator("[data-cell][data-book]").evaluateAll((cells) => cells.map((cell) => cell.getAttribute("data-cell")!));
    for (const id of ids) {
      await page.goto(address);
      const cell = page.locator(`[data-cell="${id}"]`);
      const { state, error } = await run(cell);
      expect(error, `${chapter}, cell ${id}`).toBeNull();
      expect(state, `${chapter}, cell ${id}`).toBe("done");
      await expect(cell.locator(".cell-state"), `${chapter}, cell ${id}`).toContainText("same as printed");
    }
  });
}
