import type { Reply, Request } from "./player.ts";

/** Sends requests to a player behind a worker, one at a time; the worker first says "ready". */
export function askWorker(worker: Worker): (request: Request) => Promise<Reply> {
  const ready = answer(worker);
  ready.catch(() => {}); // heard by whoever asks
  return async (request) => {
    await ready;
    const reply = answer(worker);
    worker.postMessage(request);
    return reply;
  };
}

function answer(worker: Worker): Promise<Reply> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message || "The worker could not be loaded."));
    };
  });
}
