/**
 * `npx node tests/bench/drag-figures.ts [--slow N] [chapter ...]`, after a build: how steady the figures are
 * under the hand. Each slider of a page is moved once a frame, up and down, on a page whose processor is N
 * times slower (4 unless said); first drags, not counted, load what the figure needs. Frames are the
 * page's own; what a frame cost is the thread's time, which other programs on the machine do not change.
 */
import { readdirSync } from "node:fs";
import path from "node:path";
import { quantile } from "d3-array";
import type { CDPSession, Page } from "playwright";
import { launch } from "./chromium.ts";
import { serveBook } from "./serve-book.ts";

interface Drag {
  frames: number[];
  /** milliseconds of the page's thread for each frame */
  work: number;
}

const framesOfDrag = 120;
/** A frame that takes longer is seen. */
const longMs = 50;

/** Moves a slider once a frame through its positions, forth and back, and notes when the frames came. */
function drag(page: Page, index: number, count: number): Promise<number[]> {
  return page.evaluate(
    ([at, wanted]) =>
      new Promise<number[]>((resolve) => {
        const frames: number[] = [];
        const begin = document.querySelectorAll<HTMLInputElement>("input[type=range]")[at!]!;
        const find = () => document.querySelectorAll<HTMLInputElement>("input[type=range]")[at!] ?? begin;
        const { min, max, step } = begin;
        const size = Number(step) || 1;
        const positions = Math.round((Number(max) - Number(min)) / size);
        const move = (time: number): void => {
          frames.push(time);
          if (frames.length > wanted!) return resolve(frames);
          const place = Math.abs(
            ((frames.length * Math.max(1, Math.round(positions / 40))) % (2 * positions)) - positions,
          );
          const slider = find();
          slider.value = String(Number(min) + place * size);
          slider.dispatchEvent(new Event("input", { bubbles: true }));
          requestAnimationFrame(move);
        };
        begin.scrollIntoView({ block: "center", behavior: "instant" });
        for (const sign of ["pointerover", "focusin"]) begin.dispatchEvent(new Event(sign, { bubbles: true }));
        requestAnimationFrame(move);
      }),
    [index, count],
  );
}

async function threadMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics");
  return 1000 * metrics.find(({ name }) => name === "TaskDuration")!.value;
}

async function measure(page: Page, session: CDPSession, index: number, slow: number): Promise<Drag> {
  await drag(page, index, 30);
  await page.waitForLoadState("networkidle");
  await drag(page, index, 30);
  await session.send("Emulation.setCPUThrottlingRate", { rate: slow });
  const before = await threadMs(session);
  const frames = await drag(page, index, framesOfDrag);
  const work = (await threadMs(session)) - before;
  await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  return { frames: frames.slice(1).map((time, i) => time - frames[i]!), work: work / framesOfDrag };
}

function row(name: string, { frames, work }: Drag): string {
  const seconds = frames.reduce((sum, ms) => sum + ms, 0) / 1000;
  const rate = frames.length / seconds;
  const [half, most] = [0.5, 0.95].map((share) => quantile(frames, share)!);
  const long = frames.filter((ms) => ms > longMs).length;
  const numbers = [rate.toFixed(0), half!.toFixed(0), most!.toFixed(0), String(long), work.toFixed(1)];
  return `${name.padEnd(52)}${numbers.map((text) => text.padStart(8)).join("")}`;
}

async function measurePage(page: Page, address: string, slow: number): Promise<void> {
  await page.goto(address, { waitUntil: "networkidle" });
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const names = await page.locator("input[type=range]").evaluateAll((all) =>
    all.map((one) => {
      const cell = one.closest("code-cell")?.getAttribute("data-cell") ?? one.parentElement!.localName;
      return `${cell}: ${one.closest("label, cell-input")?.textContent.trim().split("\n")[0] ?? ""}`;
    }),
  );
  for (const [index, name] of names.entries()) {
    console.log(
      row(
        `${new URL(address).pathname.split("/").at(-2)} ${name}`.slice(0, 50),
        await measure(page, session, index, slow),
      ),
    );
  }
}

const given = process.argv.slice(2);
const slow = given[0] === "--slow" ? Number(given.splice(0, 2)[1]) : 4;
const all = readdirSync(path.resolve(import.meta.dirname, "../../chapters")).filter((name) => /^\d\d-/.test(name));
const chapters = all.map((name) => (name.startsWith("00") ? "" : `${name.slice(3)}/`));

const book = await serveBook();
const browser = await launch();
try {
  console.log(`${"".padEnd(52)}${["fps", "median", "95 %", "long", "work"].map((text) => text.padStart(8)).join("")}`);
  for (const chapter of given.length > 0 ? given.map((name) => `${name}/`) : chapters) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await measurePage(page, `${book.address}${chapter}`, slow);
    await page.close();
  }
} finally {
  await browser.close();
  book.close();
}
