import { readFileSync } from "node:fs";
import { deflateRawSync } from "node:zlib";
import type { Locator, Page } from "@playwright/test";
import type { CodeCell } from "../../src/elements/cell/code-cell.ts";
import { cellAt, patient, setSource, sourceOf } from "./cell.ts";
import { expect, test } from "./fixtures.ts";

/** What readers change is theirs: it stays, travels only when they send it, and is never lost. */
const chapter = "./gpt-basics/";

test.beforeEach(({ page }) => page.goto(chapter).then(() => {}));

function originalOf(cell: Locator): Promise<string> {
  return cell.evaluate((element) => (element as CodeCell).original);
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
  for (const [name, words] of [
    ["QuotaExceededError", "is full"],
    ["SecurityError", "keeps nothing"],
  ]) {
    await page.addInitScript((errorName) => {
      Storage.prototype.setItem = () => {
        throw new DOMException("no", errorName);
      };
    }, name);
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
  await expect.poll(() => sourceOf(cellAt(other, 0))).toBe("1");
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
  const notice = reader.locator(".page-notice");
  await expect(notice).toContainText("1 cell shows code from a link. None of it has run");
  await expect(notice).toContainText(/Run only what comes from somebody you trust\. .*send nothing.*read.*models/);
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
  await openLink(
    page,
    hashOf([
      { id, source: "<b>1</b><script>alert(1)</script>" },
      { id: "gone", source: "2" },
    ]),
  );
  await expect(page.locator(".page-notice")).toContainText("1 cell of the link is not in this chapter");
  await expect(cellAt(page, 0).locator(".cell-pre b")).toHaveCount(0);
});

test("a link of the page that is open already is shown as well", async ({ page }) => {
  const id = await idOf(cellAt(page, 0));
  await page.evaluate(
    (hash) => {
      location.hash = hash;
    },
    hashOf([{ id, source: "7" }]),
  );
  await expect.poll(() => sourceOf(cellAt(page, 0))).toBe("7");
});

test("changes too long for a link are offered as a file", async ({ page }) => {
  const long = Array.from({ length: 3000 }, (_, i) => Math.sin(i).toString(36)).join("\n");
  await setSource(cellAt(page, 0), `/* ${long} */`);
  await page.getByRole("button", { name: "More for this chapter" }).click();
  await page.getByRole("menuitem", { name: "Copy a link" }).click();
  await expect(page.locator(".page-notice")).toContainText("too long for a link");
});

/** Opens the chapter's menu and chooses from it. */
async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "More for this chapter" }).click();
  await page.getByRole("menuitem", { name }).click();
}

for (const [kind, item] of [
  ["ts", "Download as TypeScript"],
  ["ipynb", "Download as a notebook"],
] as const) {
  test(`a chapter downloaded as .${kind} comes back into the cells`, async ({ page }) => {
    await setSource(cellAt(page, 0), "'mine' // <b>");
    await cellAt(page, 1).evaluate((element) => {
      (element as CodeCell).inputs = { rate: 0.5 };
    });
    const coming = page.waitForEvent("download");
    await choose(page, item);
    const download = await coming;
    expect(download.suggestedFilename()).toBe(`gpt-basics.${kind}`);
    const file = await download.path();
    const text = readFileSync(file, "utf8");
    if (kind === "ipynb") expect(JSON.parse(text)).toMatchObject({ nbformat: 4, nbformat_minor: 5 });
    expect(text).toContain("'mine'");
    expect(text).toContain(" // <b>");
    await cellAt(page, 0).evaluate((element) => (element as CodeCell).reset());
    await cellAt(page, 1).evaluate((element) => (element as CodeCell).reset());
    const own = await originalOf(cellAt(page, 0));
    expect(await sourceOf(cellAt(page, 0))).toBe(own);

    const picking = page.waitForEvent("filechooser");
    await choose(page, "Open a file");
    const name = `edited.${kind}`;
    await (
      await picking
    ).setFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text.replace("'mine'", "'yours'")) });
    await expect(page.locator(".page-notice").last()).toContainText(`2 cells are as in ${name} now`);
    expect(await sourceOf(cellAt(page, 0))).toBe("'yours' // <b>");
    expect(await cellAt(page, 1).evaluate((element) => (element as CodeCell).inputs)).toEqual({ rate: 0.5 });
    await expect(cellAt(page, 0)).toHaveAttribute("data-state", "edited");
    await page.reload();
    expect(await sourceOf(cellAt(page, 0))).toBe("'yours' // <b>");
  });
}

