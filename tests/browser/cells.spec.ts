import { gzipSync } from "node:zlib";
import type { Locator, Page } from "@playwright/test";
import type { CodeCell } from "../../src/elements/cell/code-cell.ts";
import type { ProgressOutput } from "../../src/notebook/output/output.ts";
import { cellAt, run, setSource } from "./cell.ts";
import { pageBudgets } from "./budgets.ts";
import { expect, test } from "./fixtures.ts";

/** Cells as a reader meets them, on a chapter of the built site; the tests bring their own text. */
const chapter = "./gpt-basics/";

test.beforeEach(({ page }) => page.goto(chapter).then(() => {}));

/** Writes over the text of a cell as a reader does. */
async function type(page: Page, cell: Locator, text: string): Promise<void> {
  await cell.getByRole("button", { name: "Edit" }).click();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText(text);
}

async function expectAlive(cell: Locator): Promise<void> {
  const { state, outputs } = await run(cell, "20 + 22");
  expect(state).toBe("done");
  expect(JSON.stringify(outputs)).toContain("42");
}

test("a typed syntax error is shown with its line and column", async ({ page }) => {
  const cell = cellAt(page, 0);
  await type(page, cell, "const loss = 3;\nconst twice = loss * ;");
  await page.keyboard.press("Shift+Enter");
  await expect(cell).toHaveAttribute("data-state", "error");
  await expect(cell.locator(".error-message")).toHaveText("SyntaxError Between “*” and “;” a value is missing.");
  await expect(cell.locator(".error-place")).toHaveText("line 2, column 22");
  await expect(cell.locator(".error-code")).toContainText("2 | const twice = loss * ;");
  await expect(cell.getByRole("status")).toContainText("Error in line 2");
  await expectAlive(cell);
});

test("a thrown error is shown at the reader's own line, types or not", async ({ page }) => {
  const cell = cellAt(page, 0);
  const source = "interface Model { w: number }\nconst model = {} as Model;\n  model.w!.toFixed(1);";
  const { state, error } = await run(cell, source);
  expect(state).toBe("error");
  expect(error).toMatchObject({ name: "TypeError", line: 3, code: "  model.w!.toFixed(1);" });
  await expect(cell.locator(".error-place")).toContainText("line 3, column");
  await expectAlive(cell);
});

test("an unknown import is answered with what there is", async ({ page }) => {
  const { error } = await run(cellAt(page, 0), 'import { gae } from "mini-rlhf/advantage";');
  expect(error).toMatchObject({ name: "ImportError", line: 1, column: 21 });
  await expect(cellAt(page, 0).locator(".error-message")).toContainText('Did you mean "mini-rlhf/advantages"?');
  await expect(cellAt(page, 0).locator(".error-hint")).toContainText("The editor lists all");
});

test("an endless loop stops, with the page alive", async ({ page }) => {
  const cell = cellAt(page, 0);
  await setSource(cell, "while (true) {}");
  const result = cell.evaluate((element) => (element as CodeCell).run());
  await expect(cell).toHaveAttribute("data-state", "running");
  expect(await page.evaluate(() => 1 + 1)).toBe(2);
  await page.waitForTimeout(600);
  await cell.getByRole("button", { name: "Stop" }).click();
  expect(await result).toMatchObject({ state: "stopped", error: null });
  await expect(cell).toHaveAttribute("data-state", "stopped");
  await expectAlive(cell);
});

test("so does one that prints, awaits or never ends waiting", async ({ page }) => {
  const loops = [
    "while (true) console.log('again');",
    "while (true) await null;",
    "await new Promise(() => {});",
    "for (;;) await new Promise((resolve) => setTimeout(resolve, 5));",
    "for (;;) { try { await progress({ step: 1 }); } catch {} }",
    "for (let step = 1; ; step++) await progress({ step, loss: 1 / step });",
  ];
  for (const [index, loop] of loops.entries()) {
    const cell = cellAt(page, 0);
    await setSource(cell, loop);
    const result = cell.evaluate((element) => (element as CodeCell).run());
    await expect(cell).toHaveAttribute("data-state", "running");
    await page.waitForTimeout(200);
    await cell.evaluate((element) => (element as CodeCell).stop());
    expect((await result).state, `loop ${index}`).toBe("stopped");
  }
  await expectAlive(cellAt(page, 0));
});

