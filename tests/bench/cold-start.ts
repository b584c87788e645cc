/**
 * `npx node tests/bench/cold-start.ts [tries]`, after a build: how long a reader waits from Run to the first
 * output and to the end of the cell. Cold: a new browser profile, whose page has just been read, and
 * nothing of the notebook is there yet. Warm: the same cell once more, on the same page.
 */
import { median } from "d3-array";
import type { Browser, Page } from "playwright";
import { launch } from "./chromium.ts";
import { serveBook } from "./serve-book.ts";

interface Wait {
  first: number;
  done: number;
}

/** The first cell of the book's first chapter, and one in the middle of PPO's, which needs models. */
const cells = [
  { address: "gpt-basics/", id: "tokens" },
  { address: "ppo/", id: "microscope" },
];

/** Presses Run as a reader does, and watches the page for what changes. */
function waitFor(page: Page, id: string): Promise<Wait> {
  return page.locator(`#cell-${id}`).evaluate(async (cell) => {
    const output = cell.querySelector(".cell-output")!;
    const press = performance.now();
    let first = 0;
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    // A run takes the hatching of old outputs away when it shows its first new one.
    const shown = new MutationObserver(() => {
      if (first === 0 && !output.hasAttribute("data-old") && cell.getAttribute("data-state") !== "queued")
        first = performance.now() - press;
    });
    const ended = new MutationObserver(() => {
      const state = cell.getAttribute("data-state");
      if (state === "done") resolve(performance.now() - press);
      if (state === "error") reject(new Error(output.textContent));
    });
    shown.observe(output, { childList: true, subtree: true, characterData: true, attributes: true });
    ended.observe(cell, { attributes: true, attributeFilter: ["data-state"] });
    cell.querySelector<HTMLButtonElement>(".cell-run")!.click();
    const done = await promise;
    shown.disconnect();
    ended.disconnect();
    return { first: first || done, done };
  });
}

async function measure(browser: Browser, address: string, id: string): Promise<{ cold: Wait; warm: Wait }> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(address, { waitUntil: "networkidle" });
  const cold = await waitFor(page, id);
  const warm = await waitFor(page, id);
  await context.close();
  return { cold, warm };
}

function line(what: string, waits: Wait[]): string {
  const time = (of: keyof Wait): string => {
    const sorted = waits.map((wait) => wait[of]).sort((a, b) => a - b);
    return `${median(sorted)!.toFixed(0)} ms (${sorted[0]!.toFixed(0)} to ${sorted.at(-1)!.toFixed(0)})`;
  };
  return `${what.padEnd(24)} first output ${time("first").padEnd(24)} done ${time("done")}`;
}

const tries = Number(process.argv[2] ?? 5);
const book = await serveBook();
const browser = await launch();
try {
  console.log(`From Run, median of ${tries} and the range, Chromium ${browser.version()}`);
  for (const { address, id } of cells) {
    const found = [];
    for (let i = 0; i < tries; i++) found.push(await measure(browser, book.address + address, id));
    console.log(
      line(
        `${address}#${id} cold`,
        found.map(({ cold }) => cold),
      ),
    );
    console.log(
      line(
        `${address}#${id} warm`,
        found.map(({ warm }) => warm),
      ),
    );
  }
} finally {
  await browser.close();
  book.close();
}
