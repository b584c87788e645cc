import { beforeEach, expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { chapterMenu, downloadScript, myModels } from "../../../../src/elements/chapter/chapter-menu.ts";
import { savedFiles } from "../saved-files.ts";

const { restartNotebook } = vi.hoisted(() => ({ restartNotebook: vi.fn(async () => {}) }));
vi.mock("../../../../src/elements/run/notebook.ts", () => ({ restartNotebook }));

const said = vi.fn();
const choose = (label: string) =>
  chapterMenu(said)
    .find((item) => item.label === label)!
    .run();

beforeEach(() => {
  said.mockReset();
  document.body.innerHTML = "<h1>GPT</h1>";
});

test("every item says what it means", () => {
  const items = chapterMenu(said);
  expect(new Set(items.map(({ label }) => label)).size).toBe(items.length);
  for (const { hint } of items) expect(hint).toBeTruthy();
});

test("files, links and lists come with their code", async () => {
  const saved = savedFiles();
  choose("Download as TypeScript");
  await expect.poll(() => saved.map(({ name }) => name.replace(/^.*\./, "."))).toEqual([".ts"]);
  downloadScript();
  await expect.poll(() => saved.length).toBe(2);
  choose("Copy a link to my version");
  await expect.element(page.getByText("No cell is changed", { exact: false })).toBeVisible();
  choose("My models");
  myModels();
  await expect.poll(() => document.querySelectorAll("dialog[open]").length).toBe(1);
});

test("who is not sure keeps all edits", () => {
  vi.spyOn(globalThis, "confirm").mockReturnValue(false);
  localStorage.setItem("mini-rlhf:edit:/gpt:one", "mine");
  choose("Reset everything");
  expect([localStorage.getItem("mini-rlhf:edit:/gpt:one"), said.mock.calls]).toEqual(["mine", []]);
});
