import type { Locator, Page } from "@playwright/test";
import type { CodeCell } from "../../src/elements/cell/code-cell.ts";
import { cellAt, run, setSource } from "./cell.ts";
import { expect, test } from "./fixtures.ts";

/** What a cell's timers and promises show after its end, and texts of any length. */

test.beforeEach(({ page }) => page.goto("./gpt-basics/").then(() => {}));

/** Each line says of which run it is, and its number. */
const lines =
  "const tag = crypto.randomUUID().slice(0, 8);\nlet n = 0;\nconst line = () => console.log(`${tag} ${n++}`);\n";
const ticking = `${lines}setInterval(line, 50);`;
const looping = `${lines}void (async () => { for (;;) { await new Promise((go) => setTimeout(go, 50)); line(); } })();`;
/** Lets other cells' timers come a dozen times; it ends by the worker's time and not by the page's. */
const meanwhile = "for (let i = 0; i < 25; i++) await new Promise((go) => setTimeout(go, 20));\n'over'";

const outputOf = (cell: Locator): Locator => cell.locator(".cell-output");
const linesOf = async (cell: Locator): Promise<string[]> =>
  (await outputOf(cell).innerText()).split("\n").filter(Boolean);
const stopOf = (cell: Locator): Locator => cell.getByRole("button", { name: "Stop", exact: true });
const countOf = async (cell: Locator): Promise<number> => (await linesOf(cell)).length;

async function expectOneRun(cell: Locator): Promise<string> {
  const shown = await linesOf(cell);
  const tag = shown[0]!.split(" ")[0]!;
  expect(shown).toEqual(shown.map((_, index) => `${tag} ${index}`));
  return tag;
}

async function expectGrowing(cell: Locator): Promise<void> {
  const before = await countOf(cell);
  await expect.poll(() => countOf(cell)).toBeGreaterThan(before + 2);
}

async function expectSilent(page: Page, cell: Locator): Promise<void> {
  const before = await outputOf(cell).innerText();
  expect((await run(cellAt(page, 1), meanwhile)).state).toBe("done");
  expect(await outputOf(cell).innerText()).toBe(before);
}

for (const [what, source] of Object.entries({ "an interval": ticking, "a loop that nobody awaits": looping })) {
  test(`${what} goes on below its own cell, while another runs and while none does`, async ({ page }) => {
    const [a, b] = [cellAt(page, 0), cellAt(page, 1)];
    expect((await run(a, source)).state).toBe("done");
    await expectGrowing(a);
    await setSource(b, "for (;;) await new Promise((go) => setTimeout(go, 20));");
    const running = b.evaluate((element) => (element as CodeCell).run());
    await expect(b).toHaveAttribute("data-state", "running");
    await expectGrowing(a);
    await expect(b).toHaveAttribute("data-state", "running");
    await b.evaluate((element) => (element as CodeCell).stop());
    expect((await running).state).toBe("stopped");
    // The other cell stopped by itself: no worker was ended, and nothing of this one either.
    await expectGrowing(a);
    await expectOneRun(a);
  });

  test(`${what} ends when its cell runs again`, async ({ page }) => {
    const a = cellAt(page, 0);
    await run(a, source);
    await expectGrowing(a);
    const former = await expectOneRun(a);
    await run(a, source);
    await expectGrowing(a);
    expect(await expectOneRun(a)).not.toBe(former);
    await run(a, "'nothing goes on'");
    await expectSilent(page, a);
    await expect(outputOf(a)).toHaveText("nothing goes on");
  });

  test(`${what} ends when its cell is reset`, async ({ page }) => {
    const a = cellAt(page, 0);
    const printed = await outputOf(a).innerText();
    await run(a, source);
    await expectGrowing(a);
    await a.evaluate((element) => (element as CodeCell).reset());
    await expect(a).toHaveAttribute("data-state", "frozen");
    expect(await outputOf(a).innerText()).toBe(printed);
    await expectSilent(page, a);
    await expect(stopOf(a)).toBeHidden();
  });

  test(`${what} can be stopped, with the values of all cells kept`, async ({ page }) => {
    const [a, b] = [cellAt(page, 0), cellAt(page, 1)];
    await run(b, "Object.assign(globalThis, { kept: 42 });\n1");
    await run(a, source);
    await expect(a).toHaveAttribute("data-state", "done");
    await expect(a.locator(".cell-state")).toHaveText(/still going$/);
    await expect(a.getByRole("button", { name: "Run", exact: true })).toBeVisible();
    await stopOf(a).press("Enter");
    await expect(stopOf(a)).toBeHidden();
    await expect(a.getByRole("button", { name: "Run", exact: true })).toBeFocused();
    await expect(a.locator(".cell-state")).toHaveText(/^done/);
    await expectSilent(page, a);
    expect((await run(b, "Reflect.get(globalThis, 'kept')")).outputs).toMatchObject([{ value: { text: "42" } }]);
  });
}

