import { isTensor } from "./inspect.ts";
import type { TableOutput } from "../output/output.ts";
import { maxColumns, maxRows, tableValue } from "./tabulate.ts";

interface IndexedRow {
  index: unknown;
  value: unknown;
}

const indexName = "(index)";
const valueName = "Values";

/**
 * The table of `console.table`, as in a browser's tools: a row per item of a list, map, set or record,
 * a column per key of the items, the items that have no keys under "Values".
 * @param only the columns to show
 * @returns null for what has no items
 */
export function consoleTable(data: unknown, only?: unknown): TableOutput | null {
  const sheet = rowsOf(data);
  if (!sheet) return null;
  const { rows, size } = sheet;
  const keys = rows.map(({ value }) => keysOf(value));
  const all = [...new Set(keys.flatMap((row) => row ?? []))];
  const chosen = Array.isArray(only) ? only.map(String) : all;
  const columns = chosen.slice(0, maxColumns);
  const hasValues = keys.includes(null);
  return {
    kind: "table",
    columns: [indexName, ...columns, ...(hasValues ? [valueName] : [])],
    rows: rows.map(({ index, value }, at) => {
      const isFlat = keys[at] === null;
      const cells = columns.map((column) => (isFlat ? null : tableValue(ownValue(value, column))));
      return [tableValue(index), ...cells, ...(hasValues ? [isFlat ? tableValue(value) : null] : [])];
    }),
    more: size - rows.length,
  };
}

function rowsOf(data: unknown): { rows: IndexedRow[]; size: number } | null {
  if (typeof data !== "object" || data === null || isTensor(data) || data instanceof DataView) return null;
  if (Array.isArray(data) || ArrayBuffer.isView(data)) return listRows(data as unknown as ArrayLike<unknown>);
  if (data instanceof Map) return { rows: take(data, ([index, value]) => ({ index, value })), size: data.size };
  if (data instanceof Set) return { rows: take(data, (value, index) => ({ index, value })), size: data.size };
  const keys = Object.keys(data);
  const rows = keys.slice(0, maxRows).map((index) => ({ index, value: ownValue(data, index) }));
  return keys.length === 0 ? null : { rows, size: keys.length };
}

function listRows(list: ArrayLike<unknown>): { rows: IndexedRow[]; size: number } {
  // By number: a list may have billions of holes.
  const length = Math.min(list.length, maxRows);
  return { rows: Array.from({ length }, (_, index) => ({ index, value: list[index] })), size: list.length };
}

function take<T>(items: Iterable<T>, row: (item: T, index: number) => IndexedRow): IndexedRow[] {
  const rows: IndexedRow[] = [];
  for (const item of items) {
    if (rows.length === maxRows) break;
    rows.push(row(item, rows.length));
  }
  return rows;
}

/** The columns of a row; null for what has none: a number, a text, a function, a tensor. */
function keysOf(value: unknown): string[] | null {
  if (typeof value !== "object" || value === null || isTensor(value)) return null;
  if (value instanceof Date || value instanceof RegExp || value instanceof Error) return null;
  const isList = Array.isArray(value) || ArrayBuffer.isView(value);
  return isList ? itemKeys(value) : Object.keys(value).slice(0, maxColumns);
}

function itemKeys(list: object): string[] {
  const { length = 0 } = list as { length?: number };
  return Array.from({ length: Math.min(length, maxColumns) }, (_, index) => String(index));
}

/** Without running a getter. */
function ownValue(from: unknown, key: string): unknown {
  return Object.getOwnPropertyDescriptor(from, key)?.value as unknown;
}
