/** Passes requests of `npm run bench` on to a worker of its own. */
import type { Reply, Request } from "../../../src/benchmark/player.ts";

// "#stock" asks for plain TensorFlow.js; a worker's name is all it knows at its start.
const worker = new Worker(new URL("./worker.ts", import.meta.url), {
  type: "module",
  name: location.hash,
});

function answer(): Promise<Reply> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => reject(new Error(`The worker failed: ${event.message}`));
  });
}

const ready = answer();

/** Called by chromium.ts from outside. */
export async function ask(request: Request): Promise<Reply> {
  await ready;
  const reply = answer();
  worker.postMessage(request);
  return reply;
}

declare global {
  var ask: (request: Request) => Promise<Reply>;
}

globalThis.ask = ask;
