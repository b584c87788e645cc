import type { Locator, Page } from "@playwright/test";
import { chapterFolders } from "../../src/book/chapter-folders.ts";
import { patient } from "./cell.ts";
import { expect, test } from "./fixtures.ts";

/** A printed control answers at the first touch, before anything has run; the live result takes over unseen. */
const pages = chapterFolders(new URL("../../chapters", import.meta.url)).map((name) =>
  name.startsWith("00-") ? "./" : `./${name.slice(3)}/`,
);

const controlsOf = (cell: Locator) => cell.locator("cell-input:is(:has([type=range]), :has(select))");

/** What the cell shows, its controls aside. */
const shown = (cell: Locator) =>
  cell.locator(".cell-output").evaluate((box) => {
    const copy = box.cloneNode(true) as HTMLElement;
    for (const input of copy.querySelectorAll("cell-input")) input.remove();
    return copy.textContent.replaceAll(/\s+/g, " ");
  });

/** Moves it by a key to another position; says to which. */
async function move(control: Locator): Promise<string> {
  await control.scrollIntoViewIfNeeded();
  // It takes no key before its script is there.
  await expect(control).toBeEnabled();
  await control.focus();
  const before = await control.inputValue();
  for (const key of ["ArrowRight", "ArrowLeft"]) {
    await control.press(key);
    if ((await control.inputValue()) !== before) break;
  }
  return control.inputValue();
}

type FrozenCells = Record<string, { outputs: unknown[] }>;

function withoutInputs(outputs: unknown[] | undefined): string {
  return JSON.stringify(outputs?.filter((one) => (one as { kind: string }).kind !== "input"));
}

async function withoutNotebook(page: Page): Promise<void> {
  await page.route(/live-notebook/, (route) => route.abort());
}

for (const address of pages) {
  test(`printed controls answer by keyboard before anything runs: ${address}`, async ({ page, expectedErrors }) => {
    test.slow();
    expectedErrors.push(/ERR_FAILED|live-notebook/);
    await withoutNotebook(page);
    await page.goto(address);
    const silent: string[] = [];
    const [book] = await page
      .locator("code-cell[data-book]")
      .evaluateAll((cells) => cells.map((one) => one.dataset.book));
    if (book === undefined) return;
    const frozen = (await (await page.request.get(new URL(book, page.url()).href)).json()) as FrozenCells;
    for (const cell of await page.locator("code-cell[data-traces]").all()) {
      const id = (await cell.getAttribute("data-cell"))!;
      const traces = (await (
        await page.request.get(new URL((await cell.getAttribute("data-traces"))!, page.url()).href)
      ).json()) as Record<string, Record<string, unknown[]>>;
      for (const input of await controlsOf(cell).all()) {
        const key = await input.getAttribute("data-key");
        if (!key || !(key in traces)) continue;
        const before = await shown(cell);
        const value = await move(input.locator("[type=range], select"));
        // One degree warmer may write the same story.
        const traced = traces[key]![value] ?? traces[key]![JSON.stringify(value)];
        if (withoutInputs(traced) !== withoutInputs(frozen[id]!.outputs)) {
          await expect
            .poll(() => shown(cell), { timeout: 10_000 })
            .not.toBe(before)
            .catch(() => silent.push(`${id}: ${key}`));
        }
        await cell.evaluate((element) => (element as unknown as { reset(): void }).reset());
        await expect(cell).toHaveAttribute("data-state", "frozen");
      }
    }
    expect(silent).toEqual([]);
  });
}

test("the live result takes over, and shows the same", async ({ page }) => {
  await page.goto("./pros-and-cons/");
  const cell = page.locator("[data-cell=people]");
  const control = controlsOf(cell).first().locator("[type=range]");
  await move(control);
  await expect(cell).toHaveAttribute("data-state", "done", patient);
  const live = await shown(cell);
  await page.reload();
  await withoutNotebook(page);
  await expect.poll(() => shown(cell)).toBe(live);
});

test("a control that needs others runs them first, where that takes little, and marks only what follows", async ({
  page,
}) => {
  await page.goto("./gpt-basics/");
  const cell = page.locator("[data-cell=next-word]");
  await cell.getByRole("textbox").scrollIntoViewIfNeeded();
  await expect(cell.getByRole("textbox")).toBeEnabled();
  await cell.getByRole("textbox").fill("story: the owl eats");
  await cell.getByRole("textbox").blur();
  await expect(cell).toHaveAttribute("data-state", "done", patient);
  await expect(cell.locator(".cell-output")).toContainText("worms");
  await expect(page.locator("code-cell[data-state=stale]")).toHaveCount(0);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("a finger moves a slider, and the page answers", async ({ page, expectedErrors }) => {
    expectedErrors.push(/ERR_FAILED|live-notebook/);
    await withoutNotebook(page);
    await page.goto("./pros-and-cons/");
    const cell = page.locator("[data-cell=people]");
    const control = controlsOf(cell).first().locator("[type=range]");
    await control.scrollIntoViewIfNeeded();
    await expect(control).toBeEnabled();
    const before = await shown(cell);
    const { width, height } = (await control.boundingBox())!;
    await control.tap({ position: { x: width * 0.9, y: height / 2 } });
    await expect.poll(() => shown(cell)).not.toBe(before);
  });
});

test("a control that needs a training says how long it takes, and waits to be asked", async ({ page }) => {
  await page.goto("./ppo-fails-in-silence/");
  const cell = page.locator("[data-cell=zoo]");
  await cell.locator("select").first().scrollIntoViewIfNeeded();
  await expect(cell.locator("select").first()).toBeEnabled();
  await cell.locator("select").first().selectOption({ index: 3 });
  await expect(cell.locator(".cell-state")).toHaveText(/input changed since the last run; a run takes about \d+ s/);
});

/** A track is a background, which forced colours take away. */
for (const [name, address, selector] of [
  ["a cell", "./reward-model/", "#cell-pair-loss input[type=range]"],
  ["the home page's first screen", "./", "ask-stages input[type=range]"],
] as const) {
  test(`the track of a slider of ${name} is seen in forced colours`, async ({ page }) => {
    await page.emulateMedia({ forcedColors: "active" });
    await page.goto(address);
    const slider = page.locator(selector).first();
    await slider.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await slider.boundingBox())!;
    // away from the thumb, and from the stops of the four stages
    const strip = (from: number) =>
      page.screenshot({ clip: { x: x + width * 0.45, y: from, width: width * 0.05, height: 4 } });
    const [track, beside] = await Promise.all([strip(y + height / 2 - 2), strip(y + height / 2 - 11)]);
    expect(track.equals(beside)).toBe(false);
  });
}
