/** The program of a thread that works beside a training. */
import { parentPort } from "node:worker_threads";
import { serveRequests } from "../workers/worker-server.ts";
import { startInNode } from "./start-in-node.ts";

await startInNode();
const port = parentPort!;
const answer = serveRequests((reply, owned) => port.postMessage(reply, owned));
port.on("message", answer);
