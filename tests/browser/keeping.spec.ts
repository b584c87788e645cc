import { deflateRawSync } from "node:zlib";
import type { Locator, Page } from "@playwright/test";
import type { CodeCell } from "../../src/elements/code-cell.ts";
import { expect, test } from "./fixtures.ts";

/** What readers change is theirs: it stays, travels only when they send it, and is never lost. */
const chapter = "./gpt-basics/";

test.beforeEach(({ page }) => page.goto(chapter).then(() => {}));

function cellAt(page: Page, index: number): Locator {
  return page.locator("code-cell").nth(index);
}

function sourceOf(cell: Locator): Promise<string> {
  return cell.evaluate((element) => (element as CodeCell).source);
}

function originalOf(cell: Locator): Promise<string> {
  return cell.evaluate((element) => (element as CodeCell).original);
}

function setSource(cell: Locator, source: string): Promise<void> {
  return cell.evaluate((element, text) => {
    (element as CodeCell).source = text;
  }, source);
}

function idOf(cell: Locator): Promise<string> {
  return cell.evaluate((element) => (element as CodeCell).cellId);
}

async function type(page: Page, cell: Locator, text: string): Promise<void> {
  await cell.getByRole("button", { name: "Edit" }).click();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText(text);
}

function hashOf(changes: unknown): string {
  return `#shared=1.${deflateRawSync(JSON.stringify(changes)).toString("base64url")}`;
}

function note(cell: Locator, name: string): Locator {
  return cell.locator(".cell-note").getByRole("button", { name, exact: true });
}

/** Opens the address anew, as somebody who was sent it. */
async function openLink(page: Page, hash: string): Promise<void> {
  await page.goto("about:blank");
  await page.goto(`${chapter}${hash}`);
}

test("an edit is there after a reload, as an edit", async ({ page }) => {
  await type(page, cellAt(page, 0), "20 + 22");
  await page.reload();
  expect(await sourceOf(cellAt(page, 0))).toBe("20 + 22");
  await expect(cellAt(page, 0)).toHaveAttribute("data-state", "edited");
  await cellAt(page, 0).getByRole("button", { name: "Reset" }).click();
  await page.reload();
  expect(await sourceOf(cellAt(page, 0))).toBe(await originalOf(cellAt(page, 0)));
});

test("storage that is full or blocked is told once, and the cells work", async ({ page }) => {
  for (const [name, words] of [["QuotaExceededError", "is full"], ["SecurityError", "keeps nothing"]]) {
    await page.addInitScript((errorName) => {
      Storage.prototype.setItem = () => {
        throw new DOMException("no", errorName);
      };
    }, name!);
    await page.reload();
    await type(page, cellAt(page, 0), "20 + 22");
    await page.keyboard.insertText(" ");
    await setSource(cellAt(page, 1), "1");
    await expect(page.locator(".page-notice")).toHaveCount(1);
    await expect(page.locator(".page-notice")).toContainText(words!);
    await page.locator(".page-notice").getByRole("button", { name: "Close" }).click();
    await setSource(cellAt(page, 1), "2");
    await expect(page.locator(".page-notice")).toHaveCount(0);
    await expect(cellAt(page, 0).locator(".cell-state")).toContainText("cannot keep it");
    const { state } = await cellAt(page, 0).evaluate((element) => (element as CodeCell).run());
    expect(state).toBe("done");
  }
});

test("storage that is not there at all is no trouble either", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("denied", "SecurityError");
      },
    });
  });
  await page.reload();
  await type(page, cellAt(page, 0), "20 + 22");
  await expect(page.locator(".page-notice")).toContainText("keeps nothing");
  const { state } = await cellAt(page, 0).evaluate((element) => (element as CodeCell).run());
  expect(state).toBe("done");
});

