import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Locator, Page } from "@playwright/test";
import { chapterSlug } from "../../src/book/chapter-slug.ts";
import { patient } from "./cell.ts";
import { expect, test } from "./fixtures.ts";
import { chapterFolders } from "../../src/book/chapter-folders.ts";

/** The built site as a reader meets it: addresses, links, reading without JavaScript, themes. */
const folders = chapterFolders(path.resolve(import.meta.dirname, "../../chapters")).filter(
  (name) => !name.startsWith("00-"),
);
const chapters = folders.map(chapterSlug);
const source = ["./source/", "./source/ppo/", "./source/world/gold/", "./source/checkpoint/"];
const pages = ["./", ...chapters.map((slug) => `./${slug}/`), "./benchmark/", "./labeler/", ...source];
const core = path.resolve(import.meta.dirname, "../../snippets");

test("the chapters come in order, and each knows its neighbours", async ({ page }) => {
  await page.goto("./");
  const listed = await page
    .locator("ol a[href]")
    .evaluateAll((links) => links.map((link) => new URL((link as HTMLAnchorElement).href).pathname));
  for (const slug of chapters) expect(listed).toContain(`/mini-rlhf/${slug}/`);

  await page.getByRole("link", { name: "Start with chapter 1" }).click();
  for (const [index, slug] of chapters.entries()) {
    await expect(page).toHaveURL(new RegExp(`/mini-rlhf/${slug}/$`));
    const number = Number.parseInt(folders[index]!, 10);
    await expect(page.getByText(`Chapter ${number}`, { exact: true })).toBeVisible();
    const previous = page.locator("a[rel=prev]");
    const next = page.locator("a[rel=next]");
    if (index === 0) await expect(previous).toHaveCount(0);
    else await expect(previous).toHaveAttribute("href", `/mini-rlhf/${chapters[index - 1]}/`);
    if (index === chapters.length - 1) await expect(next).toHaveCount(0);
    else await next.click();
  }
});

test("the first button of the book trains a model", async ({ page }) => {
  await page.goto("./");
  await page.getByRole("link", { name: "Train one now", exact: true }).click();
  const cell = page.locator("#cell-train-one");
  await expect(cell).toHaveAttribute("data-state", "running");
  await expect(cell.getByText("It reads", { exact: true })).toBeInViewport();
  await cell.getByRole("button", { name: "Stop", exact: true }).click();
  await expect(cell).toHaveAttribute("data-state", "stopped");
});

test("every internal link leads somewhere, to the very heading", async ({ page, request }) => {
  const idsOf = new Map<string, string[]>();
  const linksOf = new Map<string, string[]>();
  for (const start of pages) {
    await page.goto(start);
    idsOf.set(new URL(page.url()).pathname, await ids(page));
    linksOf.set(start, await addresses(page));
  }
  const broken: string[] = [];
  const seen = new Set<string>();
  const answers = new Map<string, boolean>();
  for (const [start, links] of linksOf) {
    for (const address of links) {
      const url = new URL(address);
      if (url.origin !== new URL(page.url()).origin || seen.has(address)) continue;
      seen.add(address);
      const file = url.origin + url.pathname;
      if (!answers.has(file)) answers.set(file, (await request.get(file)).ok());
      const target = decodeURIComponent(url.hash.slice(1));
      const known = idsOf.get(url.pathname);
      const found = target === "" || known === undefined || known.includes(target);
      if (!answers.get(file) || !found) broken.push(`${start} -> ${address}`);
    }
  }
  expect(seen.size).toBeGreaterThan(30);
  expect(broken).toEqual([]);
});

test("every page has its own title and description, one h1 and the landmarks", async ({ page }) => {
  const titles = new Set<string>();
  const descriptions = new Set<string>();
  for (const address of pages) {
    await page.goto(address);
    titles.add(await page.title());
    const description = page.locator('meta[name="description"]');
    descriptions.add((await description.getAttribute("content")) ?? "");
    await expect(page.locator("h1")).toHaveCount(1);
    await expect(page.getByRole("main")).toHaveCount(1);
    await expect(page.getByRole("banner")).toHaveCount(1);
    await expect(page.getByRole("contentinfo")).toHaveCount(1);
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
  }
  expect(titles.size).toBe(pages.length);
  expect(descriptions.size).toBe(pages.length);
});

