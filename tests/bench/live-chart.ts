/**
 * `npx node tests/bench/live-chart.ts [--spare] [rounds]`, after a build: what a live chart costs a
 * training. One cell of the built book trains the smallest GPT in blocks, by turns with
 * `await progress(...)` at every step and without, and the chart grows to a thousand points meanwhile.
 *
 * A training takes two cores. With `--spare` it takes one, and the page is told of a core more than
 * there are: so a machine with two of them shows what one with three does, where a core is to spare.
 */
import { median } from "d3-array";
import type { CDPSession, Page } from "playwright";
import type { CodeCell } from "../../src/elements/cell/code-cell.ts";
import { launch } from "./chromium.ts";
import { serveBook } from "./serve-book.ts";

interface Block {
  isLive: boolean;
  stepsPerSecond: number;
  /** milliseconds since the page began */
  from: number;
  to: number;
}

interface Draw {
  at: number;
  ms: number;
}

const stepsPerBlock = 60;

const cell = (rounds: number, isSpare: boolean): string => `
import { initGPT } from "mini-rlhf/init-gpt";
import { pretrain } from "mini-rlhf/pretrain";
import { createRng } from "mini-rlhf/random";
import { corpusRows } from "mini-rlhf/training-recipe";
import { gptConfig } from "mini-rlhf/sizes";
${isSpare ? 'import { useOtherWorkers } from "mini-rlhf/other-workers";\nuseOtherWorkers(null);' : ""}
const rng = createRng(1);
const model = initGPT(gptConfig("S"), rng.fork("weights"));
const steps = ${stepsPerBlock};
let drawn = 0;
async function block(isLive: boolean) {
  const begin = performance.now();
  for await (const step of pretrain({ model, rows: corpusRows(rng), steps, learningRate: 1e-3 })) {
    if (isLive) await progress({ ...step, step: ++drawn, steps: ${stepsPerBlock * rounds} }, { plot: ["loss"] });
  }
  const [from, to] = [begin, performance.now()].map((time) => time + performance.timeOrigin);
  return { isLive, stepsPerSecond: (1000 * steps) / (to - from), from, to };
}
await block(false);
const blocks = [];
for (let round = 0; round < ${rounds}; round++) {
  const isFirst = round % 2 === 0;
  blocks.push(await block(isFirst), await block(!isFirst));
}
JSON.stringify(blocks)`;

/** Every redrawing of the chart, with what its frame took the page. */
async function watchDraws(page: Page): Promise<void> {
  await page.evaluate(() => {
    const draws: Draw[] = ((globalThis as unknown as { draws: Draw[] }).draws = []);
    const frame = globalThis.requestAnimationFrame.bind(globalThis);
    globalThis.requestAnimationFrame = (callback) =>
      frame((time) => {
        const begin = performance.now();
        callback(time);
        draws.push({ at: begin + performance.timeOrigin, ms: performance.now() - begin });
      });
  });
}

/** What the page's own thread did, in milliseconds, since it began. */
async function pageWork(session: CDPSession): Promise<Record<string, number>> {
  const { metrics } = await session.send("Performance.getMetrics");
  return Object.fromEntries(metrics.map(({ name, value }) => [name, 1000 * value]));
}

interface Measured {
  blocks: Block[];
  draws: Draw[];
  /** milliseconds of the page's thread for each drawing */
  work: Record<string, number>;
}

async function measure(page: Page, rounds: number, isSpare: boolean): Promise<Measured> {
  await watchDraws(page);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const before = await pageWork(session);
  const first = page.locator("code-cell").first();
  const { outputs, error } = await first.evaluate(
    (element, source) => {
      element.scrollIntoView();
      (element as CodeCell).source = source;
      return (element as CodeCell).run();
    },
    cell(rounds, isSpare),
  );
  if (error) throw new Error(error.message);
  const last = outputs.at(-1);
  if (last?.kind !== "text") throw new Error("The cell did not say how long its blocks took.");
  const draws = await page.evaluate(() => (globalThis as unknown as { draws: Draw[] }).draws);
  const after = await pageWork(session);
  const kinds = {
    script: "ScriptDuration",
    style: "RecalcStyleDuration",
    layout: "LayoutDuration",
    all: "TaskDuration",
  };
  const work = Object.fromEntries(
    Object.entries(kinds).map(([kind, name]) => [kind, (after[name]! - before[name]!) / draws.length]),
  );
  return { blocks: JSON.parse(last.text) as Block[], draws, work };
}

function report({ blocks, draws, work }: Measured): string {
  const rates = (isLive: boolean) => blocks.filter((one) => one.isLive === isLive).map((one) => one.stepsPerSecond);
  const [live, bare] = [median(rates(true))!, median(rates(false))!];
  const pairs = rates(true).map((rate, index) => 1 - rate / rates(false)[index]!);
  const shown = blocks.filter((one) => one.isLive);
  const frames = shown.map(
    ({ from, to }) => (1000 * draws.filter(({ at }) => at > from && at < to).length) / (to - from),
  );
  return [
    `${blocks.length / 2} blocks of ${stepsPerBlock} steps each way, by turns`,
    `without a chart  ${bare.toFixed(1)} steps/s`,
    `with one         ${live.toFixed(1)} steps/s, drawn ${median(frames)!.toFixed(1)} times a second, ${(median(draws, (one) => one.ms) ?? 0).toFixed(1)} ms each`,
    `slower by        ${(100 * median(pairs)!).toFixed(1)} % (median of the pairs; ${pairs.map((one) => (100 * one).toFixed(1)).join(" ")})`,
    `a drawing takes  ${Object.entries(work)
      .map(([kind, ms]) => `${kind} ${ms.toFixed(2)}`)
      .join(", ")} ms of the page's thread`,
  ].join("\n");
}

const options = process.argv.slice(2);
const isSpare = options.includes("--spare");
const rounds = Number(options.find((one) => /^\d+$/.test(one)) ?? 14);

const book = await serveBook();
const browser = await launch();
try {
  const page = await browser.newPage();
  if (isSpare) {
    await page.addInitScript(() => {
      const cores = navigator.hardwareConcurrency + 1;
      Object.defineProperty(navigator, "hardwareConcurrency", { get: () => cores });
    });
  }
  await page.goto(`${book.address}gpt-basics/`);
  console.log(report(await measure(page, rounds, isSpare)));
} finally {
  await browser.close();
  book.close();
}