test("two tabs keep each other's edits, and say what the other one changed", async ({ page, context }) => {
  const other = await context.newPage();
  await other.goto(chapter);
  await setSource(cellAt(page, 0), "'first tab'");
  await setSource(cellAt(other, 1), "'second tab'");
  await expect.poll(() => sourceOf(cellAt(other, 0))).toBe("'first tab'");
  await expect.poll(() => sourceOf(cellAt(page, 1))).toBe("'second tab'");
  await expect(cellAt(other, 0).locator(".cell-note")).toContainText("Changed in another tab");

  // The same cell: the last write counts, and the former one can be brought back.
  await setSource(cellAt(other, 0), "'second tab too'");
  await expect.poll(() => sourceOf(cellAt(page, 0))).toBe("'second tab too'");
  await note(cellAt(page, 0), "Bring back what was here").click();
  expect(await sourceOf(cellAt(page, 0))).toBe("'first tab'");
  await expect.poll(() => sourceOf(cellAt(other, 0))).toBe("'first tab'");
  await page.reload();
  expect(await sourceOf(cellAt(page, 0))).toBe("'first tab'");
  expect(await sourceOf(cellAt(page, 1))).toBe("'second tab'");
});

test("another tab does not change a text under the reader's cursor", async ({ page, context }) => {
  const other = await context.newPage();
  await other.goto(chapter);
  await page.bringToFront();
  await type(page, cellAt(page, 0), "1");
  await setSource(cellAt(other, 0), "2");
  await expect(cellAt(page, 0).locator(".cell-note")).toContainText("Another tab has another text");
  await page.keyboard.insertText("1");
  expect(await sourceOf(cellAt(page, 0))).toBe("11");
  await expect.poll(() => sourceOf(cellAt(other, 0))).toBe("11");
});

test("a book that changed under an edit offers mine, the new one and what differs", async ({ page }) => {
  const cell = cellAt(page, 0);
  const id = await idOf(cell);
  const book = await originalOf(cell);
  const mine = `${book}\n"mine"`;
  const plant = () =>
    page.evaluate(
      ([key, source]) => localStorage.setItem(key!, JSON.stringify({ source, original: "another" })),
      [`mini-rlhf:edit:${new URL(page.url()).pathname}:${id}`, mine],
    );
  await plant();
  await page.reload();
  await expect(cell.locator(".cell-note")).toContainText("has changed since you edited it");
  expect(await sourceOf(cell)).toBe(mine);
  await note(cell, "Compare").click();
  await expect(cell.locator(".diff-added")).toContainText('"mine"');
  await note(cell, "The new one").click();
  expect(await sourceOf(cell)).toBe(book);
  await page.reload();
  expect(await sourceOf(cell), "looking at it is no choice").toBe(mine);
  await note(cell, "Keep this one").click();
  await expect(cell.locator(".cell-note")).toBeHidden();
  await expect(cell.locator(".cell-run")).toBeFocused();
  await page.reload();
  expect(await sourceOf(cell)).toBe(mine);
  await expect(cell.locator(".cell-note")).toBeHidden();

  await plant();
  await page.reload();
  await note(cell, "The new one").click();
  await note(cell, "Keep this one").click();
  expect(await sourceOf(cell)).toBe(book);
  await note(cell, "Bring my former text back").click();
  expect(await sourceOf(cell)).toBe(mine);
});

test("a share link brings changes and inputs to another reader, and runs nothing", async ({ page, browser }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await setSource(cellAt(page, 1), "slider('rate', { min: 0, max: 1 })");
  await cellAt(page, 1).evaluate((element) => {
    (element as CodeCell).inputs = { rate: 0.25 };
  });
  await page.getByRole("button", { name: "More for this chapter" }).click();
  await page.getByRole("menuitem", { name: "Copy a link" }).click();
  await expect(page.locator(".page-notice")).toContainText("one changed cell is on the clipboard");
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain("#shared=1.");

  const reader = await (await browser.newContext()).newPage();
  await reader.goto(link);
  const cell = cellAt(reader, 1);
  await expect(reader.locator(".page-notice")).toContainText("1 cell shows code from a link. None of it has run");
  expect(await sourceOf(cell)).toBe("slider('rate', { min: 0, max: 1 })");
  await expect(cell).toHaveAttribute("data-state", "edited");
  expect(await reader.evaluate(() => Object.keys(localStorage).length)).toBe(0);
  await note(cell, "The book’s").click();
  expect(await sourceOf(cell)).toBe(await originalOf(cell));
  await note(cell, "The link’s").click();
  const { outputs } = await cell.evaluate((element) => (element as CodeCell).run());
  expect(outputs[0]).toMatchObject({ kind: "input", value: 0.25 });
  await note(cell, "Keep this one").click();
  await reader.goto(link.split("#")[0]!);
  expect(await sourceOf(cellAt(reader, 1))).toContain("slider");
  await reader.context().close();
});

