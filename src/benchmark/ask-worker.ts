import { read } from "../notebook/base/schema.ts";
import type { BenchmarkReply, Request } from "./player.ts";
import { replySchema } from "./reply-schema.ts";

/** Sends requests to a player behind a worker, one at a time; the worker first says "ready". */
export function askWorker(worker: Worker): (request: Request) => Promise<BenchmarkReply> {
  const ready = answer(worker);
  ready.catch(() => {}); // heard by whoever asks
  return async (request) => {
    await ready;
    const reply = answer(worker);
    worker.postMessage(request);
    return read(replySchema, await reply);
  };
}

function answer(worker: Worker): Promise<unknown> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message || "The worker could not be loaded."));
    };
  });
}
