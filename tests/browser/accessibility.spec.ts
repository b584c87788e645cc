import { deflateRawSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { violations } from "./axe.ts";
import { cellAt, patient, run, setSource } from "./cell.ts";
import { expect, test } from "./fixtures.ts";

/** The first pages and a chapter in all its states, under axe-core's rules; the others are in the deep suite. */
const pages = ["./", "./gpt-basics/", "./source/"];

// The running dot pulses for ever.
test.use({ colorScheme: "light", contextOptions: { reducedMotion: "reduce" } });

for (const address of pages) {
  test(`${address} breaks no rule`, async ({ page, expectedErrors }) => {
    if (address === "./404.html") expectedErrors.push(/404/);
    await page.goto(address);
    expect(await violations(page)).toEqual([]);
  });
}

test("nor does a cell in any of its states, nor what opens over it", async ({ page }) => {
  await page.goto("./gpt-basics/");
  for (const [state, enter] of Object.entries(states)) {
    await enter(page);
    expect(await violations(page), state).toEqual([]);
  }
});

test("every state is told to those who do not see it", async ({ page }) => {
  await page.goto("./gpt-basics/");
  const heard = await listen(page);
  const cell = cellAt(page, 0);
  await run(cell, "show(1)");
  await run(cell, "null!.x");
  const endless = run(cell, training);
  await cell.getByRole("button", { name: "Pause" }).click();
  // A Stop so soon after Run would count as the second half of a double click.
  await page.waitForTimeout(600);
  await cell.getByRole("button", { name: "Resume" }).click();
  await cell.getByRole("button", { name: "Stop" }).click();
  await endless;
  await run(cell, "const a = 1;");
  await run(cellAt(page, 1), "a");
  await run(cell, "const a = 2;");
  const then = (how: string) =>
    expect.stringMatching(new RegExp(`^tokens: ${how}.* \\d+ cells below are out of date\\.$`));
  expect(heard()).toEqual([
    ...["tokens: Running", "tokens: done", then("done\\.")],
    ...["tokens: Running", expect.stringMatching(/^tokens: Error in line 1: .*null/), then("Error in line 1: .*null")],
    ...["tokens: Running", "tokens: Paused", "tokens: Running again", "tokens: stopped", then("stopped\\.")],
    ...["tokens: Running", "tokens: done", then("done\\."), "gpt-tokens: Running", "gpt-tokens: done"],
    ...["tokens: Running", "tokens: done", then("done\\.")],
  ]);
});

const training = `for (let step = 1; step <= 4000; step++) {
  await new Promise((resolve) => setTimeout(resolve, 20));
  await progress({ step, steps: 4000, loss: 1 / step });
}`;

const gallery = `show("a text"); show({ a: [1, { b: new Float32Array(3) }], c: new Map([["k", 1]]) }, "a value");
table(Array.from({ length: 50 }, (_, i) => ({ name: "row " + i, square: i * i })));
lineChart({ x: "step", y: "loss", series: [{ name: "a", points: [[1, 3], [2, 2], [3, 1]] }, { name: "b", points: [[1, 1], [2, 2], [3, 2.5]] }] });
barChart({ bars: [{ name: "SFT", value: 0.4, range: [0.3, 0.5] }, { name: "PPO", value: 0.7 }], y: "win rate" });
heatMap({ rows: ["a", "b"], columns: ["x", "y"], values: [[1, -1], [0, 0.5]], label: "score" });
tokenStrip({ query: ["name", "a", "bird"], tokens: ["a", "robin"], values: [-0.1, -2.3], label: "logprob" });
attentionMap({ tokens: ["a", "b", "c"], weights: [[[1, 0, 0], [0.5, 0.5, 0], [0.2, 0.3, 0.5]]] });
samples({ prompts: ["name a bird"], answers: { SFT: ["a robin"], PPO: [{ text: "a robin .", score: 1.2, badges: ["polite"] }] } });
slider("beta", { min: 0, max: 1, value: 0.1, step: 0.1 }); select("model", ["SFT", "PPO"]); textInput("prompt", { value: "x" }); seedInput("seed", { value: 1 });
check("the sum", 2, 3);
await progress({ step: 1, steps: 2, loss: 1 });`;

/** Each is reached from the one before. */
const states: Record<string, (page: Page) => Promise<unknown>> = {
  "every kind of output": async (page) =>
    expect(await run(cellAt(page, 0), gallery)).toMatchObject({ error: null, state: "done" }),
  "its data are open": (page) =>
    page.locator("out-picture details").evaluateAll((all) => all.forEach((one) => one.setAttribute("open", ""))),
  "it runs": async (page) => {
    void run(cellAt(page, 0), training);
    await expect(cellAt(page, 0).locator(".cell-pause")).toBeVisible(patient);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await expect(page.locator(".run-indicator")).toBeVisible();
  },
  "it rests": (page) => page.locator(".run-indicator").getByRole("button", { name: "Pause" }).click(),
  "it was stopped": async (page) => {
    await page.locator(".run-indicator").getByRole("button", { name: "Stop" }).click();
    await expect(cellAt(page, 0)).toHaveAttribute("data-state", "stopped");
  },
  "it failed": (page) => run(cellAt(page, 0), "const x: number = 1;\nnull!.toFixed(x);"),
  "its editor is open, with types that are wrong": async (page) => {
    await setSource(cellAt(page, 0), "const wrong: string = 1;");
    await cellAt(page, 0).getByRole("button", { name: "Edit" }).click();
    await expect(cellAt(page, 0).locator(".cell-problems")).toBeVisible(patient);
  },
  "it completes a name": async (page) => {
    await page.keyboard.press("Control+End");
    await page.keyboard.type("\nlineCh");
    await expect(page.locator(".cm-tooltip-autocomplete").getByRole("option").first()).toBeVisible();
  },
  "its keys are listed": async (page) => {
    await page.keyboard.press("Escape");
    await page.keyboard.press("F1");
    await expect(page.getByRole("dialog")).toBeVisible();
  },
  "the chapter's menu is open": async (page) => {
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "More for this chapter" }).click();
    await expect(page.getByRole("menu")).toBeVisible();
  },
  "my models are listed": async (page) => {
    await page.getByRole("menuitem", { name: "My models" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
  },
  "a link brings another text": async (page) => {
    await page.keyboard.press("Escape");
    const hash = deflateRawSync(JSON.stringify([{ id: "gpt-tokens", source: "1" }])).toString("base64url");
    await page.evaluate((given) => {
      location.hash = given;
    }, `#shared=1.${hash}`);
    await page.getByRole("button", { name: "Compare" }).click();
    await expect(page.locator(".diff-lines")).toBeVisible();
    await expect(page.locator(".page-notice")).toBeVisible();
  },
};

/** What the live regions of the cells say, in order, as a screen reader hears it. */
async function listen(page: Page): Promise<() => string[]> {
  const heard: string[] = [];
  await page.exposeFunction("hear", (text: string) => void heard.push(text));
  await page.evaluate(() => {
    for (const region of document.querySelectorAll(".cell-announce")) {
      const tell = () => (globalThis as unknown as { hear(text: string): void }).hear(region.textContent);
      new MutationObserver(tell).observe(region, { childList: true, characterData: true, subtree: true });
    }
  });
  return () => heard;
}
