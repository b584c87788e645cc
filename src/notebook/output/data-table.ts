import type { BarChart, ChartSpec, LineChart } from "./chart-spec.ts";
import type { AttentionOutput, Output, SamplesOutput, TableOutput, TableValue, TokensOutput } from "./output.ts";

/** What a picture shows, as a table of at most `limit` rows, evenly thinned. */
export function dataTable(output: Output, limit = Infinity): TableOutput {
  const { columns, rows } = fullTable(output);
  const every = Math.ceil(rows.length / limit);
  const shown = every > 1 ? rows.filter((_, index) => index % every === 0 || index === rows.length - 1) : rows;
  return { kind: "table", columns, rows: shown, more: rows.length - shown.length };
}

interface Sheet {
  columns: string[];
  rows: TableValue[][];
}

function fullTable(output: Output): Sheet {
  switch (output.kind) {
    case "chart":
      return chartTable(output.chart);
    case "tokens":
      return tokensTable(output);
    case "attention":
      return attentionTable(output);
    case "samples":
      return samplesTable(output);
    case "table":
      return output;
    default:
      return { columns: [], rows: [] };
  }
}

function chartTable(chart: ChartSpec): Sheet {
  switch (chart.kind) {
    case "line":
      return lineTable(chart);
    case "bar":
      return barTable(chart);
    case "heat":
      return {
        columns: [chart.y, ...chart.columns],
        rows: chart.values.map((row, index) => [chart.rows[index]!, ...row]),
      };
  }
}

function lineTable({ x, series }: LineChart): Sheet {
  const xs = [...new Set(series.flatMap(({ points }) => points.map(([at]) => at)))].sort((a, b) => a - b);
  const columns = series.flatMap(({ name, points, band }) => {
    const values = { name, at: new Map(points) };
    if (!band) return [values];
    const end = (side: 0 | 1) => new Map(points.map(([at], index) => [at, band[index]?.[side] ?? null]));
    return [values, { name: `${name} from`, at: end(0) }, { name: `${name} to`, at: end(1) }];
  });
  return {
    columns: [x || "x", ...columns.map(({ name }) => name)],
    rows: xs.map((at) => [at, ...columns.map((column) => column.at.get(at) ?? null)]),
  };
}

function barTable({ y, bars }: BarChart): Sheet {
  const hasGroups = bars.some(({ group }) => group !== undefined);
  const hasRanges = bars.some(({ range }) => range !== undefined);
  return {
    columns: ["name", ...(hasGroups ? ["group"] : []), y || "value", ...(hasRanges ? ["from", "to"] : [])],
    rows: bars.map(({ name, group, value, range }) => [
      name,
      ...(hasGroups ? [group ?? null] : []),
      value,
      ...(hasRanges ? [range?.[0] ?? null, range?.[1] ?? null] : []),
    ]),
  };
}

function tokensTable({ label, rows }: TokensOutput): Sheet {
  const isNamed = rows.length > 1 || rows[0]?.name !== undefined;
  return {
    columns: [...(isNamed ? ["text"] : []), "token", label],
    rows: rows.flatMap(({ name, tokens, values }, row) =>
      tokens.map((token, index) => [...(isNamed ? [name ?? String(row + 1)] : []), token, values[index] ?? null]),
    ),
  };
}

/** One row per token and token before it. */
function attentionTable({ tokens, heads }: AttentionOutput): Sheet {
  const rows = tokens.flatMap((token, i) =>
    tokens.slice(0, i + 1).map((other, j) => [token, other, ...heads.map(({ weights }) => weights[i]?.[j] ?? null)]),
  );
  return { columns: ["token", "looks at", ...heads.map(({ name }) => name || "weight")], rows };
}

function samplesTable({ columns, rows }: SamplesOutput): Sheet {
  const scored = columns.filter((_, column) => rows.some(({ answers }) => answers[column]?.score !== undefined));
  return {
    columns: ["prompt", ...columns, ...scored.map((name) => `${name} score`)],
    rows: rows.map(({ prompt, answers }) => [
      prompt,
      ...answers.map((answer) => answer?.text ?? null),
      ...scored.map((name) => answers[columns.indexOf(name)]?.score ?? null),
    ]),
  };
}

/** As RFC 4180, and so that a spreadsheet takes no text for a formula. */
export function tableCsv({ columns, rows }: Pick<TableOutput, "columns" | "rows">): string {
  return [columns, ...rows].map((row) => row.map(csvField).join(",")).join("\r\n") + "\r\n";
}

function csvField(value: TableValue): string {
  if (value === null) return "";
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
