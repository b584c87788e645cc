import { inspect } from "./inspect.ts";
import { inspectedText } from "../output/inspected-text.ts";
import { isListOf } from "../base/list-of.ts";
import type { Row } from "./tabulate.ts";

/** What the cell API says to arguments it cannot use: what it needs, by example, and what it got. */

export function checkRows(rows: unknown): Row[] {
  const list = isIterable(rows) && !Array.isArray(rows) ? [...rows] : rows;
  if (isListOf(list, isRecord)) return list;
  throw refusal("table", "a list of records, as in table([{ step: 1, loss: 2.5 }])", rows);
}

/** What comes from habits with `print` and `console.log`. */
export function checkShow(given: readonly unknown[]): void {
  if (given.length === 0) throw new TypeError("show needs what to show, as in show(loss).");
  const several = "To show several values, show a list, as in show([a, b]), or call it twice";
  if (given.length > 2) throw new TypeError(`show takes a value and a label, as in show(loss, "loss"). ${several}.`);
  const label = given[1];
  if (label === undefined || label === null || typeof label === "string") return;
  throw refusal("show", 'a text as its label, as in show(loss, "loss")', label, `${several}.`);
}

export function checkProgress(record: unknown, plot: unknown): void {
  if (!isRecord(record)) {
    throw refusal("progress", "a record, as in progress({ step: 1, steps: 200, loss: 2.5 })", record);
  }
  if (plot === undefined || isListOf(plot, (key) => typeof key === "string")) return;
  throw refusal("progress", 'plot to be a list of names, as in { plot: ["loss"] }', plot);
}

export function isRecord(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof (value as Partial<Iterable<unknown>> | null)?.[Symbol.iterator] === "function";
}

const maxText = 80;

export function refusal(call: string, needs: string, got: unknown, advice = ""): TypeError {
  const text = inspectedText(inspect(got));
  const short = text.length > maxText ? `${text.slice(0, maxText)}…` : text;
  return new TypeError(`${call} needs ${needs}. It got ${short}.${advice && ` ${advice}`}`);
}
