import type { Locator, Page } from "@playwright/test";
import { cellAt, patient, setSource, sourceOf } from "./cell.ts";
import { expect, test } from "./fixtures.ts";
import { letters } from "./letters.ts";

/** The editor as a reader meets it, on a chapter of the built site. */
const chapter = "./gpt-basics/";

test.use({ codeMode: "coding" });

/** The worker of the types has the compiler to load. */
const types = patient;

test.beforeEach(({ page }) => page.goto(chapter).then(() => {}));

function text(cell: Locator): Locator {
  return cell.getByRole("textbox", { name: /^Code of cell/ });
}

/** Clicks Edit and waits for the editor itself. */
async function open(cell: Locator): Promise<Locator> {
  await cell.getByRole("button", { name: "Edit" }).click();
  await expect(cell.locator(".cm-content")).toBeFocused();
  return text(cell);
}

async function fromMenu(cell: Locator, name: string): Promise<void> {
  await cell.getByRole("button", { name: /^More for cell/ }).click();
  await cell.page().getByRole("menuitem", { name }).click();
}

/** An open editor with this text in it, the cursor at its end. */
async function write(page: Page, cell: Locator, source: string): Promise<void> {
  await open(cell);
  await page.keyboard.press("ControlOrMeta+A");
  // To insert nothing is no input to the editor if it comes at once.
  if (source === "") await page.keyboard.press("Delete");
  else await page.keyboard.insertText(source);
}

const screens = [
  { name: "desktop, light", width: 1280, colorScheme: "light" },
  { name: "desktop, dark", width: 1280, colorScheme: "dark" },
  { name: "phone, light", width: 390, colorScheme: "light" },
  { name: "phone, dark", width: 390, colorScheme: "dark" },
] as const;

for (const { name, width, colorScheme } of screens) {
  test.describe(name, () => {
    test.use({
      // A picture of a cell higher than the screen would be pieced together.
      viewport: { width, height: width < 400 ? 1400 : 800 },
      colorScheme,
      ...(width < 400 ? { hasTouch: true } : {}),
    });

    test("to edit moves nothing and colours nothing anew", async ({ page, browserName }) => {
      await page.addStyleTag({
        content:
          "* { caret-color: transparent !important } .touch-bar { display: none !important } " +
          // The last bit of a shade at the edge may differ from one painting to the next.
          "code-cell[data-cell] .cell-code { box-shadow: none !important; background: var(--code-bg) !important }",
      });
      await page.evaluate(() => {
        const shifts: number[] = [];
        Object.assign(window, { shifts });
        if (!PerformanceObserver.supportedEntryTypes.includes("layout-shift")) return;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
        }).observe({ type: "layout-shift", buffered: false });
      });
      for (const index of [0, 2]) {
        const cell = cellAt(page, index);
        // The code alone: a cell with its printed output can be taller than the screen.
        await cell.locator(".cell-code").scrollIntoViewIfNeeded();
        await page.waitForTimeout(300);
        const boxes = () =>
          page.evaluate(() =>
            [...document.querySelectorAll("code-cell, code-cell + p, .cell-code, .cell-bar")].map((one) =>
              JSON.stringify(one.getBoundingClientRect()),
            ),
          );
        // First, because a picture of what is higher than the screen scrolls.
        const picture = await cell.locator(".cell-code").screenshot({ animations: "disabled" });
        const [before, wholePage] = [await letters(cell), await boxes()];
        // Not by a click: after one, the browser counts no shift.
        await cell.getByRole("button", { name: "Edit" }).evaluate((button: HTMLElement) => button.click());
        await expect(cell.locator(".cm-content")).toBeFocused();
        await page.waitForTimeout(1500);
        expect(await boxes()).toEqual(wholePage);
        expect(await letters(cell)).toEqual(before);
        if (browserName !== "chromium") continue;
        const now = await cell.locator(".cell-code").screenshot({ animations: "disabled" });
        expect(now.equals(picture), "the same pixels").toBe(true);
      }
      expect(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    });
  });
}

test("a click into the code puts the cursor where it hit", async ({ page }) => {
  const cell = cellAt(page, 0);
  await setSource(cell, "const first = 1;\nconst second = 2;");
  await cell.scrollIntoViewIfNeeded();
  const box = (await cell.locator(".cell-pre code").boundingBox())!;
  await page.mouse.click(box.x + 1, box.y + box.height * 0.75);
  await expect(cell.locator(".cm-content")).toBeFocused();
  await page.keyboard.type("// ");
  expect(await sourceOf(cell)).toBe("const first = 1;\n// const second = 2;");
});

