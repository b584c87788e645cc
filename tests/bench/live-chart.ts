/**
 * `node tests/bench/live-chart.ts [rounds]`, after a build: what a live chart costs a training. One cell
 * of the built book trains the smallest GPT in blocks, by turns with `await progress(...)` at every
 * step and without, and the chart grows to a thousand points meanwhile.
 */
import { spawn } from "node:child_process";
import path from "node:path";
import { median } from "d3-array";
import type { Page } from "playwright";
import type { CodeCell } from "../../src/elements/code-cell.ts";
import { launch } from "./chromium.ts";

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

const cell = (rounds: number): string => `
import { initGPT } from "mini-rlhf/init-gpt";
import { pretrain } from "mini-rlhf/pretrain";
import { createRng } from "mini-rlhf/random";
import { corpusRows } from "mini-rlhf/recipe";
import { gptConfig } from "mini-rlhf/sizes";
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

async function measure(page: Page, rounds: number): Promise<{ blocks: Block[]; draws: Draw[] }> {
  await watchDraws(page);
  const first = page.locator("code-cell").first();
  const { outputs, error } = await first.evaluate((element, source) => {
    element.scrollIntoView();
    (element as CodeCell).source = source;
    return (element as CodeCell).run();
  }, cell(rounds));
  if (error) throw new Error(error.message);
  const last = outputs.at(-1);
  if (last?.kind !== "text") throw new Error("The cell did not say how long its blocks took.");
  const draws = await page.evaluate(() => (globalThis as unknown as { draws: Draw[] }).draws);
  return { blocks: JSON.parse(last.text) as Block[], draws };
}

function report({ blocks, draws }: { blocks: Block[]; draws: Draw[] }): string {
  const rates = (isLive: boolean) => blocks.filter((one) => one.isLive === isLive).map((one) => one.stepsPerSecond);
  const [live, bare] = [median(rates(true))!, median(rates(false))!];
  const pairs = rates(true).map((rate, index) => 1 - rate / rates(false)[index]!);
  const shown = blocks.filter((one) => one.isLive);
  const frames = shown.map(({ from, to }) => (1000 * draws.filter(({ at }) => at > from && at < to).length) / (to - from));
  return [
    `${blocks.length / 2} blocks of ${stepsPerBlock} steps each way, by turns`,
    `without a chart  ${bare.toFixed(1)} steps/s`,
    `with one         ${live.toFixed(1)} steps/s, drawn ${median(frames)!.toFixed(1)} times a second, ${median(draws, (one) => one.ms)!.toFixed(1)} ms each`,
    `slower by        ${(100 * median(pairs)!).toFixed(1)} % (median of the pairs)`,
  ].join("\n");
}

const server = spawn(process.execPath, ["src/serve.ts"], { cwd: path.resolve(import.meta.dirname, "../..") });
const browser = await launch();
try {
  const address = await new Promise<string>((resolve) => {
    server.stdout.on("data", (said) => /http\S+/.test(String(said)) && resolve(/http\S+/.exec(String(said))![0]));
  });
  const page = await browser.newPage();
  await page.goto(new URL("./gpt-basics/", address).href);
  console.log(report(await measure(page, Number(process.argv[2] ?? 14))));
} finally {
  await browser.close();
  server.kill();
}
