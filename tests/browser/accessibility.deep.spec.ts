import { violations } from "./axe.ts";
import { expect, test } from "./fixtures.ts";
import { chapterFolders } from "../../src/book/chapter-folders.ts";

/** Every page under axe-core's rules. */
const chapters = chapterFolders(new URL("../../chapters", import.meta.url))
  .filter((name) => !name.startsWith("00-"))
  .map((name) => `./${name.slice(3)}/`);
const pages = ["./", ...chapters, "./source/", "./source/ppo-update/", "./benchmark/", "./labeler/", "./404.html"];

// The running dot pulses for ever.
test.use({ colorScheme: "light", contextOptions: { reducedMotion: "reduce" } });

for (const address of pages) {
  test(`${address} breaks no rule`, async ({ page, expectedErrors }) => {
    if (address === "./404.html") expectedErrors.push(/404/);
    await page.goto(address);
    expect(await violations(page)).toEqual([]);
  });
}
