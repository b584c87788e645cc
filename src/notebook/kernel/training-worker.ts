import { serveRequests } from "mini-rlhf/workers/worker-server";
import { startTensorFlow } from "./start-backend.ts";

/**
 * What a worker does that another one has started beside it (page-workers.ts): it is of the same
 * file, so that what both of them need is loaded once.
 */
export async function serveTraining(): Promise<void> {
  await startTensorFlow();
  const answer = serveRequests((reply, transfer) => self.postMessage(reply, { transfer }));
  self.onmessage = ({ data }) => answer(data);
}
