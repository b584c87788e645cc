import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page } from "@playwright/test";
import type { CodeCell } from "../../src/elements/cell/code-cell.ts";
import { cellAt, setSource } from "./cell.ts";
import { expect, test } from "./fixtures.ts";

/** What was trained elsewhere comes back: a folder of TRL's opens under "My models", and cells can use it. */
const fixture = path.resolve(import.meta.dirname, "../fixtures/sft-by-trl");
const answers = JSON.parse(readFileSync(path.join(fixture, "answers.json"), "utf8")) as Record<string, string>;

let out = "";
test.beforeAll(() => {
  out = mkdtempSync(path.join(tmpdir(), "folders-"));
  for (const name of ["sft", "broken"]) cpSync(fixture, path.join(out, "out", name), { recursive: true });
  rmSync(path.join(out, "out/broken/tokenizer.json"));
  mkdirSync(path.join(out, "notes"));
  writeFileSync(path.join(out, "notes/readme.txt"), "no model");
});
test.afterAll(() => rmSync(out, { recursive: true }));
test.beforeEach(({ page }) => page.goto("./gpt-basics/").then(() => {}));

const dialogOf = (page: Page) => page.getByRole("dialog", { name: "My models" });

async function showModels(page: Page): Promise<void> {
  await page.getByRole("button", { name: "More for this chapter" }).click();
  await page.getByRole("menuitem", { name: "My models" }).click();
  await expect(dialogOf(page)).toBeVisible();
}

async function open(page: Page, folder: string): Promise<void> {
  const picking = page.waitForEvent("filechooser");
  await dialogOf(page).getByRole("button", { name: "Open a folder…" }).click();
  await (await picking).setFiles(folder);
}

const asking = (prompt: string) => `import { loadGPT, loadTokenizer } from "mini-rlhf/checkpoint";
import { generate } from "mini-rlhf/generate";
import { createRng } from "mini-rlhf/random";
const [sft, words] = [await loadGPT(mine("sft")), await loadTokenizer(mine("sft"))];
const [answer] = generate(sft, [words.encode(${JSON.stringify(prompt)})], { rng: createRng(1), topK: 1 });
words.decode(answer)`;

test("a folder of TRL's is kept, and answers in a cell as transformers has it answer", async ({ page }) => {
  await showModels(page);
  await open(page, path.join(out, "out/sft"));
  const status = dialogOf(page).getByRole("status");
  await expect(status).toHaveText("“sft” is kept in this browser.");
  const item = dialogOf(page).getByRole("listitem");
  await expect(item).toHaveCount(1);
  await expect(item).toContainText(/language model of 111,168 numbers, 230 kB; from a folder of yours/);
  await dialogOf(page).getByRole("button", { name: "Close" }).click();

  await page.reload();
  const [prompt, answer] = Object.entries(answers)[0]!;
  await setSource(cellAt(page, 0), asking(prompt));
  const run = await cellAt(page, 0).evaluate((element) => (element as CodeCell).run());
  expect(JSON.stringify(run.outputs.at(-1))).toContain(`${answer} <end>`);

  await setSource(
    cellAt(page, 1),
    `import { loadGPT } from "mini-rlhf/checkpoint";\nawait loadGPT(book("checkpoints/ppo"));`,
  );
  await cellAt(page, 1).evaluate((element) => (element as CodeCell).run());
  const select = cellAt(page, 1).getByRole("combobox", { name: "ppo model" });
  await expect(select.getByRole("option")).toHaveText(["the book’s", "sft"]);
});

test("all of out/ at once: each is told of, and a second one of a name has another", async ({ page }) => {
  await showModels(page);
  const status = dialogOf(page).getByRole("status");
  await open(page, path.join(out, "out"));
  await expect(status).toHaveText(
    "“broken” is not opened. It has no tokenizer.json. Expected a folder with config.json, model.safetensors and " +
      "tokenizer.json, as save_model of TRL writes it. “sft” is kept in this browser.",
  );
  await open(page, path.join(out, "out/sft"));
  await expect(status).toHaveText("“sft 2” is kept in this browser.");
  await expect(dialogOf(page).getByRole("listitem")).toHaveCount(2);
});

test("a folder without a model is refused", async ({ page }) => {
  await showModels(page);
  await open(page, path.join(out, "notes"));
  await expect(dialogOf(page).getByRole("status")).toContainText("No folder in there has a config.json.");
  await expect(dialogOf(page).getByRole("listitem")).toHaveCount(0);
});

test("files can be dropped on the dialog; words that are dragged are not taken", async ({ page }) => {
  await showModels(page);
  const drop = (type: "text" | "file") =>
    dialogOf(page).evaluate((dialog, kind) => {
      const dataTransfer = new DataTransfer();
      if (kind === "file") dataTransfer.items.add(new File(["{}"], "config.json"));
      else dataTransfer.setData("text/plain", "words");
      const event = (name: string) => new DragEvent(name, { dataTransfer, bubbles: true, cancelable: true });
      const isTaken = !dialog.dispatchEvent(event("dragover"));
      dialog.dispatchEvent(event("drop"));
      return isTaken;
    }, type);
  expect(await drop("text")).toBe(false);
  expect(await drop("file")).toBe(true);
  await expect(dialogOf(page).getByRole("status")).toContainText("“model” is not opened.");
});