test("what is typed while the editor loads is kept, and can be undone", async ({ page }) => {
  let arrive!: () => void;
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  await page.route(/live-editor.*\.js/, async (route) => {
    await arrived;
    await route.continue();
  });
  const cell = cellAt(page, 0);
  await setSource(cell, "const a = 1;");
  await cell.getByRole("button", { name: "Edit" }).click();
  await expect(cell.locator("textarea")).toBeFocused();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type(" // typed early");
  arrive();
  await expect(cell.locator(".cm-content")).toBeFocused();
  await page.keyboard.type(", and late");
  expect(await sourceOf(cell)).toBe("const a = 1; // typed early, and late");
  await expect(cell.locator("textarea")).toHaveCount(0);
  for (let i = 0; i < 8; i++) await page.keyboard.press("ControlOrMeta+Z");
  expect(await sourceOf(cell)).toBe("const a = 1;");
});

test("without its code the plain editor goes on, and the next edit asks again", async ({ page, expectedErrors }) => {
  expectedErrors.push(/ERR_FAILED|NetworkError|live-editor|due to access control/);
  await page.route(/live-editor.*\.js/, (route) => route.abort());
  const cell = cellAt(page, 0);
  await cell.getByRole("button", { name: "Edit" }).click();
  await expect(cell.locator("textarea")).toBeFocused();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText("40 + 2");
  await page.keyboard.press("Control+Enter");
  await expect(cell.locator(".cell-output")).toHaveText("42");
  expect(await sourceOf(cell)).toBe("40 + 2");
  await page.reload();
  expect(await sourceOf(cellAt(page, 0))).toBe("40 + 2");
});

test("edits survive a reload, with an undo history of each cell", async ({ page }) => {
  const [first, second] = [cellAt(page, 0), cellAt(page, 1)];
  const original = await sourceOf(first);
  await write(page, first, "const mine = 1;");
  await write(page, second, "const other = 2;");
  await text(first).focus();
  await page.keyboard.press("ControlOrMeta+Z");
  expect(await sourceOf(first)).toBe(original);
  expect(await sourceOf(second)).toBe("const other = 2;");
  await page.keyboard.press("ControlOrMeta+Shift+Z");
  await page.reload();
  expect(await sourceOf(cellAt(page, 0))).toBe("const mine = 1;");
  await expect(cellAt(page, 0).locator(".cell-pre")).toHaveText("const mine = 1;");
});

