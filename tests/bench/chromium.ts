import { createServer } from "node:http";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Browser, chromium, type Page } from "playwright";
import { build } from "vite";
import type { WorkerKind } from "../../src/benchmark/play-in-worker.ts";
import type { Reply, Request } from "../../src/benchmark/player.ts";
import { prove } from "../provision/prove.ts";
import { provision } from "../provision/provision.ts";
import { browserSources } from "../provision/sources.ts";
import { type Contestant, contestant } from "../../src/benchmark/contestant.ts";

const root = path.resolve(import.meta.dirname, "../..");
const types: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".wasm": "application/wasm",
};

/** Builds the page and opens a browser, for one worker or several. */
export async function openChromium() {
  const folder = await mkdtemp(path.join(tmpdir(), "bench-"));
  await buildPage(folder);
  const server = createServer(async ({ url }, response) => {
    const name = path.basename(new URL(url!, "http://localhost").pathname) || "index.html";
    const inside = name.endsWith(".html") ? name : `assets/${name}`;
    const bytes = await readFile(path.join(folder, inside)).catch(() => undefined);
    response.writeHead(bytes ? 200 : 404, { "content-type": types[path.extname(name)] ?? "" });
    response.end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const { port } = server.address() as { port: number };
  const browser = await launch();
  return {
    version: browser.version(),
    /** this project in a worker of its own, or in two, or stock TensorFlow.js */
    async inWorker(kind: WorkerKind): Promise<Contestant> {
      const page = await browser.newPage();
      await page.goto(`http://localhost:${port}/#${kind}`);
      return contestant((request) => askPage(page, request), () => page.close());
    },
    async close() {
      await browser.close();
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function askPage(page: Page, request: Request): Promise<Reply> {
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
