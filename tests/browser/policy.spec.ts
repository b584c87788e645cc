import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { cellAt, run } from "./cell.ts";
import { expect, test } from "./fixtures.ts";
import { type Ask, expectNoWayOut, expectNoWorkerObeys, expectWaysLeadOut } from "./no-way-out.ts";
import { startOtherServer } from "./other-server.ts";
import { tryWaysOut, wayNames } from "./ways-out.ts";
import { inWorkersNamed } from "./worker-targets.ts";

/** The page's policy: what it says, and that neither cells nor their workers get round it. */
const chapter = "./gpt-basics/";
const dist = path.resolve(import.meta.dirname, "../../dist");

const asker =
  (page: Page): Ask =>
  async (url, script) => {
    await page.goto(url);
    return page.evaluate<string>(script);
  };

// Every browser has dozens of workers to start, on a machine that may have other things to do.
test.setTimeout(5 * 60_000);

test("the ways out are ways, where no policy holds", async ({ page, expectedErrors }) => {
  expectedErrors.push(/./);
  await expectWaysLeadOut(asker(page));
});

test("no way leads out of a cell, of a worker that it starts, of a worker of that", async ({
  page,
  baseURL,
  expectedErrors,
}) => {
  expectedErrors.push(/./);
  await expectNoWayOut(asker(page), new URL(chapter, baseURL).href);
});

test("no file of the site runs a cell's commands without the policy", async ({ page, baseURL, expectedErrors }) => {
  expectedErrors.push(/./);
  await expectNoWorkerObeys(asker(page), new URL(chapter, baseURL).href);
});

test("nor out of the second worker of a training", async ({ page, expectedErrors }) => {
  expectedErrors.push(/./);
  await using other = await startOtherServer();
  await page.goto(chapter);
  await run(
    cellAt(page, 0),
    `import { startOtherWorkers } from "mini-rlhf/other-workers";
import * as tf from "@tensorflow/tfjs";
show(tf.scalar(await startOtherWorkers() ? 1 : 0));`,
  );
  const [tried] = (await inWorkersNamed(page, "other worker", tryWaysOut(other.address))) as string[];
  expect(Object.keys(JSON.parse(tried!))).toEqual(wayNames);
  expect(other.connections()).toBe(0);
});

const lines = (page: string): Map<string, string> => {
  const content = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)![1]!;
  const plain = content.replaceAll("&#39;", "'");
  return new Map(plain.split("; ").map((line) => [line.split(" ")[0]!, line.slice(line.indexOf(" ") + 1)]));
};

test("every page has the policy, before anything that it could hold", () => {
  const pages = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".html"));
  expect(pages.length).toBeGreaterThan(20);
  for (const name of pages) {
    const page = readFileSync(path.join(dist, name), "utf8");
    const policy = lines(page);
    expect(policy.get("default-src"), name).toBe("'none'");
    expect(policy.get("script-src"), name).toMatch(/^'self' 'sha256-[\w+/=]+' 'unsafe-eval' 'wasm-unsafe-eval'$/);
    expect(policy.get("connect-src"), name).toBe("'self' data: blob:");
    expect(policy.get("worker-src"), name).toBe("'self' blob:");
    expect(policy.get("require-trusted-types-for"), name).toBe("'script'");
    expect(policy.get("trusted-types"), name).toBe("book-page default");
    for (const other of ["img-src", "font-src", "style-src", "base-uri", "form-action"]) {
      expect(policy.get(other), `${name} ${other}`).not.toMatch(/\*|https?:/);
    }
    expect(page.search(/<(?:script|link|style|img)\b/), name).toBeGreaterThan(page.indexOf("Content-Security-Policy"));
  }
});

const sinks: Record<string, () => unknown> = {
  innerHTML: () => (document.body.innerHTML = "<b>x</b>"),
  insertAdjacentHTML: () => document.body.insertAdjacentHTML("beforeend", "<b>x</b>"),
  DOMParser: () => new DOMParser().parseFromString("<b>x</b>", "text/html"),
  Range: () => document.createRange().createContextualFragment("<b>x</b>"),
  srcdoc: () => (document.createElement("iframe").srcdoc = "<b>x</b>"),
  Worker: () => new Worker(URL.createObjectURL(new Blob(["1"]))),
  script: () => (document.createElement("script").text = "1"),
  // What a test evaluates is let in, but no task that it leaves behind.
  eval: () =>
    new Promise((resolve, reject) => {
      setTimeout(() => void new Promise((done) => done((0, eval)("1"))).then(resolve, reject));
    }),
  Function: () =>
    new Promise((resolve, reject) => {
      // eslint-disable-next-line @typescript-eslint/no-implied-eval -- whether it is let in is the question
      setTimeout(() => void new Promise((done) => done(new Function("1"))).then(resolve, reject));
    }),
  "another policy": () => globalThis.trustedTypes!.createPolicy("another", { createHTML: (html) => html }),
};

