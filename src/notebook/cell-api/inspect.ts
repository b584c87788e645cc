import { safely } from "../base/hostile-values.ts";
import type { Inspected, LeafKind } from "../output/inspected.ts";

const maxDepth = 5;
const maxItems = 100;
const maxNumbers = 1000;
const maxText = 2000;
const maxNodes = 2000;

/** Turns any value into a tree of plain data, without running the value's own code. */
export function inspect(value: unknown): Inspected {
  return new Inspector().look(value, 0);
}

/** What duck-typing calls a tensor; the notebook does not import TensorFlow.js. */
export interface TensorLike {
  shape: number[];
  dtype: string;
  isDisposed?: boolean;
  dataSync(): ArrayLike<number | string>;
}

export function isTensor(value: unknown): value is TensorLike {
  const tensor = value as Partial<TensorLike> | null;
  try {
    return (
      typeof tensor === "object" &&
      tensor !== null &&
      Array.isArray(tensor.shape) &&
      typeof tensor.dtype === "string" &&
      typeof tensor.dataSync === "function"
    );
  } catch {
    // A proxy, or a getter that throws.
    return false;
  }
}

class Inspector {
  #path = new Set<object>();
  #nodes = 0;

  look(value: unknown, depth: number): Inspected {
    this.#nodes++;
    if (typeof value !== "object" || value === null)
      return safely(() => primitive(value), leaf("other", "(cannot be read)"));
    if (this.#path.has(value)) return leaf("other", "(circular)");
    this.#path.add(value);
    try {
      return this.#object(value, depth);
    } catch {
      return leaf("other", "(cannot be read)");
    } finally {
      this.#path.delete(value);
    }
  }

  #object(value: object, depth: number): Inspected {
    if (isTensor(value)) return tensor(value, depth === 0);
    if (value instanceof Error) return leaf("other", `${value.name}: ${value.message}`);
    if (value instanceof Date || value instanceof RegExp) return leaf("other", String(value));
    if (value instanceof Promise) return leaf("other", "Promise (write await to see its value)");
    if (depth >= maxDepth || this.#nodes > maxNodes) return leaf("other", `${nameOf(value)} ...`);
    if (Array.isArray(value)) return this.#list("Array", start(value), value.length, depth);
    if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
      const numbers = value as unknown as ArrayLike<number>;
      return this.#list(nameOf(value), Array.from(numbersOf(numbers)), numbers.length, depth);
    }
    if (value instanceof Set) return this.#list("Set", first(value, maxNumbers), value.size, depth);
    if (value instanceof Map) {
      const entries = first(value, maxItems).map(([key, one]) => [keyText(key), one] as const);
      return this.#record("Map", entries, value.size, depth);
    }
    const keys = Object.keys(value);
    return this.#record(nameOf(value), entriesOf(value, keys), keys.length, depth);
  }

  /** @param values the first of them, no fewer than are shown */
  #list(kind: string, values: unknown[], length: number, depth: number): Inspected {
    if (length > maxItems) {
      if (values.every(isPlainNumber))
        return { type: "numbers", name: `${kind}(${length})`, values, more: length - values.length };
    }
    const items = values.slice(0, maxItems).map((one) => this.look(one, depth + 1));
    return { type: "list", name: `${kind}(${length})`, items, more: length - items.length };
  }

  #record(name: string, entries: (readonly [string, unknown])[], size: number, depth: number): Inspected {
    const shown = entries.slice(0, maxItems).map(([key, value]): [string, Inspected] => {
      return [key, this.look(value, depth + 1)];
    });
    return { type: "record", name, entries: shown, more: size - shown.length };
  }
}

/** What JSON keeps as it is; Infinity and -0 it does not. */
function isPlainNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && !Object.is(value, -0);
}

function leaf(of: LeafKind, text: string): Inspected {
  return { type: "leaf", of, text: text.length > maxText ? `${text.slice(0, maxText)}...` : text };
}

