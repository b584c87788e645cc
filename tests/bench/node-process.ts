/** A player in a Node process of its own; node.ts starts it with a `WorkerKind`. */
import { workersOf } from "../../src/benchmark/worker-kind.ts";
import { createPlayer, type Request } from "../../src/benchmark/player.ts";
import { useThreads } from "../../snippets/cli/threads.ts";
import { startInNode } from "../../snippets/cli/start-in-node.ts";
import { works } from "./works.ts";

const kind = process.argv[2]!;
await startInNode({ engine: kind !== "stock", relaxed: kind === "relaxed" });
useThreads(workersOf(kind));

const play = createPlayer(works);
process.on("message", (request: Request) => void play(request).then((reply) => process.send!(reply)));
process.send!("ready");
