/**
 * Where an answer differs from what is expected. Lists, typed arrays, sets and tensors may stand for
 * each other, numbers may be rounded, and words may have capitals.
 */
import { answerText } from "./answer-text.ts";
import { isTensor, type TensorLike } from "./inspect.ts";

export interface Fault {
  /** "item 2" or "weights, item 1"; empty where it is the whole answer */
  path: string[];
  got: unknown;
  expected: unknown;
  /** more than the two values say */
  note: string;
  /** for whoever has to find the value: which way it lies */
  clue: string;
}

export interface Comparison {
  /** how far a number may be off; by default a thousandth of it, or of 1 if it is smaller */
  within?: number;
  /** a list counts as a bag: everything as often as expected, in any order */
  anyOrder?: boolean;
  /** an answer that was typed in, where "0.5" is a number and "true" a boolean */
  isTyped?: boolean;
}

/** null if it is right */
export function faultOf(got: unknown, expected: unknown, how: Comparison = {}): Fault | null {
  if (Object.is(got, expected)) return null;
  if (typeof expected === "number") return numberFault(got, expected, how);
  if (typeof expected === "boolean") return booleanFault(got, expected, how);
  if (typeof expected === "string") return textFault(got, expected);
  if (isIterable(expected))
    return how.anyOrder ? bagFault(got, [...expected], how) : listFault(got, [...expected], how);
  if (typeof expected === "object" && expected !== null) return recordFault(got, expected, how);
  return fault(got, expected);
}

function fault(got: unknown, expected: unknown, note = "", clue = "Something else is expected."): Fault {
  return { path: [], got, expected, note, clue };
}

function numberFault(given: unknown, expected: number, { within, isTyped }: Comparison): Fault | null {
  const got = scalarOf(given);
  const isText = typeof got === "string" && isTyped && got.trim() !== "";
  const value = isText || typeof got === "bigint" ? Number(got) : got;
  const wanted = "A number is expected.";
  if (Object.is(value, expected)) return null;
  if (isText && Number.isNaN(value)) return fault(got, expected, wanted, wanted);
  if (typeof value === "string") return fault(got, expected, "That is a text: a number is expected.", wanted);
  if (typeof value !== "number") return fault(got, expected, wanted, wanted);
  if (Number.isNaN(value)) {
    const cause = "NaN means “not a number”: a value is missing, or 0 was divided by 0.";
    return fault(got, expected, cause, cause);
  }
  const tolerance = within ?? 1e-3 * Math.max(1, Math.abs(expected));
  if (Math.abs(value - expected) <= tolerance) return null;
  const isTurned = value !== 0 && Math.abs(value + expected) <= tolerance;
  if (isTurned) return fault(value, expected, "The sign is wrong.", "The sign is wrong.");
  const isMore = value > expected;
  return fault(
    value,
    expected,
    `That is too ${isMore ? "large" : "small"}.`,
    `A ${isMore ? "smaller" : "larger"} number is expected.`,
  );
}

function booleanFault(got: unknown, expected: boolean, { isTyped }: Comparison): Fault | null {
  const value = isTyped && typeof got === "string" ? ({ true: true, false: false }[normal(got)] ?? got) : got;
  if (value === expected) return null;
  const wanted = "true or false is expected.";
  if (typeof value !== "boolean") return fault(got, expected, wanted, wanted);
  return fault(got, expected);
}

function textFault(got: unknown, expected: string): Fault | null {
  const isText = typeof got === "string" || typeof got === "number" || typeof got === "boolean";
  if (isText && normal(String(got)) === normal(expected)) return null;
  return fault(got, expected, isText ? "" : "A text is expected.");
}

function listFault(got: unknown, expected: unknown[], how: Comparison): Fault | null {
  const items = itemsOf(got);
  if (!items) return fault(got, expected, "A list is expected.", "A list is expected.");
  if (items.length !== expected.length) return lengthFault(got, items, expected);
  for (const [i, item] of items.entries()) {
    // In a mask, true is 1.
    const value = typeof item === "boolean" && typeof expected[i] === "number" ? Number(item) : item;
    const found = faultOf(value, expected[i], how);
    if (found) return { ...found, path: [`item ${i + 1}`, ...found.path] };
  }
  return null;
}

function bagFault(got: unknown, expected: unknown[], how: Comparison): Fault | null {
  const items = itemsOf(got);
  if (!items) return fault(got, expected, "A list is expected.", "A list is expected.");
  const left = [...items];
  const ordered = { ...how, anyOrder: false };
  for (const one of expected) {
    const at = left.findIndex((item) => faultOf(item, one, ordered) === null);
    if (at < 0 && items.length === expected.length) return fault(got, expected, `${answerText(one)} is missing.`);
    if (at >= 0) left.splice(at, 1);
  }
  return items.length === expected.length ? null : lengthFault(got, items, expected);
}

function lengthFault(got: unknown, items: unknown[], expected: unknown[]): Fault {
  const note = `The list has ${items.length} item${items.length === 1 ? "" : "s"}, not ${expected.length}.`;
  return fault(got, expected, note, note);
}

function recordFault(got: unknown, expected: object, how: Comparison): Fault | null {
  const [record, wanted] = [recordOf(got), recordOf(expected)!];
  if (!record) return fault(got, expected, `A record with ${Object.keys(wanted).join(", ")} is expected.`);
  for (const [key, value] of Object.entries(wanted)) {
    if (!(key in record)) return fault(got, expected, `“${key}” is missing.`);
    const found = faultOf(record[key], value, how);
    if (found) return { ...found, path: [key, ...found.path] };
  }
  return null;
}

function recordOf(value: unknown): Record<string, unknown> | null {
  if (value instanceof Map) return Object.fromEntries(value) as Record<string, unknown>;
  return typeof value === "object" && value !== null && !isIterable(value) ? (value as Record<string, unknown>) : null;
}

function itemsOf(value: unknown): unknown[] | null {
  if (isTensor(value))
    return value.shape.length > 0 && !value.isDisposed ? nested([...arrayOf(value)], value.shape) : null;
  return isIterable(value) ? [...value] : null;
}

/** A number may come as a tensor without dimensions. */
function scalarOf(value: unknown): unknown {
  if (!isTensor(value) || value.isDisposed || value.shape.some((size) => size !== 1)) return value;
  return arrayOf(value)[0];
}

function arrayOf(tensor: TensorLike): (number | string)[] {
  return Array.from(tensor.dataSync());
}

function nested(flat: unknown[], shape: number[]): unknown[] {
  if (shape.length < 2) return flat;
  const size = flat.length / shape[0]!;
  return Array.from({ length: shape[0]! }, (_, i) => nested(flat.slice(i * size, (i + 1) * size), shape.slice(1)));
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.iterator in value && !(value instanceof Map);
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
