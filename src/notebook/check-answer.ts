import type { OptionsOf } from "./check-options.ts";
import { inspect } from "./inspect.ts";
import { inspectedText } from "./inspected-text.ts";
import { isListOf } from "./list-of.ts";
import type { CheckOutput } from "./output.ts";

/** How an exercise's answer is judged; see `check` in cell-api.ts. */
export interface CheckOptions {
  /** how far a number may be off; by default a thousandth of it, or of 1 if it is smaller */
  within?: number;
  /** said when the answer is wrong */
  hint?: string;
  /** wrong answers that are often given, each with what led to it */
  mistakes?: readonly (readonly [answer: unknown, why: string])[];
}

export const checkOptionNames: OptionsOf<CheckOptions> = { within: true, hint: true, mistakes: true };

/** Judges an answer: passed, wrong with a word of help, or not given yet. */
export function checkAnswer(
  what: string,
  got: unknown,
  expected: unknown,
  options: CheckOptions = {},
): CheckOutput {
  const result = (state: CheckOutput["state"], message: string): CheckOutput => ({
    kind: "check",
    state,
    what,
    message,
  });
  if (isOpen(got)) return result("open", "Nothing here yet.");
  const fault = faultOf(got, expected, options.within);
  if (fault === null) return result("passed", "");
  const known = options.mistakes?.find(([answer]) => faultOf(got, answer, options.within) === null);
  return result("wrong", known?.[1] ?? [fault, options.hint].filter(Boolean).join(" "));
}

/** What an answer is before anybody has written one. */
function isOpen(got: unknown): boolean {
  if (got === undefined || got === null || got === "" || Number.isNaN(got)) return true;
  return isListOf(got, isOpen) && got.length > 0;
}

/** What is wrong with it, without giving the right answer away; null if it is right. */
function faultOf(got: unknown, expected: unknown, within?: number): string | null {
  if (typeof expected === "function") return verdictOf(expected as (got: unknown) => unknown, got);
  if (typeof expected === "number") return numberFault(got, expected, within);
  if (typeof expected === "string") return normal(String(got)) === normal(expected) ? null : `Not ${text(got)}.`;
  if (isList(expected)) return listFault(got, [...expected], within);
  if (typeof expected === "object" && expected !== null) {
    return recordFault(got, expected as Record<string, unknown>, within);
  }
  return Object.is(got, expected) ? null : `Not ${text(got)}.`;
}

function verdictOf(judge: (got: unknown) => unknown, got: unknown): string | null {
  const verdict = judge(got);
  if (verdict === true) return null;
  return typeof verdict === "string" ? verdict : `Not ${text(got)}.`;
}

function numberFault(got: unknown, expected: number, within?: number): string | null {
  const value = typeof got === "string" || typeof got === "bigint" ? Number(got) : got;
  if (typeof value !== "number" || Number.isNaN(value)) return `A number is asked for, not ${text(got)}.`;
  const tolerance = within ?? 1e-3 * Math.max(1, Math.abs(expected));
  if (Object.is(value, expected) || Math.abs(value - expected) <= tolerance) return null;
  if (Math.abs(value + expected) <= tolerance) return `${text(got)} has the wrong sign.`;
  return `${text(got)} is too ${value > expected ? "large" : "small"}.`;
}

/** Lists, typed arrays and sets may stand for each other. */
function listFault(got: unknown, expected: unknown[], within?: number): string | null {
  if (!isList(got)) return `A list is asked for, not ${text(got)}.`;
  const items = [...got];
  if (items.length !== expected.length) {
    return `The list has ${items.length} item${items.length === 1 ? "" : "s"}, not ${expected.length}.`;
  }
  for (const [i, item] of items.entries()) {
    const fault = faultOf(item, expected[i], within);
    if (fault !== null) return `Item ${i + 1} of the list: ${fault}`;
  }
  return null;
}

function recordFault(got: unknown, expected: Record<string, unknown>, within?: number): string | null {
  if (typeof got !== "object" || got === null) return `A record is asked for, not ${text(got)}.`;
  for (const [key, value] of Object.entries(expected)) {
    if (!(key in got)) return `"${key}" is missing.`;
    const fault = faultOf((got as Record<string, unknown>)[key], value, within);
    if (fault !== null) return `${key}: ${fault}`;
  }
  return null;
}

function isList(value: unknown): value is Iterable<unknown> {
  return Array.isArray(value) || value instanceof Set || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

/** Words count, not capitals, spaces, quotes or a full stop at the end. */
function normal(answer: string): string {
  return answer
    .toLowerCase()
    .replace(/["'`“”‘’]/g, "")
    .replace(/\s+/g, " ")
    .replace(/[.!?]+\s*$/, "")
    .trim();
}

const maxText = 60;

function text(value: unknown): string {
  const inspected = inspectedText(inspect(value));
  return inspected.length > maxText ? `${inspected.slice(0, maxText)}…` : inspected;
}
