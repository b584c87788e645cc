/** Who was idle for how long in which stage of the path, as the event loops of Node count it. */
import { performance } from "node:perf_hooks";
import type { Worker } from "node:worker_threads";

type Loop = ReturnType<typeof performance.eventLoopUtilization>;

export interface StageTimes {
  name: string;
  ms: number;
  /** milliseconds without anything to do, one per worker */
  idle: number[];
}

/** Notes stages as they begin. @param threads the workers beside the first; more may come */
export class Schedule {
  readonly stages: StageTimes[] = [];
  #threads: readonly Worker[];
  #name: string | null = null;
  #began = 0;
  #loops: Loop[] = [];

  constructor(threads: readonly Worker[]) {
    this.#threads = threads;
  }

  /** @param name of the stage that begins; null: the last one ends */
  mark(name: string | null): void {
    const loops = this.#measure();
    if (this.#name !== null) {
      const idle = loops.map((loop, i) => loop.idle - (this.#loops[i]?.idle ?? loop.idle));
      this.stages.push({ name: this.#name, ms: performance.now() - this.#began, idle });
    }
    this.#name = name;
    this.#began = performance.now();
    this.#loops = loops;
  }

  #measure(): Loop[] {
    const others = this.#threads.map((thread) => thread.performance.eventLoopUtilization());
    return [performance.eventLoopUtilization(), ...others];
  }
}

/** A line per stage, and one for all of them. */
export function scheduleText(stages: readonly StageTimes[]): string {
  const workers = Math.max(...stages.map(({ idle }) => idle.length));
  const ms = stages.reduce((sum, stage) => sum + stage.ms, 0);
  const idle = Array.from({ length: workers }, (_, i) => stages.reduce((sum, stage) => sum + (stage.idle[i] ?? 0), 0));
  return [...stages, { name: "all", ms, idle }].map(line).join("\n");
}

function line({ name, ms, idle }: StageTimes): string {
  const shares = idle.map((one, i) => `worker ${i + 1} idle ${Math.round((100 * one) / ms)} %`);
  return `  ${name.padEnd(10)} ${(ms / 1000).toFixed(1).padStart(6)} s   ${shares.join("   ")}`;
}