test("the start page keeps, shares and saves its cells as a chapter does", async ({ page }) => {
  await page.goto("./");
  await setSource(cellAt(page, 0), "'mine'");
  const coming = page.waitForEvent("download");
  await choose(page, "Download as a notebook");
  const download = await coming;
  expect(download.suggestedFilename()).toBe("what-is-chatgpt.ipynb");
  const { cells } = JSON.parse(readFileSync(await download.path(), "utf8")) as {
    cells: { cell_type: string; source: string[] }[];
  };
  expect(cells.filter(({ cell_type }) => cell_type === "markdown").length).toBeGreaterThan(0);
  expect(cells.map(({ source }) => source.join(""))).toContain("'mine'");
  await choose(page, "My models");
  await expect(page.getByRole("dialog", { name: "My models" })).toBeVisible();
});

test("a file that is none of ours is refused, and what a file replaced comes back", async ({ page }) => {
  const open = async (name: string, text: string) => {
    const picking = page.waitForEvent("filechooser");
    await choose(page, "Open a file");
    await (await picking).setFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
  };
  await open("other.ts", "console.log(1)");
  await expect(page.locator(".page-notice").last()).toContainText("has no cells of this book");
  await open("sft.ts", "// x - mini-rlhf, chapter sft\n// %% no-such-cell\n1\n");
  await expect(page.locator(".page-notice").last()).toContainText("It is of the chapter “sft”");
  await setSource(cellAt(page, 0), "'before'");
  await open("mine.ts", `// %% ${await idOf(cellAt(page, 0))}\n'after'\n`);
  await expect.poll(() => sourceOf(cellAt(page, 0))).toBe("'after'");
  await note(cellAt(page, 0), "Bring back what was here").click();
  expect(await sourceOf(cellAt(page, 0))).toBe("'before'");
});

const training = `for (let step = 1; step <= 400; step++) {
  await new Promise((resolve) => setTimeout(resolve, 25));
  await progress({ step, steps: 400, loss: 1 / step });
}`;

test("a training pauses and goes on where it was", async ({ page }) => {
  const cell = cellAt(page, 0);
  await setSource(cell, training.replaceAll("400", "240"));
  const result = cell.evaluate((element) => (element as CodeCell).run());
  await cell.getByRole("button", { name: "Pause" }).click();
  await expect(cell).toHaveAttribute("data-state", "paused");
  await expect(cell.getByRole("status")).toContainText("Paused");
  // What was last shown may be drawn a while later, where no core is to spare; then nothing changes.
  await expect(async () => {
    const step = await cell.locator(".out-timing").textContent();
    await page.waitForTimeout(1500);
    expect(await cell.locator(".out-timing").textContent()).toBe(step);
  }).toPass(patient);
  await cell.getByRole("button", { name: "Resume" }).click();
  await expect(cell).toHaveAttribute("data-state", "running");
  expect((await result).state).toBe("done");
  await expect(cell.locator(".out-timing")).toContainText("step 240 of 240");
  await expect(cell.locator(".cell-pause")).toBeHidden();
});

test("a paused training can be stopped, and a cell without progress offers no pause", async ({ page }) => {
  const cell = cellAt(page, 0);
  await setSource(cell, training);
  const result = cell.evaluate((element) => (element as CodeCell).run());
  await cell.getByRole("button", { name: "Pause" }).click();
  await expect(cell).toHaveAttribute("data-state", "paused");
  await cell.getByRole("button", { name: "Stop" }).click();
  expect((await result).state).toBe("stopped");
  await setSource(cell, "await new Promise((resolve) => setTimeout(resolve, 3000));");
  const quiet = cell.evaluate((element) => (element as CodeCell).run());
  await expect(cell).toHaveAttribute("data-state", "running");
  await page.waitForTimeout(300);
  await expect(cell.locator(".cell-pause")).toBeHidden();
  expect((await quiet).state).toBe("done");
});

test("what runs off screen is told at the page's edge, with the way back to it", async ({ page }) => {
  const cell = cellAt(page, 0);
  await setSource(cell, training);
  const result = cell.evaluate((element) => (element as CodeCell).run());
  await expect(cell).toHaveAttribute("data-state", "running");
  const indicator = page.locator(".run-indicator");
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await expect(indicator).toBeVisible();
  await expect(indicator).toContainText(/\d+ %/);
  await indicator.getByRole("button", { name: "Pause" }).click();
  await expect(cell).toHaveAttribute("data-state", "paused");
  await indicator.getByRole("button", { name: "Resume" }).click();
  await expect(cell).toHaveAttribute("data-state", "running");
  await indicator.getByRole("link").click();
  await expect(cell).toBeInViewport();
  await expect(indicator).toBeHidden();
  await cell.evaluate((element) => (element as CodeCell).stop());
  expect((await result).state).toBe("stopped");
});

