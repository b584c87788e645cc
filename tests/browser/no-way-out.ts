import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { CodeCell } from "../../src/elements/cell/code-cell.ts";
import { expect } from "./fixtures.ts";
import { startEmptyPage, startOtherServer } from "./other-server.ts";
import { Crashed } from "../same-bits/firefox.ts";
import { cellThatTries, places, wayNames, workerThatTries } from "./ways-out.ts";

/** What holds of the page's policy in every browser: cells and their workers do not get round it. */
const assets = path.resolve(import.meta.dirname, "../../dist/_astro");

/** A browser that runs a script in a page; the script promises a text. */
export type Ask = (url: string, script: string) => Promise<string>;

/** Runs in a page without a policy, until the other server has been asked in all known ways. */
const asFree = (server: string, names: string[]) => `(async () => {
  const code = ${JSON.stringify(workerThatTries(`${server}/free`, names))};
  // held, since Firefox collects a worker that nobody holds
  globalThis.held = new Worker(URL.createObjectURL(new Blob([code])));
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
const knownWays = wayNames.filter((name) =>
  /^(fetch|xhr|worker-of|import(?!-css|-json))|^(socket|event-source|scripts|cache-add|wasm-streaming)$/.test(name),
);

/**
 * The ways are ways: where no policy holds, they lead out.
 * @param crashes ways at which this browser may crash, before the others have led out
 */
export async function expectWaysLeadOut(ask: Ask, crashes: string[] = []): Promise<void> {
  const names = wayNames.filter((name) => !crashes.includes(name));
  const known = knownWays.filter((name) => names.includes(name));
  await using other = await startOtherServer();
  await using empty = await startEmptyPage();
  other.answerAfter(
    "all",
    known.map((name) => `free/${name}`),
  );
  const answer = await ask(empty.address, asFree(other.address, names)).catch((error: unknown) => String(error));
  const reached = new Set(other.asked.map((url) => url.replace("free/", "")));
  expect(
    known.filter((name) => !reached.has(name)),
    answer,
  ).toEqual([]);
  expect(known.length).toBeGreaterThanOrEqual(30);
}

/**
 * None leads out of a cell of that page, of a worker that it starts, of a worker of that one.
 * @param crashes ways that this browser may crash at when it refuses them: each is tried in pages of its own
 */
export async function expectNoWayOut(ask: Ask, page: string, crashes: string[] = []): Promise<void> {
  await using other = await startOtherServer();
  const names = wayNames.filter((name) => !crashes.includes(name));
  const tried = JSON.parse(await ask(page, inCell(cellThatTries(other.address, names)))) as Record<string, string>[];
  expect(tried.map((ways) => Object.keys(ways))).toEqual([names, names, names]);
  for (const name of crashes) {
    for (const place of places) {
      const said = await ask(page, inCell(cellThatTries(other.address, [name], [place]))).catch(tellCrash);
      expect(said, `${name} in ${place}`).toMatch(/refused: |has crashed/);
    }
  }
  expect(other.asked).toEqual([]);
  expect(other.connections()).toBe(0);
}

/** Whoever crashes does not get out either; anything else that goes wrong is not an answer. */
function tellCrash(error: unknown): string {
  if (!(error instanceof Crashed)) throw error;
  return error.message;
}

/** The site's own files that hear messages. */
function ownWorkers(): string[] {
  const hears = (name: string) => /onmessage|["'`]message["'`]/.test(readFileSync(path.join(assets, name), "utf8"));
  return readdirSync(assets).filter((name) => name.endsWith(".js") && hears(name));
}

/** Starts them as workers of a cell, by name too, and bids them run one; shows who has done so. */
const cellThatBids = (
  server: string,
  files: string[],
) => `const addresses = ${JSON.stringify(files)}.map((name: string) => location.origin + "/mini-rlhf/_astro/" + name);
const ways: WorkerOptions[] = [{ type: "module" }, { type: "module", name: "other worker" }, {}];
const obeyed: string[] = [];
// Firefox collects a worker that nobody holds, also while its code is on the way; it is silent then.
const held: Worker[] = [];
Object.assign(globalThis, { held });
const bid = (address: string, options: WorkerOptions) => new Promise<void>((answered) => {
  const worker = new Worker(address, options);
  held.push(worker);
  worker.onmessage = ({ data }) => {
    if (data.type === "settled") obeyed.push(address);
    if (data.type === "settled" || address !== location.href) answered();
  };
  worker.onerror = (event) => {
    event.preventDefault();
    answered();
  };
  const source = 'await fetch("${server}/own?" + ' + JSON.stringify(address) + ', { mode: "no-cors" })';
  worker.postMessage({ type: "run", targets: ["a"], cells: [{ id: "a", source }] });
});
const wait = (milliseconds: number) => new Promise<void>((over) => setTimeout(over, milliseconds));
await bid(location.href, ways[0]!);
// One begins when another has spoken: Firefox gets stuck where dozens load at once. None is ended before all are over.
for (const address of addresses)
  for (const options of ways) await Promise.race([bid(address, options).catch(() => {}), wait(2000)]);
await wait(10_000);
show("obeyed: " + obeyed.map((address) => address.split(":")[0]).join());`;

/** No file of the site, as a worker, which has no policy, runs cells. */
export async function expectNoWorkerObeys(ask: Ask, page: string): Promise<void> {
  await using other = await startOtherServer();
  const files = ownWorkers();
  expect(files.filter((name) => name.startsWith("worker-")).length, "of the cells and the benchmark").toBeGreaterThan(
    0,
  );
  const said = await ask(page, inCell(cellThatBids(other.address, files)));
  // the worker of the cell's own blob runs cells, held as this one is
  expect(said).toBe("obeyed: blob");
  expect(other.asked).toEqual([]);
}