test("an unknown address is answered with a way back", async ({ page, expectedErrors }) => {
  expectedErrors.push(/404/);
  const response = await page.goto("./dragon/");
  expect(response?.status()).toBe(404);
  await page.getByRole("link", { name: "start page" }).click();
  await expect(page).toHaveURL(/\/mini-rlhf\/$/);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test("no page scrolls sideways", async ({ page }) => {
    for (const address of [...pages, "./404.html"]) {
      await page.goto(address);
      await page.evaluate(() => document.fonts.ready);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, address).toBeLessThanOrEqual(360);
    }
  });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("text, code and mathematics are there", async ({ page }) => {
    await page.goto("./ppo/");
    await expect(page.getByRole("heading", { name: "Small steps: the clip" })).toBeVisible();
    const code = page.locator('[data-cell="gae"] .cell-pre');
    await expect(code).toBeVisible();
    await expect(code).toContainText("const advantages = gae(rewards, values, gamma, lam);");
    const formula = page.locator(".katex-display").first();
    await expect(formula).toBeVisible();
    expect((await formula.boundingBox())!.height).toBeGreaterThan(30);
    await expect(page.locator("theme-toggle button")).toBeHidden();
  });

  test("the first page says what is missing", async ({ page }) => {
    await page.goto("./");
    await expect(page.locator(".no-script")).toBeVisible();
    await expect(page.getByText("Ask the finished model")).toBeVisible();
  });

  test("a chapter says what is missing, and leads to the code of its cells", async ({ page }) => {
    await page.goto("./ppo/");
    // by its class: Playwright reads no text in noscript
    await expect(page.locator(".no-script")).toBeVisible();
    await expect(page.getByRole("button", { name: "Run all" })).toBeHidden();
    const used = page.getByRole("region", { name: "Code used in this chapter" });
    await used.getByRole("link", { name: "ppo.ts" }).click();
    await expect(page.getByRole("heading", { name: "ppo.ts", level: 1 })).toBeVisible();
    const here = page.getByRole("main").getByRole("link", { name: "5. PPO" });
    await expect(here).toHaveAttribute("href", "/mini-rlhf/ppo/");
    await page.getByRole("link", { name: '"./rollout.ts"' }).click();
    await expect(page).toHaveURL(/\/mini-rlhf\/source\/rollout\/$/);
  });
});

test("with JavaScript, no page says that it is off", async ({ page }) => {
  for (const address of ["./", "./ppo/"]) {
    await page.goto(address);
    await expect(page.locator(".no-script")).toHaveCount(0);
  }
});

test("home and footer lead to the source: every file of the core, none too heavy", async ({ page, request }) => {
  await page.goto("./");
  await page.getByRole("link", { name: "all the code is there to be read" }).click();
  await expect(page).toHaveURL(/\/mini-rlhf\/source\/$/);
  await expect(page.getByRole("contentinfo").getByRole("link", { name: "Source" })).toHaveAttribute(
    "href",
    "/mini-rlhf/source/",
  );
  const shown = page.getByRole("main").locator("li li a");
  const files = readdirSync(core, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.replaceAll("\\", "/"));
  expect((await shown.allTextContents()).sort()).toEqual(files.sort());
  for (const address of await shown.evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href))) {
    const response = await request.get(address);
    expect(response.ok(), address).toBe(true);
    expect((await response.body()).length, address).toBeLessThan(100_000);
  }
});

test("a file is shown as it is, each line at an address of its own", async ({ page }) => {
  const text = readFileSync(path.join(core, "ppo.ts"), "utf8");
  await page.goto("./source/ppo/");
  const code = page.getByRole("region", { name: "Code of ppo.ts" });
  expect(text).toContain(await code.innerText());
  expect(await code.innerText()).toMatch(/^import /);
  const line = text.split("\n").findIndex((one) => one.includes("function* trainPpo")) + 1;
  await page.goto(`./source/ppo/#L${line}`);
  const target = page.locator(`#L${line}`);
  await expect(target).toBeInViewport();
  await expect(target).toContainText("function* trainPpo");
});

