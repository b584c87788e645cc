/**
 * What a learner's function does with an input, told apart in words: a result, an error of its own,
 * a promise, nothing at all, or an input that is no longer what it was.
 */
import { answerText, cut } from "./answer-text.ts";
import type { CellError } from "../base/cell-error.ts";
import { faultOf } from "./answer-fault.ts";
import { isCrash } from "../base/crash.ts";
import { StopRequest } from "../base/stop.ts";

/** A call that a check is to make; `resultOf` in cell-api.ts makes one. */
export class AnswerCall {
  /** whatever stands where the learner's function should */
  readonly fn: unknown;
  readonly args: readonly unknown[];

  constructor(fn: unknown, args: readonly unknown[]) {
    this.fn = fn;
    this.args = args;
  }

  /** "slope(0.7, -1, 0.2)" */
  get text(): string {
    const name = typeof this.fn === "function" && this.fn.name;
    return `${name || "your function"}(${cut(this.args.map((one) => answerText(one)).join(", "))})`;
  }

  /** The function gets a copy, so that it spoils no other check. */
  run(placeOf: (thrown: unknown) => CellError | null): CallEnd {
    const { fn } = this;
    if (fn instanceof Todo) return { result: fn, spoiled: null, problem: null };
    if (typeof fn !== "function") {
      return { result: undefined, spoiled: null, problem: `cannot be called: ${answerText(fn)} is no function` };
    }
    const args = this.args.map(copyOf);
    try {
      const result: unknown = fn(...args);
      return { result, spoiled: spoiledText(this.args, args), problem: null };
    } catch (thrown) {
      if (thrown instanceof StopRequest || isCrash(thrown)) throw thrown;
      if (thrown instanceof NotWritten) return { result: thrown.todo, spoiled: null, problem: null };
      return { result: undefined, spoiled: null, problem: errorText(thrown, placeOf(thrown)) };
    }
  }
}

export interface CallEnd {
  result: unknown;
  /** which of its inputs it has changed */
  spoiled: string | null;
  /** the error that ended it */
  problem: string | null;
}

/** What stands in an exercise until the learner writes something; see `todo` in cell-api.ts. */
export class Todo {
  readonly what: string;

  constructor(what: string) {
    this.what = what;
  }

  /** Who computes with it needs it first. */
  [Symbol.toPrimitive](): never {
    throw new NotWritten(this);
  }
}

class NotWritten extends Error {
  readonly todo: Todo;

  constructor(todo: Todo) {
    super(`Something that is needed here is still to be written: ${todo.what}.`);
    this.todo = todo;
  }
}

/** Plain data is copied; a model or a tensor stays what it is. */
function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (value instanceof Set || value instanceof Map || ArrayBuffer.isView(value)) return structuredClone(value);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, copyOf(one)]));
}

function spoiledText(before: readonly unknown[], after: readonly unknown[]): string | null {
  const differs = (one: unknown, other: unknown) => faultOf(one, other, { within: 0 }) !== null;
  const at = before.findIndex((one, i) => differs(after[i], one) || differs(one, after[i]));
  if (at < 0) return null;
  return `It changes what it is given: ${answerText(before[at])} has become ${answerText(after[at])}. Work on a copy.`;
}

function errorText(thrown: unknown, place: CellError | null): string {
  const line = place?.line ? ` in line ${place.line}` : "";
  if (thrown instanceof RangeError && /call stack|recursion/i.test(thrown.message)) {
    return `calls itself without end${line}`;
  }
  const message = thrown instanceof Error ? thrown.message : answerText(thrown);
  return `stopped with an error${line}: ${cut(message.replace(/\s+/g, " "), 200).replace(/\.$/, "")}`;
}
