import type { Page } from "@playwright/test";
import { violations } from "./axe.ts";
import { expect, test } from "./fixtures.ts";

/** The page on which the reader ranks answers, and has a model trained on that. */
const cards = (page: Page) => page.locator("labeler-cards");
const training = (page: Page) => page.locator("labeler-training");
const state = (page: Page) => training(page).locator(".state");

async function open(page: Page, address = "./labeler/"): Promise<void> {
  await page.goto(address);
  await cards(page).scrollIntoViewIfNeeded();
  await expect(cards(page)).toHaveAttribute("data-ready");
}

/** Somebody who loves pirates, and short answers beside that, by keys. */
async function rankByKeys(page: Page, count: number): Promise<void> {
  await cards(page).locator(".card").focus();
  for (let i = 0; i < count; i++) {
    const texts = await cards(page).locator(".rank-text").allTextContents();
    const value = (text: string) => (/\b(?:arr|matey)\b/.test(text) ? 0 : 100) + text.length;
    const order = texts.map((_, at) => at).sort((a, b) => value(texts[a]!) - value(texts[b]!));
    for (const at of order.slice(0, 3)) await page.keyboard.press(String(at + 1));
    await page.keyboard.press("Shift+Enter");
  }
}

test.describe("without a script", () => {
  test.use({ javaScriptEnabled: false });

  test("a card can be read, and no control is there that does nothing", async ({ page }) => {
    await page.goto("./labeler/");
    await expect(cards(page).locator(".answers li")).toHaveCount(4);
    await expect(page.locator("main button:visible")).toHaveCount(4); // the answers
    await expect(page.locator("main .no-script")).toBeVisible();
  });
});

test("twelve cards by keys: what is liked, with whom one agrees, and what is rewarded", async ({ page }) => {
  await open(page);
  await rankByKeys(page, 12);
  await expect(cards(page).locator(".number")).toHaveText("Card 13");
  const taste = page.locator("labeler-taste");
  await taste.scrollIntoViewIfNeeded();
  await expect(taste.locator("tbody tr").first()).toContainText("pirate talk");
  await expect(taste.locator("tbody tr").first()).toContainText("you like");
  const agreement = page.locator("labeler-agreement");
  await agreement.scrollIntoViewIfNeeded();
  await expect(agreement.locator("[data-with=yourself] .share")).toHaveText("100 %");
  const reward = page.locator("labeler-reward");
  await reward.scrollIntoViewIfNeeded();
  await expect(reward.locator("tbody tr").first()).toContainText(/[+−]\d/);
});

test("everything is there after a reload, and in the chapter about the reward model", async ({ page }) => {
  await open(page);
  await rankByKeys(page, 3);
  const prompt = await cards(page).locator(".prompt").textContent();
  await page.reload();
  await expect(cards(page).locator(".number")).toHaveText("Card 4");
  await expect(cards(page).locator(".prompt")).toHaveText(prompt!);
  await open(page, "./reward-model/");
  await expect(cards(page).locator(".number")).toHaveText("Card 4");
  await expect(cards(page).locator(".prompt")).toHaveText(prompt!);
});

