/**
 * What a learner's function does with an input, told apart in words: a result, an error of its own,
 * a promise, nothing at all, or an input that is no longer what it was.
 */
import { answerText, cut } from "./answer-text.ts";
import type { CellError } from "./cell-error.ts";
import { faultOf, isPlain } from "./answer-fault.ts";
import { isCrash } from "./crash.ts";
import { StopRequest } from "./stop.ts";

/** A call that a check is to make; `resultOf` in cell-api.ts makes one. */
export class AnswerCall {
  readonly fn: (...args: never[]) => unknown;
  readonly args: readonly unknown[];

  constructor(fn: unknown, args: readonly unknown[]) {
    if (typeof fn !== "function") throw new TypeError(`resultOf needs a function first, as in resultOf(loss, [0.5, 0.25]), and got ${answerText(fn)}.`);
    this.fn = fn as (...args: never[]) => unknown;
    this.args = args;
  }

  /** "slope(0.7, -1, 0.2)" */
  get text(): string {
    return `${this.fn.name || "your function"}(${cut(this.args.map((one) => answerText(one)).join(", "))})`;
  }

  /** The function gets a copy, so that it spoils no other check. */
  run(placeOf: (thrown: unknown) => CellError | null): CallEnd {
    const args = copyOf(this.args);
    try {
      const result = this.fn(...(args as never[]));
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

function copyOf(args: readonly unknown[]): unknown[] {
  try {
    return structuredClone([...args]);
  } catch {
    return [...args]; // functions and tensors have no copy
  }
}

function spoiledText(before: readonly unknown[], after: readonly unknown[]): string | null {
  const at = before.findIndex((one, i) => isPlain(one) && faultOf(after[i], one, { within: 0 }) !== null);
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