test("a hidden tab says in its title how the run ended, until somebody looks", async ({ page }) => {
  const show = (state: string) =>
    page.evaluate((value) => {
      Object.defineProperty(document, "visibilityState", { configurable: true, get: () => value });
      document.dispatchEvent(new Event("visibilitychange"));
    }, state);
  const title = await page.title();
  for (const [source, words] of [
    ["1", "✓ Done"],
    ["throw new Error('no')", "✕ Failed"],
  ]) {
    await setSource(cellAt(page, 0), source!);
    await show("hidden");
    await cellAt(page, 0).evaluate((element) => (element as CodeCell).run());
    await expect.poll(() => page.title()).toBe(`${words} · ${title}`);
    await show("visible");
    expect(await page.title()).toBe(title);
  }
  await setSource(cellAt(page, 0), "2");
  await cellAt(page, 0).evaluate((element) => (element as CodeCell).run());
  expect(await page.title()).toBe(title);
});

const making = `import { initGPT } from "mini-rlhf/init-gpt";
import { createRng } from "mini-rlhf/random";
import { gptConfig } from "mini-rlhf/sizes";
const tiny = initGPT(gptConfig("S"), createRng(7));
await progress({ step: 1, steps: 1 });`;

const loading = `import { loadGPT } from "mini-rlhf/checkpoint";
import { burrow } from "mini-rlhf/world/vocabulary";
const sft = await loadGPT(book("checkpoints/sft"));
sft.params.wte.weight.dataSync().slice(0, 3).join()`;

test("a trained model is kept, offered to later cells, listed and deleted", async ({ page }) => {
  const [maker, user] = [cellAt(page, 0), cellAt(page, 1)];
  const load = () => user.evaluate((element) => (element as CodeCell).run());
  await setSource(user, loading);
  const book = (await load()).outputs;
  expect(book, "nothing is offered while there is nothing").toHaveLength(1);

  await setSource(maker, making);
  await maker.evaluate((element) => (element as CodeCell).run());
  await maker.locator(".cell-after").getByRole("button", { name: "tiny" }).click();
  await expect(maker.locator(".cell-after")).toContainText("“tiny” is kept in this browser");

  await page.reload();
  await setSource(user, loading);
  await load();
  const select = user.getByRole("combobox", { name: "sft model" });
  await expect(select).toHaveValue("the book’s");
  await select.selectOption("tiny");
  const { outputs } = await load();
  expect(JSON.stringify(outputs.at(-1))).not.toBe(JSON.stringify(book.at(-1)));

  await choose(page, "My models");
  const dialog = page.getByRole("dialog", { name: "My models" });
  await expect(dialog.getByRole("listitem")).toHaveCount(1);
  await expect(dialog.getByRole("listitem")).toContainText(/tiny.*language model of [\d,]+ numbers, [\d.]+ [kM]B/);
  const coming = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Download tiny" }).click();
  expect((await coming).suggestedFilename()).toBe("tiny.zip");
  page.once("dialog", (question) => void question.accept());
  await dialog.getByRole("button", { name: "Delete tiny" }).click();
  await expect(dialog.getByRole("status")).toContainText("deleted");
  await expect(dialog.getByRole("listitem")).toHaveCount(0);
});

test("a cell keeps a model by its own call, and no room for it is said in words", async ({ page }) => {
  const cell = cellAt(page, 0);
  await setSource(
    cell,
    `${making}\nawait keep("my own", tiny);\nimport { loadGPT } from "mini-rlhf/checkpoint";\n(await loadGPT(mine("my own"))).config.width`,
  );
  const kept = await cell.evaluate((element) => (element as CodeCell).run());
  expect(kept.state).toBe("done");
  expect(JSON.stringify(kept.outputs)).toContain("Kept “my own” in this browser");
  for (const [call, words] of [
    ['await keep("x", { a: 1 });', "neither a GPT nor"],
    ['await keep("../x", tiny);', "takes a name of up to"],
    ['await mine("nothing")("config.json");', 'No model "nothing" is kept'],
    [
      'IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); };\nawait keep("big", tiny);',
      "has no room",
    ],
  ]) {
    await setSource(cell, `${making}\n${call}`);
    const { state, error } = await cell.evaluate((element) => (element as CodeCell).run());
    expect(state).toBe("error");
    expect(error!.message).toContain(words);
  }
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("nothing of this shows", async ({ page }) => {
    await page.goto(`${chapter}#shared=1.abc`);
    for (const hidden of [".cell-pause", ".cell-more", ".cell-note", ".cell-after", ".page-notice", ".run-indicator"]) {
      await expect(page.locator(hidden).filter({ visible: true })).toHaveCount(0);
    }
  });
});
