/**
 * `npx node tests/bench/dev-server.ts [--cold]`: how long an author waits for `npm run dev`: from the start to a chapter's
 * page, and from a saved file to the page that shows it. Cold: without what Vite has kept from an earlier start.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import type { Page } from "playwright";
import { launch } from "./chromium.ts";

const root = path.resolve(import.meta.dirname, "../..");
const chapter = path.join(root, "chapters/01-gpt-basics/index.mdx");
const patience = 180_000;

/** One thing that an author changes, and where the page shows it. */
const changes = [
  {
    what: "a line of text",
    place: "main",
    find: /^(?=[A-Z][a-z]+ [a-z]+ [a-z]+ )/m,
    insert: (mark: string) => `${mark} `,
  },
  {
    what: "a line of a cell",
    place: "code-cell",
    find: /(?<=^```ts cell[^\n]*\n)/m,
    insert: (mark: string) => `// ${mark}\n`,
  },
];

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function startServer(port: number): ChildProcess {
  const args = [path.join(root, "node_modules/astro/bin/astro.mjs"), "dev", "--port", String(port)];
  const env = { ...process.env, ASTRO_TELEMETRY_DISABLED: "1" };
  return spawn(process.execPath, args, { cwd: root, env, stdio: process.env.VERBOSE ? "inherit" : "ignore" });
}

/** The whole page, as soon as the server gives it. */
async function htmlOf(address: string, server: ChildProcess): Promise<string> {
  const late = AbortSignal.timeout(patience);
  while (!late.aborted && server.exitCode === null) {
    const html = await fetch(address, { signal: late }).then(
      (response) => (response.ok ? response.text() : `${response.status}: ${address}`),
      () => "",
    );
    if (html.includes("</html>")) return html;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`The server gave no page at ${address}.`);
}

/** Saves the chapter with a word more; @returns how long until the page has it */
async function shown(page: Page, { place, find, insert }: (typeof changes)[number]): Promise<number> {
  const mark = `mark${Math.floor(performance.now())}`;
  const text = await readFile(chapter, "utf8");
  const changed = text.replace(find, () => insert(mark));
  if (changed === text) throw new Error(`${chapter} has no line of that kind.`);
  const saved = performance.now();
  await writeFile(chapter, changed);
  await page.locator(place, { hasText: mark }).first().waitFor({ state: "attached", timeout: patience });
  return performance.now() - saved;
}

async function measure(port: number): Promise<void> {
  const address = `http://localhost:${port}/mini-rlhf/gpt-basics/`;
  const say = (what: string, ms: number) => console.log(`${what.padEnd(32)} ${(ms / 1000).toFixed(2)} s`);
  const browser = await launch();
  const begin = performance.now();
  const server = startServer(port);
  const before = await readFile(chapter, "utf8");
  try {
    await htmlOf(address, server);
    say("start to the page's HTML", performance.now() - begin);
    const page = await browser.newPage();
    await page.goto(address, { waitUntil: "commit", timeout: patience });
    await page.locator("code-cell:defined").first().waitFor({ timeout: patience });
    say("start to cells that are defined", performance.now() - begin);
    for (const change of [...changes, ...changes]) say(`${change.what} saved to shown`, await shown(page, change));
  } finally {
    await writeFile(chapter, before);
    await browser.close();
    server.kill("SIGTERM");
  }
}

if (process.argv.includes("--cold")) await rm(path.join(root, "node_modules/.vite"), { recursive: true, force: true });
await measure(await freePort());
