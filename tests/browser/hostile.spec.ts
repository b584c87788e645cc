import type { Page } from "@playwright/test";
import type { CodeCell } from "../../src/elements/cell/code-cell.ts";
import { cellAt, patient, run } from "./cell.ts";
import { expect, test } from "./fixtures.ts";

/** Cells that would break a page, by mistake or on purpose: the page lives, the text is kept. */
const chapter = "./gpt-basics/";

test.beforeEach(({ page }) => page.goto(chapter).then(() => {}));

/** The page answers, the text is there, also after a reload, and another cell computes. */
async function expectUnharmed(page: Page, source: string): Promise<void> {
  expect(await page.evaluate(() => 1 + 1)).toBe(2);
  expect(await cellAt(page, 0).evaluate((element) => (element as CodeCell).source)).toBe(source);
  const { state, outputs } = await run(cellAt(page, 1), "20 + 22");
  expect(state).toBe("done");
  expect(outputs).toMatchObject([{ kind: "value", value: { text: "42" } }]);
  await page.reload();
  expect(await cellAt(page, 0).evaluate((element) => (element as CodeCell).source)).toBe(source);
}

/** Starts a cell that never ends, and stops it. */
async function runAndStop(page: Page, source: string): Promise<string> {
  const result = run(cellAt(page, 0), source);
  await expect(cellAt(page, 0)).toHaveAttribute("data-state", "running");
  await page.waitForTimeout(500);
  expect(await page.evaluate(() => 1 + 1)).toBe(2);
  await cellAt(page, 0).evaluate((element) => (element as CodeCell).stop());
  return (await result).state;
}

const broken: Record<string, string> = {
  "an unclosed text": 'const a = "never closed;\nshow(a);',
  "an unclosed template": "const a = `never closed ${1 + ;\nshow(a);",
  "an unclosed comment": "/* never closed\nshow(1);",
  "an unclosed type": "const a: Map<string, = new Map();",
  "brackets without end": "(".repeat(100_000),
  "braces without end": "{".repeat(50_000),
  "nested beyond reason": `show(${"[".repeat(20_000)}${"]".repeat(20_000)});`,
  "templates in templates": "`${".repeat(5_000) + "1" + "}`".repeat(5_000),
  "a long chain": `show(1${" + 1".repeat(20_000)});`,
  "control characters": "const a\u0000\u0007 = \u001b[31m1;",
  "half an emoji": 'const \ud83d = "\udd89";',
  "a page": "<!doctype html><script>alert(1)</script><img src=x onerror=alert(1)>",
};

test("texts that are no program", async ({ page }) => {
  for (const [name, source] of Object.entries(broken)) {
    const { state, error } = await run(cellAt(page, 0), source);
    expect(state, name).toMatch(/error|done/);
    if (state === "error") expect(error!.message.length, name).toBeLessThan(400);
    expect(await page.evaluate(() => 1 + 1), name).toBe(2);
  }
  await expectUnharmed(page, Object.values(broken).at(-1)!);
});

test("a paste of a megabyte", async ({ page }) => {
  const numbers = `const list = [${Array.from({ length: 190_000 }, (_, i) => i % 10_000).join(",")}];\nlist.length`;
  const { state, outputs } = await run(cellAt(page, 0), numbers);
  expect(state).toBe("done");
  expect(outputs).toMatchObject([{ value: { text: "190000" } }]);
  for (const source of [
    `"${"x".repeat(1_000_000)}".length`,
    `// ${"comment ".repeat(130_000)}\n1`,
    "x ".repeat(500_000),
  ]) {
    expect((await run(cellAt(page, 0), source)).state).toMatch(/done|error/);
  }
  await cellAt(page, 0).evaluate((element) => (element as CodeCell).reset());
  expect((await run(cellAt(page, 0), "1 + 1")).state).toBe("done");
});

const escapes: Record<string, string> = {
  "close()": "self.close();",
  "close, by its prototype":
    "Object.getPrototypeOf(self).close?.call(self);\nDedicatedWorkerGlobalScope.prototype.close?.call(self);\nself.close();",
  "postMessage floods": 'for (let i = 0; i < 1e5; i++) postMessage({ type: "settled", stale: [], dependents: {} });',
  "postMessage, by its prototype":
    "DedicatedWorkerGlobalScope.prototype.postMessage?.call(self, { type: 'crashed' });\nself.postMessage(1);",
  "a broadcast flood":
    'const channel = new BroadcastChannel("x");\nfor (let i = 0; i < 1e4; i++) channel.postMessage("x".repeat(100));\nshow("sent");',
  "a throwing value":
    "show(new Proxy({}, { get() { throw new Error('get'); }, ownKeys() { throw new Error('keys'); } }));",
  "a thrown proxy": "throw new Proxy(new Error('x'), { get() { throw new Error('get'); } });",
  "an error that lies":
    "const e = new Error('x');\nObject.defineProperty(e, 'message', { get() { throw e; } });\nObject.defineProperty(e, 'stack', { get() { throw e; } });\nthrow e;",
  "an endless getter":
    "const o: any = {};\nObject.defineProperty(o, 'self', { enumerable: true, get: () => ({ ...o, o }) });\nshow({ deep: { deep: { deep: { deep: { deep: { deep: 1 } } } } } });",
  "a text without end": "show('x'.repeat(50_000_000));",
  "a table without end": "table(Array.from({ length: 300_000 }, (_, i) => ({ i })));",
  "printing without end": "for (let i = 0; i < 200_000; i++) console.log('line', i);",
  "outputs without end": "for (let i = 0; i < 20_000; i++) show(i);",
  "names of Object":
    "const __proto__ = { a: 1 };\nconst constructor = 2, toString = 3, hasOwnProperty = 4;\nshow(constructor + toString + hasOwnProperty);",
  "a record with bad keys": 'table([JSON.parse(\'{"__proto__": 1, "constructor": 2, "toString": 3}\')]);',
  recursion: "const f = (): number => f() + 1;\nf();",
};