test("in the page, a text that nobody has let in does not become markup or code", async ({ page, expectedErrors }) => {
  expectedErrors.push(/Trusted ?(Type|HTML|Script)/i);
  await page.goto(chapter);
  for (const [name, sink] of Object.entries(sinks)) {
    const thrown = await page.evaluate(sink).then(() => "let in", String);
    expect(thrown, name).toMatch(/TypeError|EvalError/);
  }
});

test("a worker that a cell starts works as everywhere, but loads no fonts, and neither do its own", async ({
  page,
  expectedErrors,
}) => {
  expectedErrors.push(/Error: mine/);
  await page.goto(chapter);
  const trust = "self.trustedTypes?.createPolicy('default', { createScriptURL: (a) => a });";
  const source = `const trust = ${JSON.stringify(trust)};
const started = async (code: string, type: WorkerType) => {
  const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  const worker = new Worker(address, { type, name: "of mine" });
  URL.revokeObjectURL(address);
  worker.postMessage("asked at once");
  const said = await new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message + " in line " + event.lineno));
    };
  });
  return \`\${said} \${worker instanceof Worker}\`;
};
const answer = "onmessage = ({ data }) => postMessage([data, self.name, typeof FontFace].join());";
const deep = trust + "const inner = new Worker(URL.createObjectURL(new Blob([" + JSON.stringify(answer) + "])), { name: 'inner' });" +
  "inner.onmessage = ({ data }) => postMessage(data); inner.postMessage('deep');";
show([typeof FontFace, await started(answer, "classic"), await started(answer, "module"), await started(deep, "classic")].join("; "));
show(await started("\\n\\nthrow new Error('mine')", "classic").catch((error) => error.message));`;
  const { outputs } = await run(cellAt(page, 0), source);
  const one = "asked at once,of mine,undefined true";
  expect(outputs).toMatchObject([
    { text: `undefined; ${one}; ${one}; deep,inner,undefined true` },
    { text: expect.stringMatching(/mine in line 3$/) },
  ]);
});

test("in a cell, a text becomes code as everywhere, and addresses are the book's", async ({ page }) => {
  await page.goto(chapter);
  const { outputs, error } = await run(
    cellAt(page, 0),
    `const x = 20;
show(eval("x + 22"));
show((0, eval)("40 + 2"));
show(new Function("return 42")());
show(await new (Object.getPrototypeOf(async () => {}).constructor)("return 42")());
show(await new Promise((resolve) => { Object.assign(globalThis, { resolve }); self.setTimeout("resolve(42)"); }));
show((await (await fetch("checkpoints/pretrain/training.json")).text()).length > 0 ? 42 : 0);
show((await (await fetch(new URL("/mini-rlhf/checkpoints/pretrain/training.json", location.origin))).text()).length > 0 ? 42 : 0);
show(await (await fetch(new Request("/mini-rlhf/checkpoints/pretrain/training.json"))).ok ? 42 : 0);
show(Number(await (await fetch("data:text/plain,42")).text()));
show(Number(await (await fetch(URL.createObjectURL(new Blob(["42"])))).text()));`,
  );
  expect(error).toBeNull();
  expect(outputs.map((output) => JSON.stringify(output).match(/"text":"(\d+)"/)?.[1])).toEqual(Array(10).fill("42"));
});

test("a cell does not hear what the page tells its worker, nor breaks the next worker", async ({ page }) => {
  await page.goto(chapter);
  await run(
    cellAt(page, 0),
    `const heard: unknown[] = [];
addEventListener("message", (event) => heard.push(event.data));
addEventListener("message", (event) => heard.push(event.data), true);
globalThis.onmessage = (event) => heard.push(event.data);
URL.revokeObjectURL(location.href);`,
  );
  const { outputs } = await run(cellAt(page, 1), "heard.length");
  expect(outputs).toMatchObject([{ value: { text: "0" } }]);
  await page.locator("run-all .cell-more").click();
  await page.getByRole("menuitem", { name: /Restart/ }).click();
  expect((await run(cellAt(page, 1), "20 + 22")).outputs).toMatchObject([{ value: { text: "42" } }]);
});

