import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Browser, chromium, type Page } from "playwright";
import { build } from "vite";
import type { WorkerKind } from "../../src/benchmark/worker-kind.ts";
import type { BenchmarkReply, Request } from "../../src/benchmark/player.ts";
import { prove } from "../provision/prove.ts";
import { provision } from "../provision/provision.ts";
import { browserSources } from "../provision/sources.ts";
import { serveFiles } from "./serve-files.ts";
import { type Contestant, contestant } from "../../src/benchmark/contestant.ts";

const root = path.resolve(import.meta.dirname, "../..");

/** Builds the page and opens a browser, for one worker or several. */
export async function openChromium() {
  const folder = await mkdtemp(path.join(tmpdir(), "bench-"));
  await buildPage(folder);
  const { port, close } = await serveFiles((pathname) => {
    const name = path.basename(pathname) || "index.html";
    return path.join(folder, name.endsWith(".html") ? name : `assets/${name}`);
  });
  const browser = await launch();
  return {
    version: browser.version(),
    /** this project in a worker of its own, or in several, stock TensorFlow.js, or jax-js */
    async inWorker(kind: WorkerKind | "jax"): Promise<Contestant> {
      const page = await browser.newPage();
      await page.goto(`http://localhost:${port}/#${kind}`);
      return contestant(
        (request) => askPage(page, request),
        () => page.close(),
      );
    },
    async close() {
      await browser.close();
      close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function askPage(page: Page, request: Request): Promise<BenchmarkReply> {
  return page.evaluate((request) => globalThis.ask(request), request);
}

async function buildPage(outDir: string) {
  await build({
    configFile: false,
    root: path.join(root, "tests/bench/chromium"),
    logLevel: "warn",
    resolve: { alias: [{ find: /^mini-rlhf\/(.+)$/, replacement: `${root}/snippets/$1.ts` }] },
    worker: { format: "es" },
    build: { outDir, emptyOutDir: true, assetsInlineLimit: 0, target: "esnext", chunkSizeWarningLimit: 4000 },
  });
}

export async function launch(): Promise<Browser> {
  const cache = path.join(root, "node_modules/.cache/mini-rlhf");
  const found = await provision(browserSources(cache), prove);
  return chromium.launch({
    executablePath: found.executablePath,
    chromiumSandbox: found.sandbox ?? true,
    env: { ...process.env, ...found.env },
  });
}