test("a browser that is killed loses no card", async ({ page, context }) => {
  await open(page);
  await rankByKeys(page, 2);
  // What localStorage has not yet put on the disk is gone; the second copy is there.
  const other = await context.newPage();
  await other.goto("./source/");
  await page.waitForTimeout(500);
  await page.close();
  await other.evaluate(() => {
    localStorage.removeItem("mini-rlhf:labeling:cards");
    localStorage.setItem("mini-rlhf:written", "0");
  });
  await open(other);
  await expect(cards(other).locator(".number")).toHaveText("Card 3");
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test("cards are ranked with one thumb, and pairs by one tap", async ({ page }) => {
    await open(page);
    for (const answer of [3, 0, 1]) await cards(page).locator(".answer").nth(answer).tap();
    await expect(cards(page).locator(".place")).toHaveText(["2nd", "3rd", "4th", "1st"]);
    const next = cards(page).locator(".next");
    const box = (await next.boundingBox())!;
    expect(box.height).toBeGreaterThanOrEqual(44);
    expect(box.y + box.height).toBeLessThanOrEqual(740);
    await next.tap();
    await expect(cards(page).locator(".number")).toHaveText("Card 2");
    await cards(page).locator("select").selectOption("2");
    for (let card = 3; card <= 5; card++) {
      await cards(page).locator(".answer").first().tap();
      await expect(cards(page).locator(".number")).toHaveText(`Card ${card}`);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });

  test("an answer is dragged by its handle", async ({ page }) => {
    await open(page);
    const first = (await cards(page).locator(".rank-text").first().textContent())!;
    const from = (await cards(page).locator(".rank-handle").first().boundingBox())!;
    const to = (await cards(page).locator(".answers li").last().boundingBox())!;
    await page.mouse.move(from.x + 10, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(from.x + 10, to.y + to.height / 2, { steps: 8 });
    await page.mouse.move(from.x + 10, to.y + to.height, { steps: 4 });
    await page.mouse.up();
    await expect(cards(page).locator(".rank-text").last()).toHaveText(first);
    await expect(cards(page).locator(".place").last()).toHaveText("4th");
  });
});

test("by mouse an answer is dragged as well, and nothing moves when places are given", async ({ page }) => {
  await open(page);
  const next = cards(page).locator(".next");
  const before = await next.boundingBox();
  for (const answer of [1, 0]) await cards(page).locator(".answer").nth(answer).click();
  expect(await next.boundingBox()).toEqual(before);
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: "reduce" } });

    test("the page breaks no rule of accessibility, empty and with cards", async ({ page }) => {
      await open(page);
      expect(await violations(page)).toEqual([]);
      await rankByKeys(page, 3);
      for (const part of ["taste", "agreement", "reward", "training", "chat", "blind"])
        await page.locator(`labeler-${part}`).scrollIntoViewIfNeeded();
      await expect(page.locator("labeler-reward tbody tr").first()).toBeVisible();
      expect(await violations(page)).toEqual([]);
    });
  });
}

test("a training is stopped, goes on after a reload, and its model answers @trains", async ({ page }) => {
  await open(page);
  await rankByKeys(page, 4);
  await training(page).scrollIntoViewIfNeeded();
  await training(page).getByRole("button", { name: "Train on 4 cards" }).click();
  await expect(state(page)).toHaveText(/^Round [2-9]/);
  await expect(training(page).locator(".chart-place svg")).toHaveCount(2);
  await training(page).getByRole("button", { name: "Stop here" }).click();
  await expect(state(page)).toHaveText(/^Stopped after round \d+\.$/);
  const roundNow = async () => Number(/\d+/.exec((await state(page).textContent())!)![0]);
  const round = await roundNow();

  await page.reload();
  await training(page).scrollIntoViewIfNeeded();
  await expect(state(page)).toHaveText(`This training was ended after round ${round} of 30.`);
  await training(page).getByRole("button", { name: "Go on where it was" }).click();
  await expect(state(page)).toHaveText(/^Round \d+ of 30$/);
  await training(page).getByRole("button", { name: "Stop here" }).click();
  await expect(state(page)).toHaveText(/^Stopped/);
  expect(await roundNow()).toBeGreaterThan(round);

  await training(page).getByRole("button", { name: "Keep the model" }).click();
  await expect(state(page)).toContainText("ppo-my-taste");
  const chat = page.locator("labeler-chat");
  await chat.getByRole("button", { name: "what does the owl eat?" }).click();
  await expect(chat.locator("tbody .yours")).not.toHaveText("–");
  await expect(chat.locator("tbody .sft")).toContainText(/\w/);

  const blind = page.locator("labeler-blind");
  await blind.getByRole("button", { name: "Find your own" }).click();
  for (let i = 0; i < 10; i++) {
    if (
      !(await blind
        .locator(".pair")
        .isVisible()
        .catch(() => false)) &&
      i > 0
    )
      break;
    await blind.locator("[data-place='0']").click();
  }
  await expect(blind.locator(".state")).toHaveText(/You found your own \d+ times of \d+|same answers/);
});
