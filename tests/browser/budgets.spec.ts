import { chapterFolders } from "../../src/book/chapter-folders.ts";
import { chapterAddress } from "../../src/book/chapter-slug.ts";
import { pageBudgets, siteBudget } from "./budgets.ts";
import { expect, test } from "./fixtures.ts";
import { builtPages, packed, sum, weightOf, weightOfSite } from "./page-weight.ts";

/** Whether the site has grown: every page and what it loads, the heaviest files, and all of it. */
const oneFor = "source/*/";

/** The row of a page. All files of the core have one. */
function rowOf(page: string): string {
  return /^source\/./.test(page) ? oneFor : page;
}

/** Within the budget; and not so far below it that it would hold nothing. */
function fits(what: string, size: number, budget: number): void {
  expect
    .soft(size, `${what}: ${size} bytes, ${budget} are allowed (tests/browser/budgets.ts)`)
    .toBeLessThanOrEqual(budget);
  expect.soft(size, `${what}: ${size} bytes, the budget of ${budget} holds nothing`).toBeGreaterThan(0.8 * budget);
}

test("every page has a budget, and every budget a page", () => {
  const pages = builtPages();
  expect(Object.keys(pageBudgets).sort()).toEqual([...new Set(pages.map(rowOf))].sort());
  const chapters = chapterFolders(new URL("../../chapters", import.meta.url)).map(chapterAddress);
  expect(pages).toEqual(expect.arrayContaining(chapters));
});

test("pages and their style sheets keep to their budgets", () => {
  for (const [row, { html, css }] of Object.entries(pageBudgets)) {
    const weights = builtPages()
      .filter((page) => rowOf(page) === row)
      .map(weightOf);
    fits(`/${row}, HTML`, Math.max(...weights.map((weight) => weight.html)), html);
    fits(`/${row}, CSS`, Math.max(...weights.map((weight) => weight.css)), css);
  }
});

for (const [row, { js }] of Object.entries(pageBudgets)) {
  const page = row === oneFor ? "source/gpt/" : row;
  test(`what /${page} loads before anything is touched keeps to its budget`, async ({ page: tab }) => {
    await tab.goto(`./${page}`, { waitUntil: "networkidle" });
    const loaded = await tab.evaluate(() =>
      performance
        .getEntriesByType("resource")
        .map(({ name }) => name)
        .filter((name) => /\.(?:js|wasm)$/.test(name)),
    );
    const sizes = loaded.map(async (name) => packed(await (await tab.request.get(name)).body()));
    fits(`/${page}, scripts ${loaded.join(" ")}`, sum(await Promise.all(sizes)), js);
  });
}

test("the heaviest files and the whole site keep to their budgets", () => {
  const { script, wasm, all } = weightOfSite();
  fits("the heaviest script", script, siteBudget.script);
  fits("the heaviest WebAssembly", wasm, siteBudget.wasm);
  fits("the site", all, siteBudget.all);
});
