import type { Locator, Page } from "@playwright/test";
import { patient } from "./cell.ts";
import { expect, test } from "./fixtures.ts";

/** The figure on top of the start page: a question, four stages of one model, and what each answers. */
const figure = (page: Page): Locator => page.locator("ask-stages");
const slider = (page: Page): Locator => page.getByRole("slider", { name: "How far it is trained" });
const offered = (page: Page): Locator => page.getByLabel("You ask");
const answer = (page: Page): Locator => figure(page).getByRole("status");

test.describe("what is printed", () => {
  test.beforeEach(({ page }) => page.goto("./").then(() => {}));

  test("answers to keys, without loading more than its own few lines", async ({ page }) => {
    await page.waitForLoadState("networkidle");
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await slider(page).focus();
    await expect(answer(page)).toContainText("– not an answer");
    await page.keyboard.press("ArrowRight");
    await expect(slider(page)).toHaveAttribute("aria-valuetext", "has read");
    await expect(answer(page)).toContainText("ask: ");
    await page.keyboard.press("End");
    await expect(answer(page)).toContainText("please the owl eats worms thanks");
    await expect(answer(page)).toContainText("✓ right");
    await expect(figure(page).locator(".right")).toHaveText("the owl eats worms");
    await offered(page).selectOption("what does the ghost say ?");
    await expect(answer(page)).toContainText("✗ wrong");
    await expect(figure(page).locator(".right")).toHaveText("nobody knows: the ghost has no facts");
    expect(asked.map((address) => address.replace(/.*\//, ""))).toEqual([
      expect.stringMatching(/^ask-stages\.\w[\w-]*\.js$/),
    ]);
  });

  test("is what the table says, of every question and stage", async ({ page }) => {
    const rows = figure(page).locator("tbody tr");
    const count = await rows.count();
    expect(count).toBe(8);
    for (let row = 0; row < count; row++) {
      const question = await rows.nth(row).locator("th").textContent();
      await offered(page).selectOption(question);
      for (let stage = 0; stage < 4; stage++) {
        await slider(page).fill(String(stage));
        const cell = rows
          .nth(row)
          .locator("td")
          .nth(stage + 1);
        await expect(figure(page).locator(".says")).toHaveText((await cell.locator("span").textContent())!);
        await expect(figure(page).locator(".verdict")).toContainText((await cell.locator("em").textContent())!);
      }
    }
    const right = await rows.locator("td:last-child em", { hasText: /^right$/ }).count();
    await expect(figure(page).locator(".honest")).toContainText(`PPO gets ${right} of these 8 right`);
  });

  test("survives as a link, and goes with Start again", async ({ page }) => {
    await offered(page).selectOption("where does the hen live ?");
    await slider(page).fill("2");
    await expect(page).toHaveURL(/#ask=where\+does\+the\+hen\+live\+%3F&stage=SFT$/);
    await page.reload();
    await expect(offered(page)).toHaveValue("where does the hen live ?");
    await expect(answer(page)).toContainText("✗ wrong");
    await figure(page).getByRole("button", { name: "Start again" }).click();
    await expect(page).toHaveURL(/\/mini-rlhf\/$/);
    await expect(slider(page)).toBeFocused();
    await expect(offered(page)).toHaveValue("what does the owl eat ?");
  });
});

for (const [width, height] of [
  [390, 844],
  [1280, 800],
] as const) {
  test.describe(`at ${width} x ${height}`, () => {
    test.use({ viewport: { width, height }, hasTouch: width < 500 });

    test("question, slider, answer and Train one now are on the first screen", async ({ page }) => {
      await page.goto("./");
      for (const part of [offered(page), slider(page), answer(page), figure(page).locator(".truth")])
        await expect(part).toBeInViewport({ ratio: 1 });
      await expect(page.getByRole("link", { name: "Train one now", exact: true })).toBeInViewport({ ratio: 1 });
    });

    test("nothing moves, whatever is shown", async ({ page }) => {
      await page.goto("./");
      const places = () =>
        page.evaluate(() =>
          ["h1", "select", "input[type=range]", ".stage-names", ".notes", ".says", ".truth", ".actions"].map((one) => {
            const { top, left } = document.querySelector(`.opening ${one}`)!.getBoundingClientRect();
            return [one, Math.round(top), Math.round(left)];
          }),
        );
      const before = await places();
      for (const question of await offered(page).locator("option").allTextContents()) {
        await offered(page).selectOption(question);
        for (const stage of ["0", "1", "2", "3"]) {
          await slider(page).fill(stage);
          expect(await places()).toEqual(before);
        }
      }
      await figure(page).getByRole("button", { name: "Ask your own" }).click();
      const own = (await places()).filter(([one]) => one !== "select");
      expect(own).toEqual(before.filter(([one]) => one !== "select"));
    });

    test("what is to be hit is large enough, and the stops stand over their names", async ({ page }) => {
      await page.goto("./");
      await slider(page).fill("1");
      const targets = figure(page).locator(".live :is(button, select, input, li)").filter({ visible: true });
      for (const target of await targets.all()) {
        const box = (await target.boundingBox())!;
        expect(Math.min(box.width, box.height), await target.innerHTML()).toBeGreaterThanOrEqual(44);
      }
      for (const stage of [0, 1, 2, 3]) {
        const name = (await figure(page).locator(".stage-names li").nth(stage).boundingBox())!;
        const { x, y, width: range, height: high } = (await slider(page).boundingBox())!;
        const thumb = 28;
        const stop = x + thumb / 2 + (stage / 3) * (range - thumb);
        expect(Math.abs(stop - (name.x + name.width / 2))).toBeLessThan(2);
        await page.mouse.click(stop, y + high / 2);
        await expect(slider(page)).toHaveValue(String(stage));
      }
      await figure(page).locator(".stage-names li").first().click();
      await expect(slider(page)).toHaveValue("0");
    });
  });
}

test.describe("by touch", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("a tap moves the slider", async ({ page }) => {
    await page.goto("./");
    const { x, y, width, height } = (await slider(page).boundingBox())!;
    await page.touchscreen.tap(x + width - 14, y + height / 2);
    await expect(answer(page)).toContainText("✓ right");
    await figure(page).locator(".stage-names li", { hasText: "has read" }).tap();
    await expect(answer(page)).toContainText("not an answer");
  });
});

test.describe("a question of one's own", () => {
  test.beforeEach(async ({ page }) => {
    await page.goto("./");
    await figure(page).getByRole("button", { name: "Ask your own" }).click();
    await expect(offered(page)).toBeFocused();
  });

  const ask = async (page: Page, question: string) => {
    await offered(page).fill(question);
    await page.keyboard.press("Enter");
  };

  test("is answered by all four stages, and goes with Start again", async ({ page }) => {
    await ask(page, "Where does the Frog live?");
    await expect(answer(page)).toContainText("thinking");
    await expect(answer(page)).toContainText("not an answer", patient);
    await expect(figure(page).locator(".right")).toHaveText("the frog lives in the pond");
    await slider(page).fill("3");
    await expect(answer(page)).toContainText("the frog lives in the pond");
    await expect(page).toHaveURL(/#ask=where\+does\+the\+frog\+live\+%3F&stage=PPO$/);
    // It stands in the cell, too.
    const cell = page.locator("#cell-four-stages");
    await expect(cell.locator(".sample-prompt")).toHaveText(["where does the frog live ?"]);
    await figure(page).getByRole("button", { name: "Start again" }).click();
    await expect(cell.locator(".sample-prompt")).toHaveCount(8);
    await page.reload();
    await expect(answer(page)).toContainText("story: ");
    await expect(cell.locator(".sample-prompt")).toHaveCount(8);
  });

  test("one that is offered, too, has the printed answers", async ({ page }) => {
    const printed = await figure(page).locator("tbody tr").nth(2).locator("td span").allTextContents();
    await ask(page, "where does the hen live");
    await expect(figure(page).locator(".right")).toHaveText("the hen lives in the barn", patient);
    for (const [stage, text] of printed.entries()) {
      await slider(page).fill(String(stage));
      await expect(figure(page).locator(".says")).toHaveText(text);
    }
  });

  test("with unknown words is answered kindly, without loading TensorFlow.js", async ({ page }) => {
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await ask(page, "Where do foxes sleep?");
    await expect(answer(page)).toContainText("not “foxes”, “sleep”. Did you mean “fox”?");
    await expect(answer(page)).toContainText("Ask what a fox, owl, frog");
    expect(asked.filter((url) => url.endsWith(".wasm"))).toEqual([]);
    await ask(page, "");
    await expect(answer(page)).toContainText("Type a question first");
  });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("all answers stand in a table", async ({ page }) => {
    await page.goto("./");
    const table = figure(page).getByRole("table");
    await expect(table).toBeVisible();
    await expect(table.getByRole("columnheader")).toHaveText([
      "question",
      "right would be",
      "untrained",
      "has read",
      "SFT",
      "PPO",
    ]);
    await expect(table.getByRole("rowheader")).toHaveCount(8);
    await expect(table.getByRole("row").nth(1).getByRole("cell").last()).toHaveText(
      /please the owl eats worms thanks\s+right/,
    );
    await expect(figure(page).locator(".live")).toBeHidden();
  });
});
