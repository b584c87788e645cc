import { inspect } from "./inspect.ts";
import { inspectedText } from "../output/inspected-text.ts";
import { isListOf } from "../base/list-of.ts";
import type { TableOutput, TableValue } from "../output/output.ts";

export const maxRows = 200;
export const maxColumns = 40;

export type Row = Record<string, unknown>;

/** Is it what `show` draws as a table: a list of records without nested values? */
export function isTabular(value: unknown): value is Row[] {
  return isListOf(value, isFlatRecord) && value.length > 0;
}

function isFlatRecord(row: unknown): row is Row {
  if (typeof row !== "object" || row === null) return false;
  const prototype = Object.getPrototypeOf(row) as unknown;
  if (prototype !== Object.prototype && prototype !== null) return false;
  return Object.values(row).every((value) => typeof value !== "object" || value === null);
}

/** Columns are the rows' keys in the order they first appear. */
export function tabulate(rows: readonly Row[], caption?: string): TableOutput {
  const columns = [...new Set(rows.slice(0, maxRows).flatMap((row) => Object.keys(row)))].slice(0, maxColumns);
  const shown = rows.slice(0, maxRows);
  return {
    kind: "table",
    columns,
    rows: shown.map((row) => columns.map((column) => tableValue(row[column]))),
    more: rows.length - shown.length,
    ...(caption ? { caption: String(caption) } : {}),
  };
}

/** A value as it stands in a cell of a table. */
export function tableValue(value: unknown): TableValue {
  if (value === undefined || value === null) return null;
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (isFlatList(value)) return value.map(String).join(" ");
  return typeof value === "object" ? inspectedText(inspect(value)) : String(value);
}

function isFlatList(value: unknown): value is unknown[] {
  return isListOf(value, (one) => typeof one !== "object" || one === null);
}
