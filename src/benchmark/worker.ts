/** Does the page's measurements; a worker named "stock" has TensorFlow.js without the engine. */
import { startTensorFlow } from "../notebook/start-backend.ts";
import { createPlayer, type Request } from "./player.ts";
import { products, sampling, trainingStep } from "./works.ts";

await startTensorFlow({ engine: self.name !== "stock" });

const play = createPlayer({ train: trainingStep, sample: sampling, gemm: products });
self.onmessage = async ({ data }: MessageEvent<Request>) => self.postMessage(await play(data));
self.postMessage("ready");