const elsewhere = "http://127.0.0.1:9";
const refused: Record<string, [code: string, hint: RegExp]> = {
  fetch: [
    `await fetch("${elsewhere}/data.csv")`,
    /refused http:\/\/127\.0\.0\.1:9\/data\.csv\. .*nothing else, on purpose/,
  ],
  "a request": [
    `await new Promise((resolve, reject) => {
  const request = new XMLHttpRequest();
  request.open("GET", "${elsewhere}/data.csv");
  Object.assign(request, { onload: resolve, onerror: reject }).send();
})`,
    /refused http:.*data\.csv\. .*pasted into the cell/,
  ],
  "a socket": [
    `await new Promise((resolve, reject) => Object.assign(new WebSocket("ws://127.0.0.1:9/live"), { onopen: resolve, onerror: reject }))`,
    /refused ws:\/\/127\.0\.0\.1:9\/live\. /,
  ],
  "import()": [`await import("${elsewhere}/x.js")`, /own modules only: this page’s policy/],
  "an evaluated import": [`await eval(\`import("${elsewhere}/x.js")\`)`, /refused http:.*x\.js\. /],
  "a worker": [
    `await new Promise((resolve, reject) => Object.assign(new Worker("${elsewhere}/x.js"), { onmessage: resolve, onerror: reject }))`,
    /refused http:.*x\.js\. .*new Blob\(\[code\]\)/,
  ],
};

test("who is refused reads why, and what to do", async ({ page, expectedErrors }) => {
  expectedErrors.push(/./);
  await page.goto(chapter);
  for (const [name, [code, hint]] of Object.entries(refused)) {
    const { error } = await run(cellAt(page, 0), code);
    expect(error?.hint, name).toMatch(hint);
  }
  await expect(cellAt(page, 0).locator(".error-hint")).toContainText("This page’s policy refused");
});

/** Tells of what the policy holds back in the page and in the workers that it starts. */
async function watchRefusals(page: Page): Promise<() => Promise<string[]>> {
  const watch = () => {
    const refused: string[] = [];
    Object.assign(globalThis, { refused });
    addEventListener("securitypolicyviolation", (event) =>
      refused.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`),
    );
  };
  const read = () => Reflect.get(globalThis, "refused") as string[];
  await page.addInitScript(watch);
  page.on("worker", (worker) => void worker.evaluate(watch).catch(() => {}));
  return async () =>
    (await Promise.all([page, ...page.workers()].map((realm) => (realm as Page).evaluate(read)))).flat();
}

test("whoever reads, runs, writes and searches meets no refusal", async ({ page }) => {
  const refusals = await watchRefusals(page);
  await page.goto("./ppo/");
  const cell = cellAt(page, 0);
  const { error } = await run(
    cell,
    `import * as tf from "@tensorflow/tfjs";
lineChart({ x: "step", y: "loss", series: [{ name: "loss", points: [[0, 1], [1, 2], [2, 1]] }] });
table([{ a: 1, b: "x" }]);
show(tf.tensor([1, 2]));
show({ a: [1, { b: 2 }] });`,
  );
  expect(error).toBeNull();
  await cell.locator(".out-data summary").first().click();
  await cell.getByRole("button", { name: "Edit" }).click();
  await expect(cell.locator(".cm-content")).toBeFocused();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("tf.");
  await expect(page.locator(".cm-tooltip-autocomplete li").first()).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press("Escape");
  await page.keyboard.press("F1");
  await expect(page.getByRole("dialog", { name: "Keys in a cell" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.locator("h1").click();
  await page.keyboard.press("/");
  await page.keyboard.type("clipping");
  await expect(page.locator("search-box li").first()).toBeVisible();
  expect(page.workers().length).toBeGreaterThan(1);
  expect(await refusals()).toEqual([]);
});

test("nor whoever measures the machine", async ({ page }) => {
  const refusals = await watchRefusals(page);
  await page.goto("./benchmark/");
  await page.getByLabel("Model").selectOption("XS");
  await page.getByRole("button", { name: "Training step" }).click();
  await expect(page.getByRole("status")).toHaveText("done", { timeout: 120_000 });
  expect(page.workers().length).toBeGreaterThan(1);
  expect(await refusals()).toEqual([]);
});