test("the formulas and KaTeX's stylesheet are of one version", async ({ page }) => {
  // these only name the kind of a part and have no rule of their own
  const withoutRule = new Set(
    "mord mop mbin mrel mopen mclose mpunct minner mtight text accent delimsizinginner enclosing".split(" "),
  );
  for (const slug of chapters) {
    await page.goto(`./${slug}/`);
    const { used, styled } = await page.evaluate(katexClasses);
    // the errata have single letters only
    expect(used.length, slug).toBeGreaterThan(slug === "errata" ? 3 : 10);
    const missing = used.filter((name) => !styled.includes(name) && !withoutRule.has(name));
    expect(missing, slug).toEqual([]);
    await expect(page.locator(".katex-error")).toHaveCount(0);
  }
});

for (const system of ["light", "dark"] as const) {
  const other = system === "light" ? "dark" : "light";

  test(`a reader on a ${system} system can switch to ${other} and back`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: system });
    await page.goto("./sft/");
    const paper = await background(page);
    await page.getByRole("button", { name: `Switch to the ${other} theme` }).click();
    const switched = await background(page);
    expect(switched).not.toBe(paper);

    // the choice outlives the page, and is there before the first paint
    await page.reload({ waitUntil: "commit" });
    await page.waitForFunction(() => document.body !== null);
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe(other);
    await page.goto("./ppo/");
    expect(await background(page)).toBe(switched);

    await page.getByRole("button", { name: `Switch to the ${system} theme` }).click();
    expect(await background(page)).toBe(paper);
    expect(await page.evaluate(() => localStorage.getItem("mini-rlhf:theme"))).toBeNull();
  });
}

test("heading anchors are at least 24 pixels wide and high", async ({ page }) => {
  await page.goto("./ppo/");
  const boxes = await page.locator("a.anchor").evaluateAll((anchors) =>
    anchors.map((anchor) => {
      const { width, height } = anchor.getBoundingClientRect();
      return Math.min(width, height);
    }),
  );
  expect(boxes.length).toBeGreaterThan(4);
  expect(Math.min(...boxes)).toBeGreaterThanOrEqual(24);
});

test("a symbol is explained on hover, on a tap and by keyboard", async ({ page }) => {
  await page.goto("./ppo/");
  const equation = page.getByRole("group", { name: /^Equation/ }).filter({ hasText: "objective" });
  const meaning = page.locator(".symbol-meaning");
  await equation.locator("[data-sym]").first().hover();
  await expect(meaning).toContainText("what training makes large");
  await page.keyboard.press("Escape");
  await expect(meaning).toHaveCount(0);
  await equation.focus();
  await page.keyboard.press("Enter");
  await expect(meaning).toContainText("what training makes large");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").getByText("the parameters of the policy")).toHaveCount(1);
  await page.locator("h1").click();
  await expect(meaning).toHaveCount(0);
});

