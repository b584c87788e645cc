/** A player in a Node process of its own; node.ts starts it with a `NodeKind`. */
import type { Worker } from "node:worker_threads";
import { workersOf } from "../../src/benchmark/worker-kind.ts";
import { createPlayer, type Request } from "../../src/benchmark/player.ts";
import { threadHost } from "../../snippets/cli/threads.ts";
import { startInNode } from "../../snippets/cli/start-in-node.ts";
import { useOtherWorkers } from "../../snippets/other-workers.ts";
import { crewFor } from "../../snippets/workers/crew.ts";
import { onnxSampling } from "./onnx-sampling.ts";
import { stages } from "./path.ts";
import { Schedule, scheduleText } from "./schedule.ts";
import { works } from "./works.ts";

const kind = process.argv[2]!;
await startInNode({ engine: kind !== "stock", relaxed: kind === "relaxed" });
const cores = workersOf(kind);
const threads: Worker[] = [];
if (cores > 1) {
  const crew = () => crewFor({ cores });
  useOtherWorkers(threadHost({ crew, onStart: (thread) => threads.push(thread) }));
}

let schedule = new Schedule(threads);
stages.mark = (name) => {
  schedule.mark(name);
  if (name !== null) return;
  process.stderr.write(`schedule in Node, workers: ${cores}\n${scheduleText(schedule.stages)}\n`);
  schedule = new Schedule(threads);
};

const play = createPlayer({ ...works, "onnx sample": onnxSampling });
process.on("message", (request: Request) => void play(request).then((reply) => process.send!(reply)));
process.send!("ready");