function primitive(value: unknown): Inspected {
  switch (typeof value) {
    case "number":
      return leaf("number", Object.is(value, -0) ? "-0" : String(value));
    case "bigint":
      return leaf("number", `${value}n`);
    case "string":
      // Of a text that is too long to be shown, not even the quotes are looked for.
      return leaf("string", JSON.stringify(value.slice(0, maxText + 1)));
    case "function":
      return leaf("function", describeFunction(value));
    case "symbol":
      return leaf("other", value.toString());
    default:
      return leaf("keyword", String(value));
  }
}

function describeFunction(value: object): string {
  const source = Function.prototype.toString.call(value);
  const name = Object.getOwnPropertyDescriptor(value, "name")?.value || "(anonymous)";
  return `${source.startsWith("class") ? "class" : "function"} ${name}`;
}

function tensor(value: TensorLike, withPreview: boolean): Inspected {
  const { shape, dtype } = value;
  const preview = value.isDisposed ? "(disposed)" : withPreview ? tensorPreview(value) : null;
  return { type: "tensor", shape: [...shape], dtype, preview };
}

const previewColumns = 8;
const previewRows = 6;

/** The first rows of the first matrix, columns aligned. */
function tensorPreview(value: TensorLike): string {
  const data = value.dataSync();
  if (value.shape.length === 0) return shortNumber(data[0]);
  const width = value.shape.at(-1)!;
  const height = value.shape.length > 1 ? value.shape.at(-2)! : 1;
  const shown = Array.from({ length: Math.min(height, previewRows) }, (_, row) =>
    Array.from({ length: Math.min(width, previewColumns) }, (_, column) => data[row * width + column]),
  );
  const write = sameDecimals(shown.flat());
  const rows = shown.map((row) => {
    const cells = row.map(write);
    return width > previewColumns ? [...cells, "..."] : cells;
  });
  const size = Math.max(0, ...rows.flat().map((text) => text.length));
  const lines = rows.map((row) => row.map((text) => text.padStart(size)).join(" "));
  const isCut = height > previewRows || value.shape.length > 2;
  return [...lines, ...(isCut ? ["..."] : [])].join("\n");
}

/** All numbers of a preview with the same decimals, as many as the largest one needs. */
function sameDecimals(values: unknown[]): (value: unknown) => string {
  const numbers = values.filter((value): value is number => typeof value === "number" && Number.isFinite(value));
  if (numbers.every(Number.isInteger)) return shortNumber;
  const largest = numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest >= 1e6 || largest < 1e-4) return shortNumber;
  const decimals = Math.max(0, 3 - Math.floor(Math.log10(largest)));
  return (value) =>
    typeof value === "number" && Number.isFinite(value) ? value.toFixed(Math.min(decimals, 6)) : String(value);
}

function shortNumber(value: unknown): string {
  if (typeof value !== "number" || !Number.isFinite(value)) return String(value);
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
}

/** A float32 printed with a double's digits shows 0.10000000149011612 for 0.1. */
function* numbersOf(values: ArrayLike<number>): Generator<unknown> {
  const isFloat32 = values instanceof Float32Array;
  const count = Math.min(values.length, maxNumbers);
  for (let i = 0; i < count; i++) {
    yield isFloat32 ? Number(values[i]!.toPrecision(7)) : values[i];
  }
}

/** The holes of a sparse array are undefined. */
function start(values: readonly unknown[]): unknown[] {
  return Array.from({ length: Math.min(values.length, maxNumbers) }, (_, index) => values[index]);
}

function first<T>(values: Iterable<T>, count: number): T[] {
  const found: T[] = [];
  for (const value of values) {
    if (found.length >= count) break;
    found.push(value);
  }
  return found;
}

function keyText(key: unknown): string {
  return typeof key === "string" ? JSON.stringify(key) : String(key);
}

function nameOf(value: object): string {
  const prototype = Object.getPrototypeOf(value) as { constructor?: { name?: unknown } } | null;
  if (!prototype) return "Object";
  const name = Object.getOwnPropertyDescriptor(prototype, "constructor")?.value?.name as unknown;
  return typeof name === "string" && name ? name : "Object";
}

function entriesOf(value: object, keys: string[]): (readonly [string, unknown])[] {
  return keys.slice(0, maxItems).map((key) => {
    const property = Object.getOwnPropertyDescriptor(value, key)!;
    return [key, "value" in property ? (property.value as unknown) : undefined] as const;
  });
}
