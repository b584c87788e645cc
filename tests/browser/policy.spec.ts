import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import type { CodeCell } from "../../src/elements/code-cell.ts";
import { cellAt, run } from "./cell.ts";
import { expect, test } from "./fixtures.ts";
import { installed } from "./installed.ts";
import { startEmptyPage, startOtherServer } from "./other-server.ts";
import { cellThatTries, tryWaysOut, wayNames, workerThatTries } from "./ways-out.ts";
import { inWorkersNamed } from "./worker-targets.ts";

/** The page's policy: what it says, and that neither cells nor their workers get round it. */
const chapter = "./gpt-basics/";
const dist = path.resolve(import.meta.dirname, "../../dist");

/** A browser that runs a script in a page; the script promises a text. */
type Ask = (url: string, script: string) => Promise<string>;

/** Runs in a page without a policy, until the other server has been asked in all known ways. */
const asFree = (server: string) => `(async () => {
  const code = ${JSON.stringify(workerThatTries(`${server}/free`))};
  new Worker(URL.createObjectURL(new Blob([code])));
  return (await fetch("${server}/all")).text();
})()`;

/** Runs in the page of a chapter. */
async function runText(source: string): Promise<string> {
  await customElements.whenDefined("code-cell");
  const cell = document.querySelector<CodeCell>("code-cell")!;
  cell.source = source;
  const { outputs, error } = await cell.run();
  if (error) throw new Error(`${error.name}: ${error.message} (line ${error.line})`);
  const shown = outputs.find((output) => output.kind === "text" && output.level === "log") as { text: string };
  return shown.text;
}

const inCell = (source: string) => `(${runText})(${JSON.stringify(source)})`;

/** What the browsers of today let through without a policy: the ways are ways. */
const knownWays = wayNames.filter((name) => /^(fetch|xhr|worker-of|import(?!-css|-json))|^(socket|event-source|scripts|cache-add|wasm-streaming)$/.test(name));

async function expectWaysLeadOut(ask: Ask): Promise<void> {
  await using other = await startOtherServer();
  await using empty = await startEmptyPage();
  other.answerAfter("all", knownWays.map((name) => `free/${name}`));
  const answer = await ask(empty.address, asFree(other.address)).catch((error: unknown) => String(error));
  const reached = new Set(other.asked.map((url) => url.replace("free/", "")));
  expect(knownWays.filter((name) => !reached.has(name)), answer).toEqual([]);
  expect(knownWays.length).toBeGreaterThanOrEqual(30);
}

async function expectNoWayOut(ask: Ask, page: string): Promise<void> {
  await using other = await startOtherServer();
  const tried = JSON.parse(await ask(page, inCell(cellThatTries(other.address)))) as Record<string, string>[];
  expect(tried.map((ways) => Object.keys(ways))).toEqual([wayNames, wayNames, wayNames]);
  expect(other.asked).toEqual([]);
  expect(other.connections()).toBe(0);
}

/** The site's own files that hear messages, and the blob that the cell's worker is of. */
function ownWorkers(): string[] {
  const folder = path.join(dist, "_astro");
  const hears = (name: string) => /onmessage|["'`]message["'`]/.test(readFileSync(path.join(folder, name), "utf8"));
  return readdirSync(folder).filter((name) => name.endsWith(".js") && hears(name));
}

/** Starts them as workers of a cell, by name too, and bids them run one; shows who has done so. */
const cellThatBids = (server: string, files: string[]) => `const addresses = ${JSON.stringify(files)}.map((name: string) => location.origin + "/mini-rlhf/_astro/" + name);
const ways: WorkerOptions[] = [{ type: "module" }, { type: "module", name: "second worker" }, {}];
const obeyed: string[] = [];
const bid = (address: string, options: WorkerOptions) => new Promise<unknown>((resolve) => {
  const worker = new Worker(address, options);
  worker.onmessage = ({ data }) => {
    if (data.type !== "settled") return;
    obeyed.push(address);
    resolve(data);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    resolve(event);
  };
  const source = 'await fetch("${server}/own?" + ' + JSON.stringify(address) + ', { mode: "no-cors" })';
  worker.postMessage({ type: "run", targets: ["a"], cells: [{ id: "a", source }] });
});
await bid(location.href, ways[0]!);
const patience = new Promise((resolve) => setTimeout(resolve, 10_000));
const all = addresses.flatMap((address) => ways.map((options) => bid(address, options).catch(() => {})));
await Promise.race([Promise.all(all), patience]);
show("obeyed: " + obeyed.map((address) => address.split(":")[0]).join());`;

async function expectNoWorkerObeys(ask: Ask, page: string): Promise<void> {
  await using other = await startOtherServer();
  const files = ownWorkers();
  expect(files.filter((name) => name.startsWith("worker-")).length, "of the cells and the benchmark").toBeGreaterThan(0);
  const said = await ask(page, inCell(cellThatBids(other.address, files)));
  // the worker of the cell's own blob runs cells, held as this one is
  expect(said).toBe("obeyed: blob");
  expect(other.asked).toEqual([]);
}

const asker = (page: Page): Ask => async (url, script) => {
  await page.goto(url);
  return page.evaluate<string>(script);
};

// Every browser has dozens of workers to start, on a machine that may have other things to do.
test.setTimeout(5 * 60_000);

test("the ways out are ways, where no policy holds", async ({ page, expectedErrors }) => {
  expectedErrors.push(/./);
  await expectWaysLeadOut(asker(page));
});

test("no way leads out of a cell, of a worker that it starts, of a worker of that", async ({ page, baseURL, expectedErrors }) => {
  expectedErrors.push(/./);
  await expectNoWayOut(asker(page), new URL(chapter, baseURL).href);
});

test("no file of the site runs a cell's commands without the policy", async ({ page, baseURL, expectedErrors }) => {
  expectedErrors.push(/./);
  await expectNoWorkerObeys(asker(page), new URL(chapter, baseURL).href);
});

for (const [name, ask] of installed) {
  test(`in the installed ${name} the ways out are ways`, () => expectWaysLeadOut(ask));

  test(`in the installed ${name} none leads out of a cell or its workers`, ({ baseURL }) =>
    expectNoWayOut(ask, new URL(chapter, baseURL).href));

  test(`in the installed ${name} no file of the site runs a cell's commands`, ({ baseURL }) =>
    expectNoWorkerObeys(ask, new URL(chapter, baseURL).href));
}