test("Stop is offered as long as something is to come", async ({ page }) => {
  const [a, b] = [cellAt(page, 0), cellAt(page, 1)];
  const source =
    "const id = setInterval(() => {}, 20);\nconst finish = () => (clearInterval(id), show('the last word'));";
  await run(a, `${source}\nvoid Object.assign(globalThis, { finish });`);
  await expect(stopOf(a)).toBeVisible();
  expect((await run(b, "Reflect.get(globalThis, 'finish')();\n'b'")).state).toBe("done");
  await expect(outputOf(a)).toHaveText("the last word");
  await expect(outputOf(b)).toHaveText("b");
  await expect(stopOf(a)).toBeHidden();
  await expect(a).toHaveAttribute("data-state", "done");
});

test("a restart ends what goes on, and says so", async ({ page }) => {
  const a = cellAt(page, 0);
  await run(a, ticking);
  await expectGrowing(a);
  await page.locator("run-all .cell-more").click();
  await page.getByRole("menuitem", { name: /Restart/ }).click();
  await expect(stopOf(a)).toBeHidden();
  await expectSilent(page, a);
});

test("an error in a timer stands among the lines, in its order", async ({ page }) => {
  const a = cellAt(page, 0);
  await run(
    a,
    "show('first');\nsetTimeout(() => { throw new Error('in a timer'); }, 20);\nsetTimeout(() => show('last'), 60);",
  );
  await expect(a.locator(".cell-output > *")).toHaveCount(3);
  await expect(a.locator(".cell-output > *").nth(1)).toContainText("in a timer");
  await expect(a.locator(".cell-output > *").nth(2)).toHaveText("last");
  await expect(a).toHaveAttribute("data-state", "error");
});

const values: Record<string, string> = {
  "a revoked proxy": "const { proxy, revoke } = Proxy.revocable({}, {});\nrevoke();",
  "a proxy that throws": "const proxy = new Proxy({}, { has() { throw null; }, getPrototypeOf() { throw null; } });",
  "a proxy that is thrown": "throw new Proxy({}, { get() { throw null; }, getPrototypeOf() { throw null; } });",
  "a stack that is no address":
    "throw Object.assign(new Error('x'), { stack: 'at f (mini-rlhf-cell/%E0%A4%A.ts:1:2)' });",
};

test("whatever a cell makes, the others keep their values", async ({ page }) => {
  const [a, b] = [cellAt(page, 0), cellAt(page, 1)];
  await run(b, "Object.assign(globalThis, { kept: 42 });\n1");
  for (const [what, source] of Object.entries(values)) {
    await run(a, source);
    await run(a, "1");
    expect((await run(b, "Reflect.get(globalThis, 'kept')")).outputs, what).toMatchObject([{ value: { text: "42" } }]);
  }
});

const texts: Record<string, string> = {
  "an error": "throw new Error(X);",
  "a list in an error": "throw new Error(String(Array.from({ length: 1e6 }, (_, i) => i)));",
  "a regular expression": "new RegExp('(' + X);",
  "a table": "table(Array.from({ length: 50 }, () => ({ a: X, b: X })), { caption: X });",
  "labels and lines": "show(1, X); console.log(X); console.warn(X);",
  checks: "check(X, 'a', 'b', { hint: X }); check('x', 1, () => X);",
  charts:
    "lineChart({ title: X, x: X, y: X, series: [{ name: X, points: [[1, 2], [2, 3]] }] }); barChart({ title: X, bars: [{ name: X, value: 1 }] });",
  tokens: "tokenStrip({ title: X, label: X, tokens: [X], values: [1], name: X, note: X });",
  samples: "samples({ title: X, prompts: [X], answers: { [X]: [X] } });",
  "a slider and a progress":
    "slider('s', { min: 0, max: 1, label: X, unit: X }); await progress({ step: 1, steps: 2, [X]: 1, loss: 1 }, { label: X });",
  "a late error": "setTimeout(() => { throw new Error(X); });",
};

test("texts of 10 MB leave the page as quick as it was", async ({ page }) => {
  const a = cellAt(page, 0);
  for (const [what, source] of Object.entries(texts)) {
    await run(a, `const X = ("word".repeat(2) + "s ").repeat(1e6);\n${source}`);
    await expect(outputOf(a), what).not.toBeEmpty();
    const size = await a.evaluate((element) => element.innerHTML.length);
    expect(size, what).toBeLessThan(1_500_000);
    await expect(
      outputOf(a)
        .getByText("more characters are not shown")
        .or(outputOf(a).locator("[aria-label*='not shown']"))
        .first(),
      what,
    ).toBeAttached();
    expect(await page.evaluate(() => 1 + 1), what).toBe(2);
  }
});

test("two hundred runs at once send the page to the worker once", async ({ page }) => {
  await page.evaluate(() => {
    const commands: { cells: unknown }[] = [];
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (command: { type?: string; cells: unknown }, ...rest: never[]) {
      if (command?.type === "run") commands.push(command);
      return post.call(this, command, ...rest);
    };
    Object.assign(window, { commands });
  });
  const states = await page.evaluate(async () => {
    const cell = document.querySelector<CodeCell>("code-cell")!;
    cell.source = "20 + 22";
    const results = await Promise.all(Array.from({ length: 200 }, () => cell.run()));
    return results.filter(({ state }) => state === "done").length;
  });
  expect(states).toBe(200);
  const sent = await page.evaluate(() =>
    (Reflect.get(window, "commands") as { cells: unknown }[]).map(({ cells }) => cells !== null),
  );
  expect(sent).toHaveLength(200);
  expect(sent.filter(Boolean)).toHaveLength(1);
});