test("a link leaves the reader's own text alone until they choose", async ({ page }) => {
  const id = await idOf(cellAt(page, 0));
  await setSource(cellAt(page, 0), "'mine'");
  await openLink(page, hashOf([{ id, source: "'theirs'" }]));
  const cell = cellAt(page, 0);
  await expect.poll(() => sourceOf(cell)).toBe("'theirs'");
  await note(cell, "Mine").click();
  expect(await sourceOf(cell)).toBe("'mine'");
  await note(cell, "The link’s").click();
  await page.goto("about:blank");
  await page.goto(chapter);
  expect(await sourceOf(cellAt(page, 0))).toBe("'mine'");

  // Writing in it is choosing it; the own text is still to be had, after a reload too.
  await openLink(page, hashOf([{ id, source: "'theirs'" }]));
  await expect.poll(() => sourceOf(cell)).toBe("'theirs'");
  await type(page, cell, "'theirs, changed'");
  await page.goto("about:blank");
  await page.goto(chapter);
  expect(await sourceOf(cell)).toBe("'theirs, changed'");
  await note(cell, "Bring my former text back").click();
  expect(await sourceOf(cell)).toBe("'mine'");
});

test("broken and hostile links get a friendly line", async ({ page }) => {
  const id = await idOf(cellAt(page, 0));
  const bomb = `#shared=1.${deflateRawSync(Buffer.alloc(64 * 1024 * 1024, 32)).toString("base64url")}`;
  const links: [string, string][] = [
    ["#shared=1.$$$", "can’t be read"],
    ["#shared=1.aGVsbG8", "can’t be read"],
    ["#shared=", "can’t be read"],
    ["#shared=9.abc", "another version"],
    [hashOf([{ id: "no-such-cell", source: "1" }]), "does not have"],
    [hashOf([{ id: "<img src=x onerror=alert(1)>", source: "1" }]), "does not have"],
    [bomb, "unpacks to more"],
  ];
  for (const [hash, words] of links) {
    await openLink(page, hash);
    await expect(page.locator(".page-notice")).toContainText(words);
    expect(await sourceOf(cellAt(page, 0))).toBe(await originalOf(cellAt(page, 0)));
  }
  await openLink(page, hashOf([{ id, source: "<b>1</b><script>alert(1)</script>" }, { id: "gone", source: "2" }]));
  await expect(page.locator(".page-notice")).toContainText("1 cell of the link is not in this chapter");
  await expect(cellAt(page, 0).locator(".cell-pre b")).toHaveCount(0);
});

test("a link of the page that is open already is shown as well", async ({ page }) => {
  const id = await idOf(cellAt(page, 0));
  await page.evaluate((hash) => {
    location.hash = hash;
  }, hashOf([{ id, source: "7" }]));
  await expect.poll(() => sourceOf(cellAt(page, 0))).toBe("7");
});

test("changes too long for a link are offered as a file", async ({ page }) => {
  const long = Array.from({ length: 3000 }, (_, i) => Math.sin(i).toString(36)).join("\n");
  await setSource(cellAt(page, 0), `/* ${long} */`);
  await page.getByRole("button", { name: "More for this chapter" }).click();
  await page.getByRole("menuitem", { name: "Copy a link" }).click();
  await expect(page.locator(".page-notice")).toContainText("too long for a link");
});
