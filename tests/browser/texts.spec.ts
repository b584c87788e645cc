import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium, type Page } from "@playwright/test";
import type { CodeCell } from "../../src/elements/cell/code-cell.ts";
import { CODE_KEY } from "../../src/book/code-key.ts";
import { cellAt, run, setSource, sourceOf } from "./cell.ts";
import { expect, test } from "./fixtures.ts";

/** A reader's texts survive other programs, translators, new editions of the book and a dying browser. */
const chapter = "./gpt-basics/";

test.use({ codeMode: "coding" });
const dist = path.resolve(import.meta.dirname, "../../dist");

async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "More for this chapter" }).click();
  await page.getByRole("menuitem", { name }).click();
}

interface JupyterCell {
  cell_type: string;
  id?: string;
  metadata: object;
  source: string[];
}

test("a file's cells without a place are shown, kept and copied", async ({ page }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(chapter);
  const coming = page.waitForEvent("download");
  await choose(page, "Download as a notebook");
  const notebook = JSON.parse(readFileSync(await (await coming).path(), "utf8")) as { cells: JupyterCell[] };
  const at = notebook.cells.findIndex(({ id }) => id === "by-hand");
  const whole = notebook.cells[at]!;
  const halves = [whole.source.slice(0, 6), [...whole.source.slice(6), "\nshow('mine')"]];
  notebook.cells.splice(at, 1, ...halves.map((source) => ({ ...whole, source })));
  notebook.cells.push({ cell_type: "code", metadata: {}, source: ["const own = 1; // <b>"] });
  notebook.cells.push({ cell_type: "markdown", metadata: {}, source: ["A note of *mine*"] });

  const picking = page.waitForEvent("filechooser");
  await choose(page, "Open a file");
  await (
    await picking
  ).setFiles({ name: "back.ipynb", mimeType: "text/plain", buffer: Buffer.from(JSON.stringify(notebook)) });
  const notice = page.locator(".page-notice").last();
  await expect(notice).toContainText("1 cell is as in back.ipynb now");
  await expect(notice).toContainText("by-hand was in pieces, which are together again");
  await expect(notice).toContainText("2 cells of the file have no place in this chapter");
  const byHand = page.locator("#cell-by-hand");
  expect(await sourceOf(byHand)).toBe(`${await byHand.evaluate((cell) => (cell as CodeCell).original)}\nshow('mine')`);

  await notice.getByRole("button", { name: "Show what has no place" }).click();
  const panel = page.getByRole("region", { name: "What had no place in this chapter" });
  await expect(panel).toBeInViewport();
  await expect(panel.locator("pre")).toHaveText(["const own = 1; // <b>", "A note of *mine*"]);
  await panel.getByRole("button", { name: "Copy: A cell without a name" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("const own = 1; // <b>");
  await page.reload();
  await expect(panel.locator("pre")).toHaveCount(2);
  await panel.getByRole("button", { name: "Take away: Text between the cells" }).click();
  await expect(panel.locator("pre")).toHaveCount(1);
  await panel.getByRole("button", { name: "Take all away" }).click();
  await expect(panel).toHaveCount(0);
  await page.reload();
  await expect(page.locator("run-all .cell-run")).toBeVisible();
  await expect(panel).toHaveCount(0);
});

test("what translators should leave alone says so, on every page", async ({ page }) => {
  const names = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".html"));
  expect(names.length).toBeGreaterThan(20);
  for (const name of names) {
    const open = await page.evaluate(
      (text) => {
        const made = new DOMParser().parseFromString(text, "text/html");
        const all = [...made.querySelectorAll(".cell-paper, .cell-output, .cell-id, code, pre, .katex")];
        return all
          .filter((one) => !one.closest('[translate="no"].notranslate'))
          .map((one) => one.outerHTML.slice(0, 120));
      },
      readFileSync(path.join(dist, name), "utf8"),
    );
    expect(open, name).toEqual([]);
  }
});

for (const address of ["./ppo/", "./"]) {
  test(`a translation that comes before the script is never code: ${address}`, async ({ page }) => {
    await page.goto(address);
    const book = await page.locator("code-cell").evaluateAll((cells) => cells.map((cell) => (cell as CodeCell).source));
    let release = (): void => {};
    const gate = new Promise<void>((go) => (release = go));
    await page.route(/\/_astro\/.*\.js$/, (route) => gate.then(() => route.continue()));
    const coming = page.goto(address);
    await page.waitForSelector("footer");
    await page.evaluate(() => {
      for (const root of document.querySelectorAll("main")) {
        const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        const nodes: Text[] = [];
        while (texts.nextNode()) nodes.push(texts.currentNode as Text);
        const read = nodes.filter((node) => !node.parentElement!.closest("script, style"));
        for (const node of read) {
          const font = document.createElement("font");
          node.replaceWith(font);
          font.append(node.data.replace(/const/g, "Konstante").replace(/[aeiou]/g, "o"));
        }
      }
    });
    release();
    await coming;
    await expect(page.locator("code-cell").first()).toHaveAttribute("data-state", "frozen");
    await expect
      .poll(() => page.locator("code-cell").evaluateAll((cells) => cells.map((cell) => (cell as CodeCell).source)))
      .toEqual(book);
    expect(
      await page.locator("code-cell").evaluateAll((cells) => cells.map((cell) => (cell as CodeCell).original)),
    ).toEqual(book);
    // The choice to see code is this reader's own.
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([CODE_KEY]);
  });
}

