import type { CellError } from "../base/cell-error.ts";
import { chartSchema, curveSchema } from "./chart-schema.ts";
import { inputSchema } from "./input-schema.ts";
import type { Inspected, LeafKind } from "./inspected.ts";
import type {
  Badge,
  Output,
  ProgressOutput,
  ShownSample,
  SamplesOutput,
  TableValue,
  TextOutput,
  TokenRow,
} from "./output.ts";
import {
  atMost,
  count,
  fitting,
  list,
  Misfit,
  nested,
  nullable,
  number,
  only,
  optional,
  pair,
  record,
  type Schema,
  text,
  variants,
  word,
} from "../base/schema.ts";

/**
 * What an output may be: its kinds, types and sizes, and what must fit together. It holds for what a
 * worker says and for what the book has printed; what the cell API makes always fits.
 */

type Of<K extends Output["kind"]> = Extract<Output, { kind: K }>;
type InspectedAs<T extends Inspected["type"]> = Extract<Inspected, { type: T }>;

/** A name, a title, a label. */
const line = text(2000);
const words = text(10_000);

export const errorSchema = record<CellError>({
  name: line,
  message: words,
  line: nullable(count),
  column: nullable(count),
  code: nullable(text(100_000)),
  hint: optional(words),
  origin: optional(record<NonNullable<CellError["origin"]>>({ cell: line, line: count, column: count })),
  causes: optional(list(words, 20)),
});

const inspected: Schema<Inspected> = variants<Inspected, "type">("type", {
  leaf: record<InspectedAs<"leaf">>({
    type: only("leaf"),
    of: word<LeafKind>({ number: true, string: true, keyword: true, function: true, other: true }),
    text: words,
  }),
  list: record<InspectedAs<"list">>({
    type: only("list"),
    name: line,
    items: list(
      nested(() => inspected),
      200,
    ),
    more: count,
  }),
  numbers: record<InspectedAs<"numbers">>({
    type: only("numbers"),
    name: line,
    values: list(number, 2000),
    more: count,
  }),
  record: record<InspectedAs<"record">>({
    type: only("record"),
    name: line,
    entries: list(
      pair(
        line,
        nested(() => inspected),
      ),
      200,
    ),
    more: count,
  }),
  tensor: record<InspectedAs<"tensor">>({
    type: only("tensor"),
    shape: list(number, 100),
    dtype: line,
    preview: nullable(words),
  }),
});

const tableValue: Schema<TableValue> = (value, reading) => {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "string") return words(value, reading);
  if (typeof value === "number") return number(value, reading);
  throw Misfit.of("a text, a number, true, false or null", value);
};

const table = record<Of<"table">>({
  kind: only("table"),
  columns: list(line, 100),
  rows: atMost(60_000, list(list(tableValue, 100), 500)),
  more: count,
  caption: optional(line),
});

const progress = record<ProgressOutput>({
  kind: only("progress"),
  label: optional(line),
  step: number,
  steps: nullable(number),
  latest: list(record<ProgressOutput["latest"][number]>({ name: line, value: textOrNumber }), 100),
  charts: list(curveSchema, 40),
  timing: record<ProgressOutput["timing"]>({
    seconds: number,
    stepsPerSecond: nullable(number),
    secondsLeft: nullable(number),
  }),
});

function textOrNumber(value: unknown, reading: Parameters<typeof line>[1]): string | number {
  return typeof value === "number" ? number(value, reading) : line(value, reading);
}

const tokenRow = record<TokenRow>({
  name: optional(line),
  note: optional(line),
  query: list(line, 512),
  tokens: list(line, 512),
  values: list(nullable(number), 512),
});

const tokens = record<Of<"tokens">>({
  kind: only("tokens"),
  title: optional(line),
  label: line,
  domain: pair(number, number),
  rows: atMost(200_000, list(tokenRow, 100)),
});

const attention = record<Of<"attention">>({
  kind: only("attention"),
  title: optional(line),
  tokens: list(line, 64),
  heads: list(record<Of<"attention">["heads"][number]>({ name: line, weights: list(list(number, 64), 64) }), 16),
});

const sample = record<ShownSample>({
  text: words,
  score: optional(number),
  badges: list(record<Badge>({ text: line, tone: word<Badge["tone"]>({ good: true, bad: true, plain: true }) }), 20),
});

const samples = record<SamplesOutput>({
  kind: only("samples"),
  title: optional(line),
  columns: list(line, 20),
  rows: atMost(
    60_000,
    list(record<SamplesOutput["rows"][number]>({ prompt: words, answers: list(nullable(sample), 20) }), 200),
  ),
  more: count,
});

export const outputSchema: Schema<Output> = variants<Output, "kind">("kind", {
  text: record<TextOutput>({
    kind: only("text"),
    text: text(100_100),
    level: word<TextOutput["level"]>({ log: true, info: true, debug: true, warn: true, error: true }),
    label: optional(line),
    by: optional(only("notebook")),
  }),
  value: record<Of<"value">>({ kind: only("value"), value: atMost(20_000, inspected), label: optional(line) }),
  table: fitting(table, "a value per column in each row", ({ columns, rows }) =>
    rows.every((row) => row.length === columns.length),
  ),
  chart: record<Of<"chart">>({ kind: only("chart"), chart: chartSchema }),
  progress,
  tokens: fitting(tokens, "a value per token", ({ rows }) =>
    rows.every((row) => row.tokens.length === row.values.length),
  ),
  attention: fitting(attention, "as many rows and columns of weights as tokens", ({ tokens: { length }, heads }) =>
    heads.every(({ weights }) => isSquare(weights, length)),
  ),
  samples: fitting(samples, "an answer per column", ({ columns, rows }) =>
    rows.every(({ answers }) => answers.length === columns.length),
  ),
  input: inputSchema,
  check: record<Of<"check">>({
    kind: only("check"),
    state: word<Of<"check">["state"]>({ passed: true, wrong: true, open: true }),
    what: words,
    message: words,
  }),
  error: record<Of<"error">>({ kind: only("error"), error: errorSchema }),
});

function isSquare(rows: number[][], length: number): boolean {
  return rows.length === length && rows.every((row) => row.length === length);
}