test("Tab moves on until something is typed, then indents; Escape leaves", async ({ page }) => {
  const cell = cellAt(page, 0);
  await setSource(cell, "let a = 1;");
  await cell.getByRole("button", { name: "Edit" }).press("Enter");
  await expect(cell.locator(".cm-content")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(cell.locator(".cm-content")).not.toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await expect(cell.locator(".cm-content")).toBeFocused();
  expect(await sourceOf(cell)).toBe("let a = 1;");
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.type(" ");
  await page.keyboard.press("Tab");
  expect((await sourceOf(cell)).trimStart()).toBe("let a = 1;");
  expect(await sourceOf(cell)).toMatch(/^ {3}let/);
  await expect(cell.locator(".cm-content")).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  expect(await sourceOf(cell)).toBe("let a = 1;");
  await page.keyboard.press("Escape");
  await expect(cell.getByRole("button", { name: "Edit" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(cell.locator(".cm-content")).not.toBeFocused();
  await expect(cell.getByRole("button", { name: "Edit" })).not.toBeFocused();
});

test("keys run, go on, comment and search", async ({ page }) => {
  const [first, second] = [cellAt(page, 0), cellAt(page, 1)];
  await write(page, first, "show(41)");
  await page.keyboard.press("Control+Enter");
  await expect(first.locator(".cell-output")).toHaveText("41");
  await expect(first.locator(".cm-content")).toBeFocused();
  await page.keyboard.press("ControlOrMeta+/");
  expect(await sourceOf(first)).toBe("// show(41)");
  await page.keyboard.press("ControlOrMeta+/");
  await page.keyboard.press("ControlOrMeta+F");
  const search = first.getByRole("textbox", { name: "Find" });
  await expect(search).toBeFocused();
  const paper = await first.evaluate((element) => getComputedStyle(element).backgroundColor);
  await expect(first.locator(".cm-panels")).toHaveCSS("background-color", paper);
  await page.keyboard.type("41");
  await expect(first.locator(".cm-searchMatch")).toHaveText("41");
  await page.keyboard.press("Escape");
  await expect(first.locator(".cm-content")).toBeFocused();
  await page.keyboard.press("Shift+Enter");
  await expect(second.getByRole("button", { name: "Edit" })).toBeFocused();
  await expect(first).toHaveAttribute("data-state", "done");
  expect(await sourceOf(first)).toBe("show(41)");
});

test("the help lists the keys, and gives the focus back", async ({ page }) => {
  const cell = cellAt(page, 0);
  await open(cell);
  await page.keyboard.press("F1");
  const help = page.getByRole("dialog", { name: "Keys in a cell" });
  await expect(help).toBeVisible();
  await expect(help.getByRole("button", { name: "Close" })).toBeFocused();
  await expect(help.getByRole("term").first()).toHaveText("Shift+Enter");
  await page.keyboard.press("Escape");
  await expect(help).toBeHidden();
  await expect(cell.locator(".cm-content")).toBeFocused();
  await fromMenu(cell, "Keys of the editor");
  await expect(help).toBeVisible();
  await help.getByRole("button", { name: "Close" }).click();
  await expect(help).toBeHidden();
});

test("a failed run marks its line, until the text changes", async ({ page }) => {
  const cell = cellAt(page, 0);
  await write(page, cell, "const x = 1;\nnull!.toFixed();\nshow(x)");
  await page.keyboard.press("Control+Enter");
  await expect(cell).toHaveAttribute("data-state", "error");
  await expect(cell.locator(".cell-failed")).toHaveText("null!.toFixed();");
  const problem = cell.getByRole("list", { name: /^Problems/ }).getByRole("button", { name: /TypeError/ });
  await expect(problem).toContainText("line 2, column");
  await problem.click();
  await page.keyboard.type("// ");
  await expect(cell.locator(".cell-failed")).toHaveCount(0);
  expect(await sourceOf(cell)).toMatch(/^const x = 1;\nnull!\.?\/\/ \.?toFixed/);
});

test("names of cells above and of the core complete", async ({ page }) => {
  const [above, below] = [cellAt(page, 0), cellAt(page, 1)];
  await setSource(
    above,
    'import * as tf from "@tensorflow/tfjs";\nconst foxLearningRate: number = 0.01;\nconst weights = tf.ones([2, 2]);',
  );
  await write(page, below, "");
  const options = page.locator(".cm-tooltip-autocomplete").getByRole("option");
  await page.keyboard.type("foxLea");
  await expect(options.first()).toContainText("foxLearningRate", types);
  await page.keyboard.press("Enter");
  await page.keyboard.type(";\nweights.matM");
  await expect(options.filter({ hasText: "matMul" }).first()).toBeVisible(types);
  await page.keyboard.press("Escape");
  await page.keyboard.type(";\ntrainPp");
  await expect(options.filter({ hasText: "trainPpo" }).first()).toContainText("mini-rlhf/ppo", types);
  // A list that has just come takes no key yet.
  await page.waitForTimeout(300);
  await page.keyboard.press("Enter");
  await expect
    .poll(() => sourceOf(below))
    .toBe('import { trainPpo } from "mini-rlhf/ppo";\nfoxLearningRate;\nweights.matM;\ntrainPpo');
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText('import { x } from "');
  await page.keyboard.type("mini-rlhf/adv");
  await expect(options.first()).toContainText("mini-rlhf/advantages", types);
});

test("hovering and asking say what a name is; a call shows its parameters", async ({ page }) => {
  const [above, below] = [cellAt(page, 0), cellAt(page, 1)];
  await setSource(
    above,
    "/** Twice as much. */\nfunction double(amount: number, times = 1): number { return amount * 2 * times; }",
  );
  await write(page, below, "double");
  await page.waitForTimeout(500);
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ControlOrMeta+I");
  const hint = page.locator(".cell-tip");
  await expect(hint).toContainText("function double(amount: number, times?: number): number", types);
  await expect(hint).toContainText("Twice as much.");
  await expect(below.locator(".cell-said")).toContainText("Twice as much.");
  await page.keyboard.press("Escape");
  await expect(hint).toHaveCount(0);
  await expect(below.locator(".cm-content")).toBeFocused();
  await below
    .locator(".cm-line")
    .getByText("double")
    .hover({ position: { x: 8, y: 8 } });
  await expect(hint).toContainText("function double");
  await page.mouse.move(0, 0);
  await page.keyboard.press("Control+End");
  await page.keyboard.type("(");
  await expect(hint.locator("b")).toHaveText("amount: number", types);
  await page.keyboard.type("3, ");
  await expect(hint.locator("b")).toHaveText("times?: number");
});

test("a type error is underlined where it is, listed, and stops no run", async ({ page }) => {
  const [above, below] = [cellAt(page, 0), cellAt(page, 1)];
  await setSource(above, "const amount: number = 3;");
  await write(page, below, "const one = 1;\nlet word: string = amount;\nshow(word)");
  const list = below.getByRole("list", { name: /^Problems/ });
  await expect(list.getByRole("listitem")).toHaveCount(1, types);
  await expect(list).toContainText("line 2, column 5");
  await expect(list).toContainText("Type 'number' is not assignable to type 'string'.");
  await expect(below.locator(".cm-lintRange")).toHaveText("word");
  await page.keyboard.press("Control+Enter");
  await expect(below.locator(".cell-output")).toHaveText("3");
  await list.getByRole("button").click();
  await expect(below.locator(".cm-content")).toBeFocused();
  // A change above is seen below.
  await write(page, above, 'const amount = "three";');
  await expect(list).toBeHidden(types);
});

test("the book's own cells have no problems", async ({ page }) => {
  const cells = page.locator("code-cell");
  const count = await cells.count();
  for (let index = 0; index < count; index++) await open(cells.nth(index));
  await write(page, cells.last(), "const wrong: string = 1;");
  await expect(cells.last().locator(".cell-problems")).toBeVisible(types);
  for (let index = 0; index < count - 1; index++) {
    await expect(cells.nth(index).locator(".cell-problems")).toBeHidden();
  }
});

test("Format sets the text in order, in one step of the history", async ({ page }) => {
  const cell = cellAt(page, 0);
  const untidy = "function f( x:number ){\nreturn x+1}";
  await write(page, cell, untidy);
  await fromMenu(cell, "Format the code");
  await expect.poll(() => sourceOf(cell), types).toBe("function f(x: number) {\n  return x + 1;\n}");
  await text(cell).focus();
  await page.keyboard.press("ControlOrMeta+Z");
  expect(await sourceOf(cell)).toBe(untidy);
});

test("without the types the editor still edits", async ({ page, expectedErrors }) => {
  expectedErrors.push(/ERR_FAILED|NetworkError|editor-types|due to access control/);
  await page.route(/editor-types\.json/, (route) => route.abort());
  const cell = cellAt(page, 0);
  await write(page, cell, "const wrong: string = 1;");
  await fromMenu(cell, "Format the code");
  await expect(cell.locator(".cell-said")).toContainText("could not be formatted");
  await page.keyboard.press("Control+Enter");
  await expect(cell).toHaveAttribute("data-state", "done");
});

test("a large paste keeps the page alive and the text whole", async ({ page }) => {
  const cell = cellAt(page, 0);
  await open(cell);
  const line = "const values = [1, 2, 3].map((x) => `${x} of them`); // and so on";
  const big = `/*\n${line}\n*/\n`.repeat(14_000);
  await page.keyboard.press("ControlOrMeta+A");
  await page.evaluate((given) => {
    const data = new DataTransfer();
    data.setData("text/plain", given);
    document.activeElement!.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, big);
  expect((await sourceOf(cell)).length).toBe(big.length);
  await page.keyboard.type("1");
  expect((await sourceOf(cell)).length).toBe(big.length + 1);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true });

  test("a row of keys stands in for those that its keyboard lacks", async ({ page, browserName }) => {
    test.skip(browserName === "firefox", "has no touch mode here");
    const cell = cellAt(page, 0);
    await setSource(cell, "a\nb");
    await cell.locator(".cell-pre").tap({ position: { x: 22, y: 26 } });
    await expect(cell.locator(".cm-content")).toBeFocused();
    const size = await cell.locator(".cm-content").evaluate((one) => parseFloat(getComputedStyle(one).fontSize));
    expect(size).toBeGreaterThanOrEqual(16);
    const keys = page.getByRole("toolbar", { name: "Keys for the code" });
    const bar = (await keys.boundingBox())!;
    expect(Math.round(bar.y + bar.height)).toBe(780);
    await keys.getByRole("button", { name: "Indent" }).tap();
    await keys.getByRole("button", { name: "Insert round brackets" }).tap();
    await expect(cell.locator(".cm-content")).toBeFocused();
    expect(await sourceOf(cell)).toMatch(/^ {2}(?:a\(\)|\(\)a)\nb$/);
    await keys.getByRole("button", { name: "Undo" }).tap();
    await keys.getByRole("button", { name: "Undo" }).tap();
    expect(await sourceOf(cell)).toBe("a\nb");
    await keys.getByRole("button", { name: "Redo" }).tap();
    await keys.getByRole("button", { name: "Outdent" }).tap();
    expect(await sourceOf(cell)).toBe("a\nb");
    await page.keyboard.press("Control+End");
    await page.keyboard.type("\nsho");
    await expect(page.locator(".cm-tooltip-autocomplete").getByRole("option").first()).toBeInViewport(types);
    await page.keyboard.press("Escape");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await cell.getByRole("button", { name: "Run", exact: true }).tap();
    await expect(keys).toBeHidden();
  });
});
