/** One piece of work, done by everybody in turns: A B C, A B C, ... so that all meet the same load. */
import { median } from "../../src/benchmark/measure.ts";
import type { Task } from "../../src/benchmark/player.ts";
import type { Contestant } from "./contestant.ts";

export interface Entry {
  contestant: Contestant;
  task: Task;
  /** milliseconds of work per round; 0 = once */
  slice: number;
  rounds: number;
  /** by how much a run is less than the work it stands for: 0.1 = a tenth */
  share: number;
}

export interface Outcome {
  /** milliseconds for the work, the median of the rounds */
  ms: number;
  operations: number;
}

export async function compare(entries: Entry[]): Promise<Map<Entry, Outcome>> {
  const operations = new Map<Entry, number>();
  const timings = new Map<Entry, number[]>();
  for (const entry of entries) {
    const { contestant, task, slice } = entry;
    operations.set(entry, (await contestant.prepare(task)).operations);
    timings.set(entry, []);
    // Once unmeasured, until it is compiled and in the cache; a path is long enough without.
    if (slice > 0) await contestant.measure(task.work, Math.max(slice, 300));
  }
  const most = Math.max(...entries.map(({ rounds }) => rounds));
  for (let round = 0; round < most; round++) {
    for (const entry of entries.filter(({ rounds }) => round < rounds)) {
      const ms = await entry.contestant.measure(entry.task.work, entry.slice);
      timings.get(entry)!.push(ms / entry.share);
    }
  }
  for (const { contestant } of entries) await contestant.release();
  return new Map(
    entries.map((entry) => [
      entry,
      { ms: median(timings.get(entry)!), operations: operations.get(entry)! },
    ]),
  );
}