test("training streams its progress", async ({ page }) => {
  const cell = cellAt(page, 0);
  await setSource(
    cell,
    `for (let step = 1; step <= 40; step++) {
  await new Promise((resolve) => setTimeout(resolve, 50));
  await progress({ step, steps: 40, loss: 4 / step }, { plot: ["loss"] });
}`,
  );
  const result = cell.evaluate((element) => (element as CodeCell).run());
  const timing = cell.locator(".out-timing");
  const means = cell.locator(".chart-raw + .chart-line, .chart-raw ~ .chart-line");
  await expect(timing).toContainText(/step \d+ of 40/);
  await expect(cell).toHaveAttribute("data-state", "running");
  await expect(cell.locator("svg.chart")).toHaveAttribute("aria-label", /from 4 at 1 to/);
  await expect(timing).toContainText("steps/s");
  const { state, outputs } = await result;
  expect(state).toBe("done");
  expect(outputs).toHaveLength(1);
  expect(outputs[0]).toMatchObject({ kind: "progress", step: 40, steps: 40, latest: [{ name: "loss", value: 0.1 }] });
  await expect(timing).toContainText("step 40 of 40");
  await expect(means).toHaveCount(1);
  const [points] = (outputs[0] as ProgressOutput).charts.map(({ series }) => series[0]!.points);
  expect(points!.map(([, loss]) => loss)).toEqual(Array.from({ length: 40 }, (_, i) => 4 / (i + 1)));
});

test("TensorFlow.js runs on the wasm backend", async ({ page }) => {
  const source =
    'import * as tf from "@tensorflow/tfjs";\nshow(tf.ones([2, 2]).matMul(tf.ones([2, 2])));\ntf.getBackend()';
  const { state, outputs } = await run(cellAt(page, 0), source);
  expect(state).toBe("done");
  expect(outputs).toMatchObject([{ value: { type: "tensor", preview: "2 2\n2 2" } }, { text: "wasm" }]);
});

test("memory that runs out costs the worker, not the page", async ({ page }) => {
  // Reserves what WebAssembly may have without touching it; then the next large tensor aborts.
  const source = `import * as tf from "@tensorflow/tfjs";
const { wasm } = tf.backend() as unknown as { wasm: { _malloc(bytes: number): number } };
tf.scalar(1).add(1).dispose();
for (let bytes = 2 ** 28; bytes >= 2 ** 20; bytes /= 2) while (wasm._malloc(bytes)) {}
tf.ones([2048, 2048]).add(1);`;
  const cell = cellAt(page, 0);
  const { state, error, outputs } = await run(cell, source);
  expect(state).toBe("error");
  expect(error).toMatchObject({ name: "WorkerError", line: 5 });
  expect(error!.message).toContain("needed more memory than the browser gives");
  expect(outputs.at(-1)).toMatchObject({ kind: "error" });
  await expect(cell.locator(".error-hint")).toContainText("new worker");
  const next = 'import * as tf from "@tensorflow/tfjs";\ntf.ones([2]).add(1)';
  expect(await run(cellAt(page, 1), next)).toMatchObject({
    state: "done",
    outputs: [{ value: { preview: "2 2" } }],
  });
});

test("values flow down, and what is out of date says so", async ({ page }) => {
  const [above, below] = [cellAt(page, 0), cellAt(page, 1)];
  await setSource(above, "const base: number = 20;");
  expect((await run(below, "base + 1")).outputs).toMatchObject([{ value: { text: "21" } }]);
  await expect(above).toHaveAttribute("data-state", "done");
  await setSource(above, "const base: number = 40;");
  await expect(above).toHaveAttribute("data-state", "edited");
  await run(above);
  await expect(below).toHaveAttribute("data-state", "stale");
  await above.locator(".cell-after").getByRole("button", { name: /^Run / }).click();
  await expect(below).toHaveAttribute("data-state", "done");
  await expect(below.locator(".out-value")).toHaveText("41");
});

test("what a reset puts right below is out of date no longer", async ({ page }) => {
  const [above, below] = [cellAt(page, 0), page.locator("code-cell[data-state=stale]")];
  await run(above, "const burrow = null;");
  await expect.poll(() => below.count()).toBeGreaterThan(0);
  await above.getByRole("button", { name: "Reset" }).click();
  await expect(below).toHaveCount(0);
  await expect(above.locator(".cell-after")).toBeHidden();
});

test("reset brings back the book's text and what it printed", async ({ page }) => {
  const cell = cellAt(page, 0);
  const original = await cell.evaluate((element) => (element as CodeCell).source);
  const html = await cell.locator("code").first().innerHTML();
  const printed = await cell.locator(".cell-output").innerText();
  await run(cell, "show('mine')");
  await expect(cell.locator(".cell-output")).toHaveText("mine");
  await cell.getByRole("button", { name: "Reset" }).click();
  expect(await cell.evaluate((element) => (element as CodeCell).source)).toBe(original);
  expect(await cell.locator("code").first().innerHTML()).toBe(html);
  expect(await cell.locator(".cell-output").innerText()).toBe(printed);
  await expect(cell).toHaveAttribute("data-state", /frozen|idle/);
});

