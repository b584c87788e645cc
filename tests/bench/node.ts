import { fork } from "node:child_process";
import { once } from "node:events";
import type { WorkerKind } from "../../src/benchmark/worker-kind.ts";
import type { BenchmarkReply, Request } from "../../src/benchmark/player.ts";
import { type Contestant, contestant } from "../../src/benchmark/contestant.ts";

/** This project in Node with one worker or several, stock TensorFlow.js, or a peer: one process each. */
export async function inNode(kind: WorkerKind | "jax" | "onnx"): Promise<Contestant> {
  const program = new URL("node-process.ts", import.meta.url);
  const child = fork(program, [kind]);
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`The Node process ended with code ${code}.`);
  });
  ended.catch(() => {}); // heard by whoever waits for an answer
  const answer = async () => (await Promise.race([once(child, "message"), ended]))[0];
  await answer(); // "ready"
  const ask = (request: Request): Promise<BenchmarkReply> => {
    const reply = answer();
    child.send(request);
    return reply;
  };
  return contestant(ask, async () => {
    child.disconnect();
    await ended.catch(() => {});
  });
}
