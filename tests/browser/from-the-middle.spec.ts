import { readFileSync } from "node:fs";
import { chapterAddress } from "../../src/book/chapter-slug.ts";
import type { FrozenChapter } from "../../src/book/frozen.ts";
import { run } from "./cell.ts";
import { chapters } from "./chapters.ts";
import { expect, test } from "./fixtures.ts";

/**
 * Any cell can be the first that a reader runs: what it needs is taken from the book or computed. The
 * trainings themselves run in tests/browser/chapters.deep.spec.ts, once.
 */
for (const chapter of chapters) {
  test(`${chapter}: every cell runs first in a fresh notebook`, async ({ page }) => {
    await page.goto(`./${chapterAddress(chapter)}`);
    const ids = await page
      .locator("[data-cell][data-book]")
      .evaluateAll((cells) => cells.map((cell) => cell.getAttribute("data-cell")!));
    const training = trainings(chapter);
    expect(ids.length).toBeGreaterThan(training.size);
    for (const id of ids.filter((one) => !training.has(one))) {
      await page.goto(`./${chapterAddress(chapter)}`);
      const cell = page.locator(`[data-cell="${id}"]`);
      const { state, error } = await run(cell);
      expect(error, `${chapter}, cell ${id}`).toBeNull();
      expect(state, `${chapter}, cell ${id}`).toBe("done");
      await expect(cell.locator(".cell-state"), `${chapter}, cell ${id}`).toContainText("same as printed");
    }
  });
}

/** The cells whose progress is printed. */
function trainings(chapter: string): Set<string> {
  const file = new URL(`../../chapters/${chapter}/outputs.json`, import.meta.url);
  const { cells } = JSON.parse(readFileSync(file, "utf8")) as FrozenChapter;
  const all = Object.entries(cells).filter(([, { outputs }]) => outputs.some(({ kind }) => kind === "progress"));
  return new Set(all.map(([id]) => id));
}
