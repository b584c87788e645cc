import { chapterAddress } from "../../src/book/chapter-slug.ts";
import { run } from "./cell.ts";
import { chapters } from "./chapters.ts";
import { expect, test } from "./fixtures.ts";

/**
 * Every cell of every chapter runs, in the order of the page, and shows what is printed. What the text
 * promises of the printed numbers is held by tests/chapters/promises.test.ts.
 */
for (const chapter of chapters) {
  test(`${chapter}: every cell runs, and shows what is printed`, { tag: "@trains" }, async ({ page }) => {
    await page.goto(`./${chapterAddress(chapter)}`);
    const cells = page.locator("[data-cell]");
    await expect(cells.first()).toBeVisible();
    for (const cell of await cells.all()) {
      const id = await cell.getAttribute("data-cell");
      const { state, outputs, error } = await run(cell);
      expect(error, `${chapter}, cell ${id}`).toBeNull();
      expect(state, `${chapter}, cell ${id}`).toBe("done");
      expect(outputs.length, `outputs of ${chapter}, cell ${id}`).toBeGreaterThan(0);
      await expect(cell).toHaveAttribute("data-state", "done");
      // What is frozen is reproduced, to the bit.
      if ((await cell.getAttribute("data-book")) !== null) {
        await expect(cell.locator(".cell-state"), `${chapter}, cell ${id}`).toContainText("same as printed");
      }
    }
  });
}