/** Selects from one place to another and copies; what a paste would bring. */
async function copied(page: Page, from: string, to: string): Promise<string> {
  await page.evaluate(
    ([first, last]) => {
      const selection = getSelection()!;
      const [start, end] = [document.querySelector(first!)!, document.querySelector(last!)!];
      document.dispatchEvent(new Event("selectstart"));
      selection.setBaseAndExtent(start, 0, end, end.childNodes.length);
    },
    [from, to],
  );
  await expect
    .poll(async () => {
      await page.keyboard.press("ControlOrMeta+C");
      return page.evaluate(() => navigator.clipboard.readText());
    })
    .not.toBe("");
  return page.evaluate(() => navigator.clipboard.readText());
}

test("what is copied from a page pastes right", async ({ page }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("./reward-model/");
  const loaded = page.waitForResponse(/copied-text/);
  await page.evaluate(() => document.dispatchEvent(new Event("selectstart")));
  await loaded;
  await page
    .locator("p:has(> .katex)")
    .first()
    .evaluate((paragraph) => paragraph.setAttribute("id", "with-formula"));
  const tex = await page.locator("#with-formula .katex annotation").first().textContent();
  const text = await copied(page, "#with-formula", "#with-formula");
  expect(text.split(`$${tex}$`).length, text).toBeGreaterThan(1);
  expect(text).not.toContain("\n");

  await page
    .locator("code-cell:has(.cell-fold)")
    .first()
    .evaluate((cell) => {
      cell.querySelector(".cell-paper > pre code")!.setAttribute("id", "folded-code");
      cell.querySelector(".cell-output")!.setAttribute("id", "folded-output");
    });
  const source = await sourceOf(page.locator("code-cell:has(.cell-fold)").first());
  expect(source).toMatch(/^import /);
  expect(await copied(page, "#folded-code", "#folded-code")).toBe(source);
  expect(await copied(page, "#with-formula", "#folded-output")).toContain(`\n${source}\n`);
});

test("edits are the same under every address of a page", async ({ page }) => {
  await page.goto("./gpt-basics/index.html");
  await setSource(cellAt(page, 0), "'kept'");
  await page.goto(chapter);
  expect(await sourceOf(cellAt(page, 0))).toBe("'kept'");
  await page.evaluate(() => {
    const key = Object.keys(localStorage).find((one) => one.includes(":edit:"))!;
    localStorage.setItem(key.replace("/gpt-basics/:", "/gpt-basics/index.html:"), localStorage.getItem(key)!);
    localStorage.removeItem(key);
  });
  await page.reload();
  await expect.poll(() => sourceOf(cellAt(page, 0))).toBe("'kept'");
});

