/** Whoever does the work: this project somewhere, stock TensorFlow.js beside it, or PyTorch. */
import type { BenchmarkReply, Request, Result, Task } from "./player.ts";

export interface Contestant {
  prepare(task: Task): Promise<{ operations: number; tokens: number }>;
  /** milliseconds per run, in the middle of about `slice` milliseconds; 0 = one run */
  measure(work: string, slice: number): Promise<number>;
  release(): Promise<void>;
  close(): Promise<void>;
}

/** Over whatever carries requests to a player and its replies back. */
export function contestant(ask: (request: Request) => Promise<BenchmarkReply>, close: () => Promise<void>): Contestant {
  const get = async (request: Request): Promise<Result> => {
    const reply = await ask(request);
    if ("problem" in reply) throw new Error(reply.problem);
    return reply.result;
  };
  return {
    async prepare(task) {
      return (await get({ type: "prepare", task })) as { operations: number; tokens: number };
    },
    async measure(work, slice) {
      return ((await get({ type: "measure", work, slice })) as { ms: number }).ms;
    },
    async release() {
      await get({ type: "release" });
    },
    close,
  };
}
