/** A player in a Node process of its own; node.ts starts it. */
import { createPlayer, type Request } from "../../src/benchmark/player.ts";
import { startBackend } from "../../snippets/backend.ts";
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { works } from "./works.ts";

const tfjs = dirname(fileURLToPath(import.meta.resolve("@tensorflow/tfjs-backend-wasm")));
const engine = new URL("../../snippets/engine/kernels.wasm", import.meta.url);
const isStock = process.argv.includes("--stock");
await startBackend(`${tfjs}/`, isStock ? undefined : readFileSync(engine));

const play = createPlayer(works);
process.on("message", async (request: Request) => process.send!(await play(request)));
process.send!("ready");
