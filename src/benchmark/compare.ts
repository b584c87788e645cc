/** One piece of work, done by everybody in turns: A B C, A B C, ... so that all meet the same load. */
import type { Contestant } from "./contestant.ts";
import { median } from "./measure.ts";
import type { Task } from "./player.ts";

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
  tokens: number;
}

/**
 * @param onRound hears how many rounds are over, 0 after the warm-up
 * @param isEnough whether no more rounds are needed; asked after each, with all times so far
 */
export async function compare(
  entries: Entry[],
  onRound: (done: number) => void = () => {},
  isEnough: (timings: ReadonlyMap<Entry, number[]>) => boolean = () => false,
): Promise<Map<Entry, Outcome>> {
  const prepared: Awaited<ReturnType<typeof warmUp>>[] = [];
  for (const entry of entries) prepared.push(await warmUp(entry));
  const timings = new Map<Entry, number[]>(entries.map((entry) => [entry, []]));
  const most = Math.max(...entries.map(({ rounds }) => rounds));
  for (let round = 0; round < most; round++) {
    onRound(round);
    for (const entry of entries.filter(({ rounds }) => round < rounds)) {
      const ms = await entry.contestant.measure(entry.task.work, entry.slice);
      timings.get(entry)!.push(ms / entry.share);
    }
    if (isEnough(timings)) break;
  }
  for (const { contestant } of entries) await contestant.release();
  return new Map(entries.map((entry, i) => [entry, { ...prepared[i]!, ms: median(timings.get(entry)!) }]));
}

/** Once unmeasured, until it is compiled and in the cache; a path is long enough without. */
async function warmUp({ contestant, task, slice }: Entry) {
  const amount = await contestant.prepare(task);
  if (slice > 0) await contestant.measure(task.work, Math.max(slice, 300));
  return amount;
}
