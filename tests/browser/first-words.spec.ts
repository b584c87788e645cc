import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Locator, Page } from "@playwright/test";
import { beginWith } from "./begin-with.ts";
import { cellAt, run } from "./cell.ts";
import { expect, test } from "./fixtures.ts";

/** Where nothing can run, the page says why and what to do, and what is printed can be read. */
const tensors = 'import * as tf from "@tensorflow/tfjs";\ntf.ones([2]).print();';
const chapter = "./gpt-basics/";

/** A page of another site, which has the book in a frame. */
async function openFramed(page: Page, sandbox: string): Promise<void> {
  await page.route("**/host.html", (route) =>
    route.fulfill({
      contentType: "text/html",
      body: `<!doctype html><iframe sandbox="${sandbox}" src="gpt-basics/" width="900" height="700"></iframe>`,
    }),
  );
  await page.goto("./host.html");
}

for (const [what, code, words] of [
  ["no WebAssembly", "delete globalThis.WebAssembly;", /runs no WebAssembly.*Lockdown Mode/s],
  ["no SIMD", "WebAssembly.validate = () => false;", /WebAssembly has no SIMD.*Safari 16\.4/s],
] as const) {
  test(`${what}: what is missing, and what runs all the same`, async ({ page }) => {
    await beginWith(page, code);
    await page.goto(chapter);
    const { state, error } = await run(cellAt(page, 0), tensors);
    expect(state).toBe("error");
    expect(`${error!.message} ${error!.hint}`).toMatch(words);
    await expect(cellAt(page, 0).locator(".error-message")).toBeVisible();
    expect(await run(cellAt(page, 1), "20 + 22")).toMatchObject({
      state: "done",
      outputs: [{ value: { text: "42" } }],
    });
  });
}

test("a browser that is too old is told so, and not to look at its network", async ({ page, expectedErrors }) => {
  expectedErrors.push(/worker|Failed to load/);
  await page.addInitScript("delete Array.prototype.toReversed;");
  await page.route(/\/worker-[^/]*\.js$/, (route) => route.abort());
  await page.goto(chapter);
  const { error } = await run(cellAt(page, 0), "1");
  expect(error!.message).toMatch(/too old for the notebook. It needs Chrome or Edge 111, Firefox 115 or Safari 16\.4/);
});

test("a file: open it by a web server", async ({ page, expectedErrors }) => {
  expectedErrors.push(/./);
  for (const name of ["index.html", "gpt-basics/index.html"]) {
    await page.goto(pathToFileURL(path.resolve(import.meta.dirname, "../../dist", name)).href);
    await expect(page.getByText("This page was opened as a file")).toBeInViewport();
    await expect(page.getByText("npm start").first()).toBeInViewport();
    await expect(page.getByText("in a sandboxed frame")).toBeHidden();
    await expect(page.getByText("have not started")).toBeHidden();
  }
});

test("a sandboxed frame: open it by itself", async ({ page, expectedErrors }) => {
  expectedErrors.push(/./);
  await openFramed(page, "allow-scripts");
  const frame = page.frameLocator("iframe");
  const words = frame.getByText("This page stands in a sandboxed frame");
  expect((await words.boundingBox())?.height ?? 0).toBe(0);
  await letTimePass(frame.locator(":root"));
  await expect(words).toBeVisible();
  await expect(frame.getByRole("link", { name: "Open it in a tab of its own" })).toHaveAttribute(
    "href",
    "/mini-rlhf/gpt-basics/",
  );
  await expect(frame.getByText("This page was opened as a file")).toBeHidden();
});

test("a sandboxed frame whose scripts may be loaded: Run says why it cannot", async ({ page, expectedErrors }) => {
  expectedErrors.push(/./);
  // As GitHub Pages does.
  await page.route("**/mini-rlhf/**", async (route) => {
    if (route.request().url().endsWith("host.html")) return route.fallback();
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), "access-control-allow-origin": "*" } });
  });
  await openFramed(page, "allow-scripts");
  const cell = page.frameLocator("iframe").locator("code-cell").first();
  await cell.getByRole("button", { name: /^Run/ }).first().click();
  await expect(cell).toHaveAttribute("data-state", /error|done/);
  // A worker of a blob may start there, if its file may be loaded; one of a file may not.
  if ((await cell.getAttribute("data-state")) === "done") return;
  await expect(cell.getByText("stands in a sandboxed frame, which may start no worker").first()).toBeVisible();
  await expect(cell.getByText("in a tab of its own").first()).toBeVisible();
});

/** For what a style does after a while. Its clock is the document's. */
async function letTimePass(root: Locator): Promise<void> {
  await root.evaluate(({ ownerDocument }) =>
    ownerDocument.getAnimations().forEach((one) => (one.currentTime = 20_000)),
  );
}

test("scripts that do not come: said after a while, and taken back when they have come", async ({
  page,
  expectedErrors,
}) => {
  expectedErrors.push(/run-all|Failed to load|RunAll/i);
  const words = page.getByText("The scripts of this page have not started");
  await page.goto(chapter);
  await expect(page.locator("html")).toHaveAttribute("data-scripts", "run");
  await expect(words).toBeHidden();

  await page.route("**/RunAll*.js", (route) => route.abort());
  await page.reload();
  await letTimePass(page.locator(":root"));
  await expect(words).toBeVisible();
  const box = await words.boundingBox();
  expect(box!.height).toBeGreaterThan(40);
});

test("before that, nothing on the page has moved", async ({ page, expectedErrors }) => {
  expectedErrors.push(/Failed to load|RunAll/i);
  await page.route("**/RunAll*.js", (route) => route.abort());
  await page.goto(chapter);
  const words = page.getByText("The scripts of this page have not started");
  expect((await words.boundingBox())?.height ?? 0).toBe(0);
});