test("an edit survives a reload, and a reset ends it", async ({ page }) => {
  await type(page, cellAt(page, 1), "show('kept: 여우 🦊')");
  await expect(cellAt(page, 1)).toHaveAttribute("data-state", "edited");
  await page.reload();
  const cell = cellAt(page, 1);
  await expect(cell).toHaveAttribute("data-state", "edited");
  expect((await run(cell)).outputs).toMatchObject([{ text: "kept: 여우 🦊" }]);
  await cell.getByRole("button", { name: "Reset" }).click();
  await page.reload();
  await expect(cellAt(page, 1)).toHaveAttribute("data-state", /frozen|idle/);
});

test("a browser without storage can still edit and run", async ({ page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
    Storage.prototype.getItem = () => {
      throw new DOMException("denied", "SecurityError");
    };
  });
  await page.reload();
  const cell = cellAt(page, 0);
  await type(page, cell, "20 + 22");
  await expect(cell.locator(".cell-state")).toContainText("cannot keep it");
  await expectAlive(cell);
});

test("the keyboard gets in, out and around", async ({ page }) => {
  const cell = cellAt(page, 0);
  await cell.getByRole("button", { name: "Edit" }).press("Enter");
  await expect(cell.getByRole("textbox")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(cell.getByRole("button", { name: "Edit" })).toBeFocused();
  await setSource(cell, "await new Promise((resolve) => setTimeout(resolve, 300)); show('ran')");
  await cell.getByRole("button", { name: "Run", exact: true }).press("Enter");
  await expect(cell.getByRole("button", { name: "Stop" })).toBeFocused();
  await expect(cell.locator(".cell-output")).toHaveText("ran");
  await expect(cell.getByRole("button", { name: "Run", exact: true })).toBeFocused();
});

test("a cell cannot break the page", async ({ page }) => {
  const cell = cellAt(page, 0);
  expect((await run(cell, "self.close()")).error).toMatchObject({ message: "close() is not available in a cell." });
  expect((await run(cell, "postMessage({ type: 'finished' })")).state).toBe("error");
  expect((await run(cell, "show('<img src=x onerror=alert(1)>')")).state).toBe("done");
  await expect(cell.locator(".cell-output img")).toHaveCount(0);
  expect((await run(cell, "Promise.reject(new Error('nobody waits'));")).error).toMatchObject({
    message: "nobody waits",
  });
  expect(
    (
      await run(
        cell,
        "setTimeout(() => { throw new Error('in a timer'); }); await new Promise((r) => setTimeout(r, 50));",
      )
    ).error,
  ).toMatchObject({ message: "in a timer", line: 1 });
  await expectAlive(cell);
});

for (const address of ["./", chapter]) {
  test(`nothing heavy is loaded before the first run: ${address}`, async ({ page }) => {
    await page.goto(address);
    const loaded = await page.evaluate(() =>
      performance
        .getEntriesByType("resource")
        .map(({ name }) => name)
        .filter((name) => /\.(?:js|wasm)$/.test(name)),
    );
    // As it travels: servers send scripts packed.
    const packed = loaded.map(async (name) => gzipSync(await (await page.request.get(name)).body()).length);
    const bytes = (await Promise.all(packed)).reduce((sum, size) => sum + size, 0);
    expect(bytes).toBeGreaterThan(1000);
    expect(bytes, JSON.stringify(loaded)).toBeLessThanOrEqual(pageBudgets[address.replace("./", "")]!.js);
  });
}

test("without a network the cell says so", async ({ page, expectedErrors }) => {
  expectedErrors.push(/ERR_FAILED|live-notebook/);
  await page.route(/live-notebook/, (route) => route.abort());
  const cell = cellAt(page, 0);
  expect((await run(cell, "1")).error).toMatchObject({ name: "LoadError" });
  await expect(cell).toHaveAttribute("data-state", "error");
  await expect(cell.locator(".cell-note")).toContainText("could not be loaded");
});

const offline = /ERR_INTERNET_DISCONNECTED|NS_ERROR_OFFLINE|Could not connect|dynamically imported/;

test("wholly offline nothing is thrown past the cell", async ({ page, context, expectedErrors }) => {
  expectedErrors.push(new RegExp(`^console.error.*(?:${offline.source})`));
  await context.setOffline(true);
  const cell = cellAt(page, 0);
  const { state, error, outputs } = await run(cell, "1");
  expect(state).toBe("error");
  expect(outputs).toEqual([{ kind: "error", error }]);
  await expect(cell.locator(".cell-note")).toContainText("Is the network connection there?");
  await cell.evaluate((element) => (element as CodeCell).stop());
  await context.setOffline(false);
  // Some browsers remember that a module of the page did not arrive.
  await page.reload();
  await expectAlive(cell);
});

test("offline after the first run, a module says so, and loads when the network is back", async ({
  page,
  context,
  expectedErrors,
}) => {
  expectedErrors.push(new RegExp(`^console.error.*(?:${offline.source})`));
  const cell = cellAt(page, 0);
  await expectAlive(cell);
  await context.setOffline(true);
  const source = 'import * as tf from "@tensorflow/tfjs";\ntf.ones([2]).add(1)';
  expect((await run(cell, source)).error).toMatchObject({
    name: "LoadError",
    message: '"@tensorflow/tfjs" could not be loaded. Is the network connection there?',
    line: 1,
  });
  await context.setOffline(false);
  expect((await run(cell, source)).state).toBe("done");
});

test("who wants less motion gets none", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const cell = cellAt(page, 0);
  await setSource(cell, "await new Promise(() => {});");
  const result = cell.evaluate((element) => (element as CodeCell).run());
  await expect(cell).toHaveAttribute("data-state", "running");
  const moving = await cell.evaluate((element) => {
    const all = [element, ...element.querySelectorAll("*")].map((one) => getComputedStyle(one));
    const slow = all.filter((style) => parseFloat(style.transitionDuration) > 0.01);
    return slow.length + element.getAnimations({ subtree: true }).length;
  });
  expect(moving).toBe(0);
  await cell.evaluate((element) => (element as CodeCell).stop());
  await result;
});