test.describe("a tab from before a new edition", () => {
  test.beforeEach(
    ({ expectedErrors }) => void expectedErrors.push(/404|Failed to load|dynamically imported|ERR_FAILED/),
  );

  /** From now on the server has other files. */
  async function publish(page: Page): Promise<void> {
    await page.route(/\/_astro\/.*\.js$/, (route) => route.fulfill({ status: 404, body: "not found" }));
    await page.route(/\/gpt-basics\/$/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()).replace(/(\/_astro\/[^"]+)\.js/g, "$1-new.js") });
    });
  }

  const actions: [name: string, act: (page: Page) => Promise<unknown>][] = [
    ["Run", (page) => cellAt(page, 0).locator(".cell-run").click()],
    ["Run all", (page) => page.locator("run-all .cell-run").click()],
    ["the cell's menu", (page) => cellAt(page, 0).locator(".cell-more").click()],
    ["the chapter's menu", (page) => page.locator("run-all .cell-more").click()],
    ["the editor", (page) => cellAt(page, 0).locator(".cell-edit").click()],
  ];

  for (const [name, act] of actions) {
    test(`says so at ${name}, keeps the edits and reloads`, async ({ page }) => {
      await page.goto(chapter);
      await setSource(cellAt(page, 1), "'mine'");
      await publish(page);
      await act(page);
      const notice = page.locator(".page-notice").first();
      await expect(notice).toContainText("was published anew since this page was opened");
      await page.unrouteAll({ behavior: "wait" });
      await notice.getByRole("button", { name: "Reload" }).click();
      await expect(page.locator(".page-notice")).toHaveCount(0);
      await expect.poll(() => sourceOf(cellAt(page, 1))).toBe("'mine'");
    });
  }

  test("says so in the search", async ({ page }) => {
    await page.goto(chapter);
    await publish(page);
    await page.keyboard.press("/");
    await expect(page.getByRole("dialog").getByRole("status")).toContainText("was published anew");
  });

  test("is not what a blocked file is taken for", async ({ page }) => {
    await page.goto(chapter);
    await page.route(/button-menu/, (route) => route.abort());
    await cellAt(page, 0).locator(".cell-more").click();
    await expect(page.locator(".page-notice")).toContainText("a filter or an extension");
  });

  test("is not what a missing network is taken for", async ({ page, context }) => {
    await page.goto(chapter);
    await context.setOffline(true);
    await cellAt(page, 0).locator(".cell-more").click();
    await expect(page.locator(".page-notice")).toContainText("Is the network connection there?");
    await context.setOffline(false);
  });
});

test("what is broken in storage is set aside and told, and harms nothing else", async ({ page }) => {
  await page.goto(chapter);
  const id = await cellAt(page, 0).evaluate((cell) => (cell as CodeCell).cellId);
  await page.evaluate((cell) => {
    const here = location.pathname;
    localStorage.setItem(`mini-rlhf:running:${here}`, '{"lock":"-bad"}');
    localStorage.setItem(`mini-rlhf:edit:${here}:${cell}`, '{"source":"my text');
    localStorage.setItem(`mini-rlhf:inputs:${here}:${cell}`, '{"rate":{}}');
    localStorage.setItem(`mini-rlhf:left-over:${here}`, "[5]");
  }, id);
  await page.reload();
  const notice = page.locator(".page-notice", { hasText: "A text that you had written" });
  await expect(notice).toContainText("set aside");
  await expect(notice.getByRole("textbox")).toHaveValue('{"source":"my text');
  await expect(page.locator(".page-notice")).toHaveCount(3);
  expect((await run(cellAt(page, 0), "6 * 7")).state).toBe("done");
  await page.reload();
  expect(await sourceOf(cellAt(page, 0))).toBe("6 * 7");
  await expect(page.locator(".page-notice")).toHaveCount(0);
  const kept = await page.evaluate(() =>
    Object.entries(localStorage)
      .filter(([key]) => key.startsWith("mini-rlhf:broken:"))
      .map(([, text]) => String(text)),
  );
  expect(kept).toContain('{"source":"my text');
});

test("models that cannot be read, and a newer edition's, are told apart", async ({ page }) => {
  await page.goto(chapter);
  const store = (version: number, row: object) =>
    page.evaluate(
      ([wanted, value]) =>
        new Promise<void>((done) => {
          const opening = indexedDB.open("mini-rlhf", wanted);
          opening.onupgradeneeded = () => {
            const names = opening.result.objectStoreNames;
            if (!names.contains("models")) opening.result.createObjectStore("models", { keyPath: "name" });
            if (!names.contains("files")) opening.result.createObjectStore("files");
          };
          opening.onsuccess = () => {
            const change = opening.result.transaction("models", "readwrite");
            change.objectStore("models").put(value);
            change.oncomplete = () => (opening.result.close(), done());
          };
        }),
      [version, row] as const,
    );
  const models = page.getByRole("dialog", { name: "My models" });
  await store(1, { name: 5, bytes: "x" });
  await choose(page, "My models");
  await expect(models).toContainText("One entry in this browser’s storage is no model that can be read");
  await models.getByRole("button", { name: "Close" }).click();
  await store(7, { name: "later" });
  await page.reload();
  await choose(page, "My models");
  await expect(models).toContainText("A newer edition of the book keeps the models");
});

/** What the second copy of the reader's texts says. */
function writtenDown(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      new Promise<string>((done) => {
        const opening = indexedDB.open("mini-rlhf-texts", 1);
        opening.onsuccess = () => {
          const asking = opening.result.transaction("texts").objectStore("texts").getAll();
          asking.onsuccess = () => (opening.result.close(), done(JSON.stringify(asking.result)));
        };
      }),
  );
}

test("a browser that is killed right after typing has kept the text", async ({ browserName, baseURL }, { project }) => {
  test.skip(browserName !== "chromium", "the others are not started by a path here");
  const folder = mkdtempSync(path.join(tmpdir(), "profile-"));
  const { launchOptions } = project.use;
  try {
    const first = await chromium.launchPersistentContext(folder, { ...launchOptions, baseURL: baseURL! });
    const page = first.pages()[0] ?? (await first.newPage());
    await page.goto(chapter);
    await setSource(cellAt(page, 0), "'typed earlier'");
    await cellAt(page, 0).locator(".cell-edit").click();
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type("'typed just now'");
    await expect.poll(() => writtenDown(page)).toContain("'typed just now'");
    const list = spawnSync("ps", ["-eo", "pid,args"], { encoding: "utf8" }).stdout.split("\n");
    const main = list.find((line) => line.includes(`--user-data-dir=${folder}`) && !line.includes("--type="));
    process.kill(Number(main!.trim().split(" ")[0]), "SIGKILL");
    await first.close().catch(() => {});
    rmSync(path.join(folder, "SingletonLock"), { force: true });
    const second = await chromium.launchPersistentContext(folder, { ...launchOptions, baseURL: baseURL! });
    const again = second.pages()[0] ?? (await second.newPage());
    await again.goto(chapter);
    await expect.poll(() => sourceOf(cellAt(again, 0))).toBe("'typed just now'");
    await second.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
