/**
 * Does work on request: prepares it, measures it as often as wanted, puts it away.
 * Runs behind a worker's messages here, and behind a process's in `npm run bench`.
 */
import { timePerRun } from "./measure.ts";
import type { Shape } from "./shapes.ts";
import type { Work } from "./works.ts";

export interface Task {
  work: string;
  shape: Shape;
  /** what else the work needs to know, plain data */
  data?: unknown;
}

export type Request =
  | { type: "prepare"; task: Task }
  /** a prepared work, for so many milliseconds; 0 = once */
  | { type: "measure"; work: string; slice: number }
  /** forgets all prepared works */
  | { type: "release" };

/** What a run of a prepared work amounts to, or how many milliseconds it took. */
export type Result = { operations: number; tokens: number } | { ms: number } | null;

export type BenchmarkReply = { result: Result } | { problem: string };

export type CreateWork = (shape: Shape, data: unknown) => Work | Promise<Work>;

export function createPlayer(known: Record<string, CreateWork>) {
  const prepared = new Map<string, Work>();

  async function answer(request: Request): Promise<Result> {
    switch (request.type) {
      case "prepare": {
        const { work: name, shape, data } = request.task;
        const work = await known[name]!(shape, data);
        prepared.set(name, work);
        return { operations: work.operations, tokens: work.tokens };
      }
      case "measure":
        return { ms: await timePerRun(prepared.get(request.work)!.run, request.slice) };
      case "release":
        for (const work of prepared.values()) work.dispose();
        prepared.clear();
        return null;
    }
  }

  return async (request: Request): Promise<BenchmarkReply> => {
    try {
      return { result: await answer(request) };
    } catch (error) {
      return { problem: String((error as Error)?.stack ?? error) };
    }
  };
}