test("ways out of a cell lead nowhere", async ({ page }) => {
  for (const [name, source] of Object.entries(escapes)) {
    const { state } = await run(cellAt(page, 0), source);
    expect(state, name).toMatch(/done|error/);
    const next = await run(cellAt(page, 1), "20 + 22");
    expect(next.state, `after ${name}`).toBe("done");
  }
  await expectUnharmed(page, Object.values(escapes).at(-1)!);
});

test("who breaks the language for a cell restarts the notebook", async ({ page }) => {
  const tricks = [
    "Object.prototype.then = (f: any) => f(1);",
    "Promise.prototype.then = null as never;",
    "Array.prototype[Symbol.iterator] = null as never;",
    "Object.defineProperty(Object.prototype, 'kind', { get() { throw new Error('kind'); } });",
    "globalThis.Map = null as never;\nglobalThis.Set = null as never;\nglobalThis.Error = null as never;",
    "performance.now = () => { throw new Error('late'); };",
    "(globalThis as any).eval = () => { throw new Error('evil'); };",
  ];
  for (const trick of tricks) {
    const result = run(cellAt(page, 0), `${trick}\nshow("done");`);
    await expect(cellAt(page, 0)).not.toHaveAttribute("data-state", "queued");
    await page.waitForTimeout(500);
    expect(await page.evaluate(() => 1 + 1), trick).toBe(2);
    await page.locator("run-all .cell-more").click();
    await page.getByRole("menuitem", { name: /Restart/ }).click();
    await result;
    const next = await run(cellAt(page, 1), "20 + 22");
    expect(next.state, `after ${trick}`).toBe("done");
  }
});

test("loops that only Stop ends", async ({ page }) => {
  const loops = [
    "const f = (): Promise<void> => Promise.resolve().then(f);\nawait f();",
    "const f = () => queueMicrotask(f);\nf();\nawait new Promise(() => {});",
    "setInterval(() => { for (;;); }, 1);\nawait new Promise(() => {});",
    "for (;;) { try { show(1); } catch {} }",
    "await navigator.locks?.request('x', () => new Promise(() => {}));\nfor (;;);",
    "/(a+)+$/.test('a'.repeat(40) + 'b');",
  ];
  for (const loop of loops) {
    expect(await runAndStop(page, loop), loop).toMatch(/stopped|error/);
  }
  await expectUnharmed(page, loops.at(-1)!);
});

test("memory bombs cost the worker, not the page or the text", async ({ page }) => {
  const bombs = {
    "a buffer": "new Uint8Array(2 ** 40);",
    "a text": "let text = 'x';\nfor (;;) text += text;",
    "a list": "const a = [1];\nfor (;;) a.length = 2 * a.length + 2 ** 31;",
  };
  for (const [name, source] of Object.entries(bombs)) {
    const { state, error } = await run(cellAt(page, 0), source);
    expect(state, name).toBe("error");
    expect(error!.message, name).toMatch(/memory|length|size|allocation/i);
    expect(error!.hint ?? error!.message, name).not.toBe("");
    const next = await run(cellAt(page, 1), "20 + 22");
    expect(next.state, `after ${name}`).toBe("done");
  }
  await expectUnharmed(page, Object.values(bombs).at(-1)!);
});

test("when the browser ends the page, the next visit has the text and says why", async ({
  page,
  context,
  browserName,
}) => {
  test.skip(browserName !== "chromium", "only Chromium can be made to end a page");
  const source = "const all: unknown[] = [];\nfor (;;) await progress({ step: all.push(1) });";
  void run(cellAt(page, 0), source).catch(() => {});
  await expect(cellAt(page, 0)).toHaveAttribute("data-state", "running");
  const other = await context.newPage();
  await other.goto(chapter);
  await expect(cellAt(other, 0).locator(".cell-note")).toBeHidden();
  const session = await context.newCDPSession(page);
  void session.send("Page.crash").catch(() => {});
  await expect(async () => {
    await other.reload();
    await expect(cellAt(other, 0).locator(".cell-note")).toContainText("more memory than there is", { timeout: 1000 });
  }).toPass(patient);
  expect(await cellAt(other, 0).evaluate((element) => (element as CodeCell).source)).toBe(source);
  await other.reload();
  await expect(cellAt(other, 0).locator(".cell-note")).toBeHidden();
});
