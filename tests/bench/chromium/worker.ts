import { createPlayer, type Request } from "../../../src/benchmark/player.ts";
import { startTensorFlow } from "../../../src/notebook/start-backend.ts";
import { works } from "../works.ts";

await startTensorFlow({ engine: self.name !== "stock" });

const play = createPlayer(works);
self.onmessage = async ({ data }: MessageEvent<Request>) => self.postMessage(await play(data));
self.postMessage("ready");
