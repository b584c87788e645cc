/** Passes requests of `npm run bench` on to a worker of its own. */
import { askWorker } from "../../../src/benchmark/ask-worker.ts";
import type { BenchmarkReply, Request } from "../../../src/benchmark/player.ts";

declare global {
  /** called by chromium.ts, from outside */
  var ask: (request: Request) => Promise<BenchmarkReply>;
}

// "#one", "#two" or "#stock": a worker's name is all it knows at its start.
const name = location.hash.slice(1);
const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name });

globalThis.ask = askWorker(worker);
