/** Rows of several seeds in short: mean and spread of every number. */
import { average } from "../advantages.ts";

type Row = Record<string, unknown>;

export interface Summary {
  /** the fields that these rows share, such as { size: "M", stage: "PPO" } */
  group: Row;
  /** seeds */
  count: number;
  /** sd: the sample's; undefined of a single seed */
  numbers: Record<string, { mean: number; sd?: number }>;
}

/** One entry per different values of `keys`, in the order of the rows. */
export function summarise(
  rows: readonly Row[],
  keys: readonly string[],
  columns: readonly string[],
): Summary[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const name = JSON.stringify(keys.map((key) => row[key]));
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return [...groups.values()].map((own) => ({
    group: pick(own[0]!, keys),
    count: own.length,
    numbers: Object.fromEntries(
      columns.flatMap((column) => {
        const values = own.map((row) => row[column]).filter(isNumber);
        return values.length > 0 ? [[column, standardDeviation(values)]] : [];
      }),
    ),
  }));
}

function pick(row: Row, keys: readonly string[]): Row {
  const entries = keys.map((key) => [key, row[key]] as const);
  return Object.fromEntries(entries.filter(([, x]) => x !== undefined));
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

export function standardDeviation(values: readonly number[]) {
  const mean = average(values);
  if (values.length < 2) return { mean };
  const squares = values.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  return { mean, sd: Math.sqrt(squares / (values.length - 1)) };
}

/** As a table in Markdown: 0.66 ± 0.01. */
export function summaryTable(summaries: readonly Summary[]): string {
  const keys = unique(summaries.map(({ group }) => Object.keys(group)));
  const columns = unique(summaries.map(({ numbers }) => Object.keys(numbers)));
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const body = summaries.map(({ group, count, numbers }) =>
    line([
      ...keys.map((key) => String(group[key] ?? "")),
      String(count),
      ...columns.map((column) => formatSpread(numbers[column])),
    ]),
  );
  const head = [...keys, "n", ...columns];
  return [line(head), line(head.map(() => "---")), ...body].join("\n");
}

export function formatSpread(
  numbers: { mean: number; sd?: number } | undefined,
): string {
  if (!numbers) return "";
  const { mean, sd } = numbers;
  const digits = Math.abs(mean) < 100 ? (Math.abs(mean) < 2 ? 3 : 2) : 0;
  const spread = sd === undefined ? "" : ` ± ${sd.toFixed(digits)}`;
  return mean.toFixed(digits) + spread;
}

function unique(lists: readonly (readonly string[])[]): string[] {
  return [...new Set(lists.flat())];
}
