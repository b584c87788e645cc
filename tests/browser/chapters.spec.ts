import { readdirSync } from "node:fs";
import path from "node:path";
import { chapterSlug } from "../../src/chapter-slug.ts";
import { expect, test } from "./fixtures.ts";

/** Every cell of every chapter does what it promises, in the order of the page. */
const folder = path.resolve(import.meta.dirname, "../../chapters");
const chapters = readdirSync(folder).filter((name) => /^\d\d-/.test(name));
const minute = 60_000;

/** A cell's element, as far as this test knows it. */
interface RunnableCell extends HTMLElement {
  run(): Promise<{ state: string; outputs: unknown[]; error: { message: string } | null }>;
}

for (const chapter of chapters) {
  test(`${chapter}: every cell runs and shows something`, async ({ page }) => {
    test.setTimeout(8 * minute);
    await page.goto(`./${chapterSlug(chapter)}/`);
    const cells = page.locator("[data-cell]");
    await expect(cells.first()).toBeVisible();
    for (const cell of await cells.all()) {
      const id = await cell.getAttribute("data-cell");
      const { state, outputs, error } = await cell.evaluate((element) =>
        (element as RunnableCell).run(),
      );
      expect(error, `${chapter}, cell ${id}`).toBeNull();
      expect(state, `${chapter}, cell ${id}`).toBe("done");
      expect(outputs.length, `outputs of ${chapter}, cell ${id}`).toBeGreaterThan(0);
      await expect(cell).toHaveAttribute("data-state", "done");
    }
  });
}