test("Run all runs every cell, and Stop ends it", async ({ page }) => {
  const cells = page.locator("code-cell");
  const count = await cells.count();
  for (let index = 0; index < count; index++) await setSource(cells.nth(index), `show("cell ${index}")`);
  const runAll = page.locator("run-all");
  await runAll.getByRole("button", { name: "Run all" }).click();
  await expect(runAll.getByRole("status")).toHaveText("all done");
  for (let index = 0; index < count; index++) await expect(cells.nth(index)).toHaveAttribute("data-state", "done");
  await setSource(cells.nth(0), "await new Promise(() => {});");
  await setSource(cells.nth(1), "1");
  await runAll.getByRole("button", { name: "Run all" }).click();
  await expect(cells.nth(0)).toHaveAttribute("data-state", "running");
  await expect(cells.nth(1)).toHaveAttribute("data-state", "queued");
  await page.waitForTimeout(500);
  await runAll.getByRole("button", { name: "Stop" }).click();
  await expect(runAll.getByRole("status")).toHaveText("stopped");
  await expect(cells.nth(0)).toHaveAttribute("data-state", "stopped");
  await expect(cells.nth(0).locator(".cell-note")).toContainText("started anew");
});

test("Run all also runs what an edited cell puts out of date", async ({ page }) => {
  const cells = page.locator("code-cell");
  const [first, second] = [cells.nth(0), cells.nth(1)];
  await setSource(first, "const x = 1;");
  await setSource(second, "show(`x is ${x}`)");
  for (let index = 2; index < (await cells.count()); index++) await setSource(cells.nth(index), "1");
  const runAll = page.locator("run-all");
  await runAll.getByRole("button", { name: "Run all" }).click();
  await expect(runAll.getByRole("status")).toHaveText("all done");
  await setSource(first, "const x = 2;");
  await runAll.getByRole("button", { name: "Run all" }).click();
  await expect(second.locator(".cell-output")).toContainText("x is 2");
  await expect(second).toHaveAttribute("data-state", "done");
  await setSource(first, "const x = 3; throw new Error('x');");
  await runAll.getByRole("button", { name: "Run all" }).click();
  await expect(runAll.getByRole("status")).toHaveText("done, 1 with an error, 1 out of date");
});

test("a reset by keyboard leaves the focus in the cell", async ({ page }) => {
  const cell = cellAt(page, 0);
  await setSource(cell, "1");
  await cell.getByRole("button", { name: "Reset" }).focus();
  await page.keyboard.press("Enter");
  await expect(cell.getByRole("button", { name: "Run", exact: true })).toBeFocused();
});

test("on a phone nothing is wider than the screen", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const height = async () => (await cellAt(page, 0).locator(".cell-bar").boundingBox())!.height;
  const before = await height();
  await run(
    cellAt(page, 0),
    `show([{ prompt: "what does the fox eat ?", answer: "the fox eats berries .", score: 1.2, length: 6 }]);
lineChart({ x: "step", y: "loss", series: [{ name: "a very long name of a series", points: [[1, 2], [2, 3]] }] });
console.log("x".repeat(500));
await progress({ step: 1, steps: 2, loss: 1, accuracy: 2, reward: 3, kl: 4 }, { plot: ["loss", "kl"] });`,
  );
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  // The strip, and a row of buttons, whatever they are.
  expect(before).toBeLessThan(100);
  expect(await height()).toBe(before);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test("the code is there to read", async ({ page }) => {
    await expect(page.locator("code-cell pre").first()).toBeVisible();
    await expect(page.locator("code-cell").first().getByRole("button", { name: "Run", exact: true })).toBeHidden();
  });
});
