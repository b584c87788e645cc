/** A player in a Node process of its own; node.ts starts it. */
import { createPlayer, type Request } from "../../src/benchmark/player.ts";
import { startInNode } from "../../snippets/cli/start-in-node.ts";
import { works } from "./works.ts";

await startInNode({ engine: !process.argv.includes("--stock") });

const play = createPlayer(works);
process.on("message", async (request: Request) => process.send!(await play(request)));
process.send!("ready");
