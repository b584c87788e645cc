import { moves } from "../../src/book/moves.ts";
import { shareHash } from "../../src/edits/share-link.ts";
import { expect, test } from "./fixtures.ts";

/** What stood in a long chapter and stands in another now: nothing of a reader's is lost on the way. */
const ids = (html: string): Set<string> => new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!));

test("every address in the table is where it says, and not where it was", async ({ request }) => {
  const pages = new Map<string, Set<string>>();
  for (const slug of new Set(moves.flatMap(({ from, to }) => [from, to]))) {
    pages.set(slug, ids(await (await request.get(`./${slug}/`)).text()));
  }
  for (const { from, to, cells, anchors } of moves) {
    const [old, now] = [pages.get(from)!, pages.get(to)!];
    for (const cell of cells) expect([old.has(`cell-${cell}`), now.has(`cell-${cell}`)], cell).toEqual([false, true]);
    for (const anchor of anchors) {
      const [was, is] = [anchor.split("=")[0]!, anchor.split("=").at(-1)!];
      expect([old.has(was), now.has(is)], `${to}: ${anchor}`).toEqual([false, true]);
    }
  }
});

for (const [address, place] of [
  ["./ppo/#find-the-bug", "/ppo-fails-in-silence/#find-the-bug"],
  ["./ppo/#cell-ppo-train", "/train-with-ppo/#cell-ppo-train"],
  ["./after-2022/#equation-6", "/reasoning/#equation-1"],
  ["./after-2022/#how-a-proxy-breaks-two-formulas", "/preferences-without-rl/#how-a-proxy-breaks-two-formulas"],
] as const) {
  test(`an old link leads on: ${address}`, async ({ page }) => {
    await page.goto(address);
    await expect(page).toHaveURL((url) => `${url.pathname}${url.hash}`.endsWith(place));
    await expect(page.locator(`[id="${place.split("#")[1]}"]`)).toBeInViewport();
  });
}

test("what stayed stays, and a link within the page leads on, too", async ({ page }) => {
  await page.goto("./ppo/#small-steps-the-clip");
  await expect(page.getByRole("heading", { name: "Small steps: the clip" })).toBeInViewport();
  await expect(page).toHaveURL(/\/ppo\/#small-steps-the-clip$/);
  await page.evaluate(() => void (location.hash = "train-it"));
  await expect(page).toHaveURL(/\/train-with-ppo\/#train-it$/);
});

test("what was written, set and guessed in a cell that moved is there, and stays", async ({ page }) => {
  await page.goto("./benchmark/");
  await page.evaluate(() => {
    localStorage.setItem("mini-rlhf:edit:/mini-rlhf/ppo/:hack", JSON.stringify({ source: "'mine'", original: "x" }));
    localStorage.setItem(
      "mini-rlhf:guess:/mini-rlhf/ppo/:hack",
      "It rises with it: the judge has learned what people like.",
    );
    localStorage.setItem("mini-rlhf:inputs:/mini-rlhf/ppo/:leash", JSON.stringify({ tightness: 1 }));
    localStorage.setItem("mini-rlhf:edit:/mini-rlhf/ppo/:models", JSON.stringify({ source: "1", original: "x" }));
  });
  for (const visit of ["first", "second"]) {
    await page.goto("./train-with-ppo/");
    await expect(page.locator("#cell-hack .cell-pre"), visit).toContainText("mine");
    await expect(page.locator("#predict-hack").getByRole("radio").first()).toBeChecked();
    await expect(page.locator('#cell-leash [data-key="tightness"] output')).toContainText("1");
    await expect(page.locator("#cell-models .cell-pre")).toContainText("loadScalarModel");
  }
  const keys = await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("/mini-rlhf/ppo/")));
  expect(keys).toEqual(["mini-rlhf:edit:/mini-rlhf/ppo/:models"]);
});

test("a link to cells that moved opens the page that has them", async ({ page }) => {
  await page.goto(`./ppo/#${await shareHash([{ id: "zoo", source: "'theirs'" }])}`);
  await expect(page).toHaveURL(/\/ppo-fails-in-silence\//);
  await expect(page.locator(".page-notice")).toContainText("1 cell shows code from a link");
  await expect(page.locator("#cell-zoo .cell-pre")).toContainText("theirs");
});

test("a link to cells of two pages shows one page's, and offers the other", async ({ page }) => {
  const changes = ["clip", "hack"].map((id) => ({ id, source: `"${id} of theirs"` }));
  await page.goto(`./ppo/#${await shareHash(changes)}`);
  await expect(page.locator("#cell-clip .cell-pre")).toContainText("clip of theirs");
  await page.getByRole("button", { name: "Open “Train with PPO”" }).click();
  await expect(page).toHaveURL(/\/train-with-ppo\//);
  await expect(page.locator("#cell-hack .cell-pre")).toContainText("hack of theirs");
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the old page's top names the new ones", async ({ page }) => {
    await page.goto("./ppo/#train-it");
    // by its class: Playwright reads no text in noscript
    const links = page.locator("p.moved a");
    await expect(links).toHaveCount(2);
    await expect(links.nth(0)).toHaveAttribute("href", "/mini-rlhf/train-with-ppo/");
    await expect(links.nth(1)).toHaveAttribute("href", "/mini-rlhf/ppo-fails-in-silence/");
  });
});