test("the search finds a section, by keyboard alone", async ({ page }) => {
  await page.goto("./sft/");
  await page.keyboard.press("/");
  await page.keyboard.type("ties are dropped");
  const results = page.getByRole("dialog").getByRole("listitem");
  await expect(results.first()).toContainText("What we left out");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/mini-rlhf\/reward-model\/#what-we-left-out$/);
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("a prediction is kept and stands beside the outcome", async ({ page }) => {
  await page.goto("./chatgpt-and-instructgpt/");
  const box = page.getByRole("group", { name: "Predict before you run" });
  await box.getByRole("radio").nth(1).check();
  await page.reload();
  await expect(box.getByRole("radio").nth(1)).toBeChecked();
  await page.locator('[data-cell="alternatives"] .cell-run').click();
  await expect(page.locator(".your-guess")).toContainText("It answers the first question again.", patient);
});

/** Writes the exercise's lines, one after the other, in place of what it returns at first. */
async function answer(exercise: Locator, ...lines: string[]): Promise<void> {
  await exercise.locator("code-cell").evaluate((cell, lines) => {
    const one = cell as HTMLElement & { source: string };
    let at = 0;
    one.source = one.source.replace(/return .*;/g, (old) => (lines[at] === undefined ? old : `return ${lines[at++]};`));
  }, lines);
}

test("a loop without an end in an answer is told apart from an error", async ({ page }) => {
  await page.goto("./chatgpt-and-instructgpt/");
  const exercise = page.getByRole("group", { name: /How many examples/ });
  await answer(exercise, "(() => { for (;;); })()");
  await exercise.locator(".cell-run").click();
  await expect(exercise.locator("[data-check=open]").first()).toContainText(
    "demonstrationCount(6) has not come back yet",
  );
  await exercise.locator(".cell-stop").click();
  await expect(exercise.locator("code-cell")).toHaveAttribute("data-state", "stopped");
  await expect(exercise.locator("[data-check=open]").first()).toContainText("a loop has no end");
});

test("an exercise says what is missing, and when it is solved", async ({ page }) => {
  await page.goto("./chatgpt-and-instructgpt/");
  const exercise = page.getByRole("group", { name: /How many examples/ });
  await exercise.locator(".cell-run").click();
  await expect(exercise.locator("[data-check=open]")).toHaveCount(6);
  await answer(exercise, "messages / 2", "messages / 4 * K");
  await exercise.locator(".cell-run").click();
  await expect(exercise.locator("[data-check=wrong]")).toHaveCount(3);
  await expect(exercise.locator("[data-check=wrong]").first()).toContainText(
    "comparisonCount(2, 4) gave 2, expected 6.",
  );
  await answer(exercise, "messages / 2", "messages / 4 * K * (K - 1)");
  await exercise.locator(".cell-run").click();
  await expect(exercise.locator("[data-check=passed]")).toHaveCount(6);
  await expect(exercise.getByRole("status").getByText("solved", { exact: true })).toBeVisible();
  await page.reload();
  await expect(exercise.getByText("solved", { exact: true })).toBeVisible();
});

test("an equation too wide for the screen has a name and scrolls by keyboard", async ({ page }) => {
  await page.setViewportSize({ width: 240, height: 740 });
  await page.goto("./reward-model/");
  const equation = page.getByRole("group", { name: "Equation 2" });
  await equation.focus();
  await expect(equation).toBeFocused();
  expect(await equation.evaluate((box) => box.scrollWidth > box.clientWidth)).toBe(true);
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => equation.evaluate((box) => box.scrollLeft)).toBeGreaterThan(0);
});

test("the skip link is the first stop and leads to the text", async ({ page }) => {
  await page.goto("./ppo/");
  const skip = page.getByRole("link", { name: "Skip to the text" });
  await expect(skip).not.toBeInViewport();
  await page.keyboard.press("Tab");
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});

test("the policy of the page lets nothing be fetched from elsewhere", async ({ page, expectedErrors }) => {
  expectedErrors.push(/Content.Security.Policy/i);
  await page.goto("./");
  const violated = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        document.addEventListener("securitypolicyviolation", (violation) => resolve(violation.effectiveDirective));
        fetch("https://example.com/").catch(() => {});
      }),
  );
  expect(violated).toBe("connect-src");
});

test("sources stand beside the facts and lead to the paper", async ({ page }) => {
  await page.goto("./reward-model/");
  await page.getByRole("link", { name: "[InstructGPT, Eq. 1]" }).click();
  const source = page.locator("#source-ouyang2022");
  await expect(source).toBeInViewport();
  const paper = source.getByRole("link");
  await expect(paper).toHaveAttribute("href", "https://arxiv.org/abs/2203.02155");
  await expect(paper).toHaveAttribute("rel", "external");
});

function background(page: Page) {
  return page.evaluate(() => getComputedStyle(document.body).backgroundColor);
}

function ids(page: Page) {
  return page.locator("[id]").evaluateAll((elements) => elements.map((element) => element.id));
}

/** all that the page links to or loads, as full addresses */
function addresses(page: Page) {
  return page.locator("a[href], link[href], img[src], script[src]").evaluateAll((elements) =>
    elements.map((element) => {
      const { href, src } = element as HTMLAnchorElement & HTMLImageElement;
      return href || src;
    }),
  );
}

/** runs in the page: classes inside formulas, and classes that some style rule names */
function katexClasses() {
  const styled = new Set<string>();
  const collect = (rules: CSSRuleList) => {
    for (const rule of rules) {
      if (rule instanceof CSSStyleRule) {
        for (const [, name] of rule.selectorText.matchAll(/\.([\w-]+)/g)) styled.add(name!);
      }
      if ("cssRules" in rule) collect(rule.cssRules as CSSRuleList);
    }
  };
  for (const sheet of document.styleSheets) collect(sheet.cssRules);
  const used = new Set<string>();
  for (const element of document.querySelectorAll(".katex-html *")) {
    for (const name of element.classList) used.add(name);
  }
  return { used: [...used], styled: [...styled] };
}
