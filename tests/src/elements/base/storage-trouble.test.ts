import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { anew } from "../anew.ts";

/** The page, as if just opened: what was told there is forgotten. */
const openedPage = () =>
  anew<typeof import("../../../../src/elements/base/storage-trouble.ts")>("base/storage-trouble.ts");

const notices = () => document.querySelectorAll(".page-notice").length;

test.each([
  ["full", /storage for the site is full/],
  ["blocked", /keeps nothing for this site/],
  ["broken", /storage for the site is damaged/],
  ["newer", /newer edition .* Reload the page/],
] as const)("a storage that is %s is told", async (trouble, words) => {
  (await openedPage()).tellStorageTrouble(trouble);
  await expect.element(page.getByRole("status")).toMatchTextContent(words);
});

test("once, however often something cannot be kept", async () => {
  const { tellStorageTrouble } = await openedPage();
  for (let time = 0; time < 3; time++) tellStorageTrouble("full");
  tellStorageTrouble("blocked");
  await expect.poll(notices).toBe(2);
});

test("where there is a chapter, the way out is a file", async () => {
  document.body.innerHTML = "<run-all></run-all>";
  const asked = vi.fn();
  document.addEventListener("download-chapter", asked, { once: true });
  (await openedPage()).tellStorageTrouble("full");
  await userEvent.click(page.getByRole("button", { name: "Download the chapter" }));
  expect(asked).toHaveBeenCalledOnce();
});

test("where there is none, none is offered", async () => {
  (await openedPage()).tellStorageTrouble("full");
  await expect.poll(notices).toBe(1);
  expect(document.querySelectorAll(".page-notice button")).toHaveLength(1);
});

test.each([
  ["edit", "A text that you had written (/gpt:one)"],
  ["inputs", "Inputs that you had set (/gpt:one)"],
  ["left-over", "What a file had too much (/gpt:one)"],
])("what cannot be read can be copied: %s", async (kind, words) => {
  const key = `mini-rlhf:broken:${kind}:/gpt:one`;
  localStorage.setItem(key, "{half a te");
  (await openedPage()).tellBroken(key);
  await expect.element(page.getByText(words, { exact: false })).toBeVisible();
  await expect.element(page.getByRole("textbox", { name: "What is set aside" })).toHaveValue("{half a te");
});

test("of what the reader has not written nothing is said", async () => {
  (await openedPage()).tellBroken("mini-rlhf:broken:running:/gpt");
  await new Promise(requestAnimationFrame);
  expect(notices()).toBe(0);
});
