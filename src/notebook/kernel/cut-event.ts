import { cutText, textLimit } from "../base/cut-text.ts";
import type { KernelEvent } from "./protocol.ts";

/** Characters that a text may have, by the field it is in. */
const limits: Readonly<Record<string, number>> = {
  text: textLimit,
  /** the reader's own line, with the place that a caret points at */
  code: 100_000,
  /** what the reader has set; it must come back as it was (inputs.ts) */
  ...{ value: 10_000, initial: 10_000, answers: 10_000, prompt: 10_000 },
  message: 4000,
  /** the cells of a table */
  rows: 2000,
};

/** In all other fields: titles, labels, names. */
const usualLimit = 1000;

/** All texts of one output together. */
const outputLimit = 200_000;

/** Fields that hold numbers alone, and many of them. */
const numbers = new Set(["points", "band", "values", "weights"]);

/**
 * What the kernel says, as it leaves the worker: plain data whose texts have an end, whatever a cell
 * has put into them.
 */
export function cutEvent(event: KernelEvent): KernelEvent {
  return cut(event, "", { left: outputLimit }) as KernelEvent;
}

interface Budget {
  left: number;
}

function cut(value: unknown, field: string, budget: Budget): unknown {
  switch (typeof value) {
    case "string":
      return cutIn(budget, value, limits[field] ?? usualLimit);
    case "number":
    case "boolean":
    case "undefined":
      return value;
    case "object":
      return value === null || numbers.has(field) ? value : cutWithin(value, field, budget);
    default:
      // Nothing that could be sent.
      return typeof value;
  }
}

function cutWithin(value: object, field: string, budget: Budget): unknown {
  const own = field === "output" ? { left: outputLimit } : budget;
  if (Array.isArray(value)) return value.map((one) => cut(one, field, own));
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, cut(one, key, own)]));
}

function cutIn(budget: Budget, text: string, limit: number): string {
  const shown = budget.left > 0 ? cutText(text, Math.min(limit, budget.left)) : text && "…";
  budget.left -= shown.length;
  return shown;
}
