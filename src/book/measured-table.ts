/**
 * A table of means over seeds, from public/experiments/NAME.json: every row of it is a choice of
 * the file's rows, every column a field of theirs.
 */
import { type PublishedExperiment, fits, measurementOf, type Where } from "./experiments.ts";
import { numberText, spreadText, type NumberStyle } from "../notebook/output/number-text.ts";

export interface MeasuredTable {
  columns: string[];
  rows: { name: string; cells: MeasuredCell[] }[];
  /** "mean ± standard deviation over 3 seeds" */
  note: string;
}

interface MeasuredCell {
  text: string;
  /** the value of each seed; none for a text of the paper's */
  title?: string;
}

export interface MeasuredTableSpec {
  where?: Where;
  /** the rows: a name for each, and which rows of the file it means */
  rows?: Record<string, Where>;
  /** and all values that this key has in the file, in the file's order */
  by?: string;
  /** a field; or one with how to write it, or of other rows than the rest of the line */
  columns: Record<string, string | ({ field: string; where?: Where } & NumberStyle)>;
  /** columns that were not measured here: heading -> row -> what stands there */
  given?: Record<string, Record<string, string>>;
  head?: string;
}

/** @throws what is wrong, in words that help to write it right */
export function measuredTable(experiment: PublishedExperiment, spec: MeasuredTableSpec): MeasuredTable {
  const { given = {}, columns, head = "" } = spec;
  const choices = Object.entries(rowsOf(experiment, spec));
  const counts = new Set<number>();
  const rows = choices.map(([name, where]) => {
    const texts = Object.values(given).map((column): MeasuredCell => ({ text: column[name] ?? "–" }));
    const numbers = Object.values(columns).map((column) => cell(experiment, where, column, counts));
    return { name, cells: [...texts, ...numbers] };
  });
  checkGiven(
    given,
    choices.map(([name]) => name),
  );
  const note = seedsNote([...counts]);
  return { columns: [head, ...Object.keys(given), ...Object.keys(columns)], rows, note };
}

function rowsOf(
  { name, rows }: PublishedExperiment,
  { rows: named, by, where = {} }: MeasuredTableSpec,
): Record<string, Where> {
  const chosen = Object.fromEntries(Object.entries(named ?? {}).map(([row, own]) => [row, { ...where, ...own }]));
  if (named && by === undefined) return chosen;
  if (by === undefined) throw new Error(`it needs "rows", or "by" with the key that tells the rows apart.`);
  const values = rows.filter((row) => fits(row, where) && row[by] !== undefined).map((row) => row[by]);
  if (values.length === 0) throw new Error(`${name} has no row with ${JSON.stringify(where)} and a "${by}".`);
  const all = [...new Set(values)].map((value) => [String(value), { ...where, [by]: value }]);
  return { ...chosen, ...(Object.fromEntries(all) as Record<string, Where>) };
}

function cell(
  experiment: PublishedExperiment,
  where: Where,
  column: MeasuredTableSpec["columns"][string],
  counts: Set<number>,
): MeasuredCell {
  const { field, where: more = {}, ...style } = typeof column === "string" ? { field: column } : column;
  const wanted = { ...where, ...more };
  const own = experiment.rows.filter((row) => fits(row, wanted));
  const known = own.filter((row) => typeof row[field] === "number");
  if (!experiment.rows.some((row) => typeof row[field] === "number")) {
    throw new Error(`${experiment.name} has no number "${field}".`);
  }
  // Not every number is there for every model: a base model has no drift.
  if (own.length > 0 && known.length === 0) return { text: "–" };
  const rows = own.length > 0 ? known : experiment.rows;
  const { mean, spread, values } = measurementOf({ ...experiment, rows }, wanted, field);
  counts.add(values.length);
  const each = values.map(({ seed, value }) => `seed ${seed}: ${numberText(value, { digits: 2, ...style })}`);
  const format = style.percent || Number.isInteger(mean) ? style : { digits: 2, ...style };
  return { text: spreadText(mean, spread === 0 ? null : spread, format), title: each.join(", ") };
}

function checkGiven(given: NonNullable<MeasuredTableSpec["given"]>, names: string[]): void {
  for (const [heading, column] of Object.entries(given)) {
    const unknown = Object.keys(column).find((name) => !names.includes(name));
    if (unknown !== undefined) throw new Error(`"${heading}" has a row "${unknown}"; there is: ${names.join(", ")}.`);
  }
}

function seedsNote(counts: number[]): string {
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  if (most === 1) return "One seed.";
  const many = least === most || least === 1 ? `${most} seeds` : `${least} to ${most} seeds`;
  const lone = least === 1 ? "; a number without ± has one seed, or is the same on all" : "";
  return `Mean ± standard deviation over ${many}${lone}.`;
}
