import { hostClock } from "../base/clock.ts";
import { consoleText, formatLine } from "./console-format.ts";
import { consoleTable } from "./console-table.ts";
import { formatDuration } from "../output/format.ts";
import type { TextOutput } from "../output/output.ts";
import type { OutputStream } from "../output/output-stream.ts";
import { callers } from "./stack.ts";
import type { StopSignal } from "../base/stop.ts";

/** Every method that a console has in Chromium, Firefox or WebKit. */
export const consoleMethods = [
  "log",
  "info",
  "debug",
  "warn",
  "error",
  "exception",
  "table",
  "dir",
  "dirxml",
  "trace",
  "assert",
  "clear",
  "group",
  "groupCollapsed",
  "groupEnd",
  "count",
  "countReset",
  "time",
  "timeLog",
  "timeEnd",
  // These are for a browser's tools alone, and print nothing here.
  "profile",
  "profileEnd",
  "timeStamp",
  "record",
  "recordEnd",
  "screenshot",
  "takeHeapSnapshot",
  "createTask",
  "context",
] as const;

type ConsoleMethod = (typeof consoleMethods)[number];
export type CellConsole = Record<ConsoleMethod, (...values: unknown[]) => unknown>;

const step = "  ";

/**
 * The console of one run of a cell. Groups, counts and timers begin anew with each run, so that a
 * cell that runs again prints the same.
 */
export function createConsole(out: OutputStream, stop: StopSignal, now = hostClock.now): CellConsole {
  const groups = new Groups();
  const say = (level: TextOutput["level"], ...values: unknown[]): void => {
    stop.check();
    out.write(groups.indent(formatLine(values)), level);
  };
  const writer =
    (level: TextOutput["level"]) =>
    (...values: unknown[]) =>
      say(level, ...values);
  const open = (...values: unknown[]): void => {
    if (values.length > 0) say("log", ...values);
    groups.open();
  };
  const own: CellConsole = {
    log: writer("log"),
    info: writer("info"),
    debug: writer("debug"),
    warn: writer("warn"),
    error: writer("error"),
    exception: writer("error"),
    table(data, only) {
      const table = consoleTable(data, only);
      if (!table) return say("log", data);
      stop.check();
      out.add(table);
    },
    // An object in full, and a text as the value it is.
    dir: (value) => say("log", "%O", value),
    dirxml: writer("log"),
    trace(...values) {
      const title = values.length > 0 ? `Trace: ${formatLine(values)}` : "Trace";
      say("log", [title, ...callers(traceOf())].join(`\n${step}`));
    },
    assert(condition, ...values) {
      if (!condition) say("error", ...assertion(values));
    },
    clear() {
      stop.check();
      out.clearText();
    },
    group: open,
    groupCollapsed: open,
    groupEnd: () => groups.close(),
    ...createCounts(say),
    ...createTimers(say, now),
    ...toolsAlone,
    context: () => own,
  };
  return own;
}

const nothing = (): void => {};
const toolsAlone = {
  profile: nothing,
  profileEnd: nothing,
  timeStamp: nothing,
  record: nothing,
  recordEnd: nothing,
  screenshot: nothing,
  takeHeapSnapshot: nothing,
  createTask: () => ({ run: (work: () => unknown) => work() }),
};

/** How deep the lines are that come. */
class Groups {
  #depth = 0;

  open(): void {
    this.#depth++;
  }

  close(): void {
    this.#depth = Math.max(0, this.#depth - 1);
  }

  indent(text: string): string {
    // Nobody reads what stands further right.
    const before = step.repeat(Math.min(this.#depth, 20));
    return before === "" ? text : text.replace(/^/gm, before);
  }
}

type Say = (level: TextOutput["level"], ...values: unknown[]) => void;

function createCounts(say: Say): Pick<CellConsole, "count" | "countReset"> {
  const counts = new Map<string, number>();
  return {
    count(given) {
      const label = labelOf(given);
      const count = (counts.get(label) ?? 0) + 1;
      counts.set(label, count);
      say("log", `${label}: ${count}`);
    },
    countReset(given) {
      const label = labelOf(given);
      if (counts.has(label)) counts.set(label, 0);
      else say("warn", `Nothing was counted as "${label}" in this run of the cell.`);
    },
  };
}

function createTimers(say: Say, now: () => number): Pick<CellConsole, "time" | "timeLog" | "timeEnd"> {
  const begins = new Map<string, number>();
  const tell = (label: string, ...values: unknown[]): void => {
    const begin = begins.get(label);
    if (begin === undefined) return say("warn", `No timer "${label}" was started in this run of the cell.`);
    // A label may have a % in it, and the values are no part of it.
    say("log", "%s", `${label}: ${duration(now() - begin)}`, ...values);
  };
  return {
    time(given) {
      const label = labelOf(given);
      if (begins.has(label)) say("warn", `The timer "${label}" runs already.`);
      else begins.set(label, now());
    },
    timeLog: (given, ...values) => tell(labelOf(given), ...values),
    timeEnd(given) {
      const label = labelOf(given);
      tell(label);
      begins.delete(label);
    },
  };
}

function labelOf(given: unknown): string {
  return given === undefined ? "default" : consoleText(given);
}

function duration(ms: number): string {
  return ms < 1000 ? `${Number(ms.toFixed(2))} ms` : formatDuration(ms / 1000);
}

/** "Assertion failed" comes before the values, within the first if that is a text (which may format). */
function assertion([first, ...rest]: unknown[]): unknown[] {
  if (first === undefined && rest.length === 0) return ["Assertion failed"];
  if (typeof first === "string") return [`Assertion failed: ${first}`, ...rest];
  return ["Assertion failed:", first, ...rest];
}

function traceOf(): string {
  return new Error("trace").stack ?? "";
}
